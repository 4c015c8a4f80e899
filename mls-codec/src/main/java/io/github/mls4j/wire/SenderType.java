package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §6: which kind of sender follows. */
public enum SenderType implements WireStruct {
  /** {@link Sender.Member}. */
  MEMBER(1, "member"),
  /** {@link Sender.External}. */
  EXTERNAL(2, "external"),
  /** {@link Sender.NewMemberProposal}. */
  NEW_MEMBER_PROPOSAL(3, "new_member_proposal"),
  /** {@link Sender.NewMemberCommit}. */
  NEW_MEMBER_COMMIT(4, "new_member_commit");

  private final int code;
  private final String rfcName;

  SenderType(int code, String rfcName) {
    this.code = code;
    this.rfcName = rfcName;
  }

  public static SenderType readFrom(TlsReader in) throws DecodeException {
    int code = in.uint8(TlsReader.SELF);
    return switch (code) {
      case 1 -> MEMBER;
      case 2 -> EXTERNAL;
      case 3 -> NEW_MEMBER_PROPOSAL;
      case 4 -> NEW_MEMBER_COMMIT;
      default -> throw in.fail(TlsReader.SELF, 1, "sender type " + code + " does not exist");
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
