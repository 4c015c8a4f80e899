package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §8.4: what the secret of an earlier epoch is used for. */
public enum ResumptionPSKUsage implements WireStruct {
  /** For a purpose of the application. */
  APPLICATION(1, "application"),
  /** To start the successor of a group (§11.2). */
  REINIT(2, "reinit"),
  /** To start a subgroup (§11.3). */
  BRANCH(3, "branch");

  private final int code;
  private final String rfcName;

  ResumptionPSKUsage(int code, String rfcName) {
    this.code = code;
    this.rfcName = rfcName;
  }

  public static ResumptionPSKUsage readFrom(TlsReader in) throws DecodeException {
    int code = in.uint8(TlsReader.SELF);
    return switch (code) {
      case 1 -> APPLICATION;
      case 2 -> REINIT;
      case 3 -> BRANCH;
      default -> throw in.fail(TlsReader.SELF, 1, "usage " + code + " does not exist");
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
