package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §7.8: which of the two kinds of tree node follows. */
public enum NodeType implements WireStruct {
  /** A member's node. */
  LEAF(1, "leaf"),
  /** A node that stands for a subgroup. */
  PARENT(2, "parent");

  private final int code;
  private final String rfcName;

  NodeType(int code, String rfcName) {
    this.code = code;
    this.rfcName = rfcName;
  }

  public static NodeType readFrom(TlsReader in) throws DecodeException {
    int code = in.uint8(TlsReader.SELF);
    return switch (code) {
      case 1 -> LEAF;
      case 2 -> PARENT;
      default -> throw in.fail(TlsReader.SELF, 1, "node type " + code + " does not exist");
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
