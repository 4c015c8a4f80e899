package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code deserialization.json}: length prefixes of vectors (RFC 9420 §2.1.2). */
public record DeserializationVector(Bytes vlbytesHeader, int length)
    implements VectorCase.WithoutSuite {

  /** Where prefixes become longer (RFC 9420 §2.1.2), and where they end. */
  private static final int[] LIMITS = {1 << 6, 1 << 14, 1 << 30};

  /** For each size of prefix, the least and the greatest length, and some between them. */
  static List<DeserializationVector> generate(Draws draws) {
    List<DeserializationVector> cases = new ArrayList<>();
    int least = 0;
    for (int limit : LIMITS) {
      cases.add(of(least));
      for (int i = 0; i < 3; i++) {
        cases.add(of(least + draws.below(limit - least)));
      }
      cases.add(of(limit - 1));
      least = limit;
    }
    return cases;
  }

  private static DeserializationVector of(int length) {
    return new DeserializationVector(new TlsWriter().vectorLength(length).toBytes(), length);
  }

  @Override
  public void verify() throws Exception {
    Expect.equal(
        "length", length, TlsReader.decode(vlbytesHeader, in -> in.vectorLength("vector")));
    Expect.equal("vlbytes_header", vlbytesHeader, new TlsWriter().vectorLength(length).toBytes());
  }
}
