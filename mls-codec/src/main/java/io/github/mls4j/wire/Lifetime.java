package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §7.2: when a leaf node out of a key package may be used.
 *
 * @param notBefore seconds since 1970, unsigned
 * @param notAfter seconds since 1970, unsigned
 */
public record Lifetime(long notBefore, long notAfter) implements WireStruct {

  public static Lifetime readFrom(TlsReader in) throws DecodeException {
    return new Lifetime(in.uint64("not_before"), in.uint64("not_after"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint64(notBefore).uint64(notAfter);
  }
}
