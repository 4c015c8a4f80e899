package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §12.4: whether a proposal itself or its hash follows. */
public enum ProposalOrRefType implements WireStruct {
  /** {@link ProposalOrRef.ByValue}. */
  PROPOSAL(1, "proposal"),
  /** {@link ProposalOrRef.ByReference}. */
  REFERENCE(2, "reference");

  private final int code;
  private final String rfcName;

  ProposalOrRefType(int code, String rfcName) {
    this.code = code;
    this.rfcName = rfcName;
  }

  public static ProposalOrRefType readFrom(TlsReader in) throws DecodeException {
    int code = in.uint8(TlsReader.SELF);
    return switch (code) {
      case 1 -> PROPOSAL;
      case 2 -> REFERENCE;
      default -> throw in.fail(TlsReader.SELF, 1, "type " + code + " does not exist");
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
