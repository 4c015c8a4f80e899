package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §6: what a framed content is. */
public enum ContentType implements WireStruct {
  /** {@link Content.Application}. */
  APPLICATION(1, "application"),
  /** {@link Content.OfProposal}. */
  PROPOSAL(2, "proposal"),
  /** {@link Content.OfCommit}. */
  COMMIT(3, "commit");

  private final int code;
  private final String rfcName;

  ContentType(int code, String rfcName) {
    this.code = code;
    this.rfcName = rfcName;
  }

  public static ContentType readFrom(TlsReader in) throws DecodeException {
    int code = in.uint8(TlsReader.SELF);
    return switch (code) {
      case 1 -> APPLICATION;
      case 2 -> PROPOSAL;
      case 3 -> COMMIT;
      default -> throw in.fail(TlsReader.SELF, 1, "content type " + code + " does not exist");
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
