package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §5.1.2: what is signed.
 *
 * @param label with the prefix {@code "MLS 1.0 "}
 */
public record SignContent(Bytes label, Bytes content) implements WireStruct {

  public static SignContent readFrom(TlsReader in) throws DecodeException {
    return new SignContent(in.opaque("label"), in.opaque("content"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(label).opaque(content);
  }
}
