package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §8.4: where a pre-shared key comes from. */
public enum PSKType implements WireStruct {
  /** {@link PreSharedKeyID.External}. */
  EXTERNAL(1, "external"),
  /** {@link PreSharedKeyID.Resumption}. */
  RESUMPTION(2, "resumption");

  private final int code;
  private final String rfcName;

  PSKType(int code, String rfcName) {
    this.code = code;
    this.rfcName = rfcName;
  }

  public static PSKType readFrom(TlsReader in) throws DecodeException {
    int code = in.uint8(TlsReader.SELF);
    return switch (code) {
      case 1 -> EXTERNAL;
      case 2 -> RESUMPTION;
      default -> throw in.fail(TlsReader.SELF, 1, "PSK type " + code + " does not exist");
    };
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint8(code);
  }

  /** The name that the RFC gives it. */
  @Override
  public String toString() {
    return rfcName;
  }
}
