package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §6: a version of MLS. Unknown values can be held and written; whoever needs to know the
 * version to read on refuses them.
 */
public record ProtocolVersion(int value) implements WireStruct {

  private static final CodePoints<ProtocolVersion> REGISTRY =
      new CodePoints<>(ProtocolVersion::new);

  /** RFC 9420. */
  public static final ProtocolVersion MLS10 = REGISTRY.add(1, "mls10");

  public ProtocolVersion {
    CodePoints.check(value);
  }

  /** The code point of that value; those with a name are shared objects. */
  public static ProtocolVersion of(int value) {
    return REGISTRY.of(value);
  }

  public static ProtocolVersion readFrom(TlsReader in) throws DecodeException {
    return REGISTRY.of(in.uint16(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint16(value);
  }

  /** The name that the RFC gives it, or the value as in {@code 0xf001}. */
  @Override
  public String toString() {
    return REGISTRY.name(value);
  }
}
