package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;

/** {@code deserialization.json}: length prefixes of vectors (RFC 9420 §2.1.2). */
public record DeserializationVector(Bytes vlbytesHeader, int length)
    implements VectorCase.WithoutSuite {

  @Override
  public void verify() throws Exception {
    Expect.equal(
        "length", length, TlsReader.decode(vlbytesHeader, in -> in.vectorLength("vector")));
    Expect.equal("vlbytes_header", vlbytesHeader, new TlsWriter().vectorLength(length).toBytes());
  }
}
