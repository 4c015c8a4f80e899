package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §7.8: hashed to the tree hash of a node. */
public sealed interface TreeHashInput extends WireStruct {

  /** For a leaf. */
  record Leaf(LeafNodeHashInput leafNode) implements TreeHashInput {

    @Override
    public void writeTo(TlsWriter out) {
      out.put(NodeType.LEAF).put(leafNode);
    }
  }

  /** For a parent. */
  record Parent(ParentNodeHashInput parentNode) implements TreeHashInput {

    @Override
    public void writeTo(TlsWriter out) {
      out.put(NodeType.PARENT).put(parentNode);
    }
  }

  static TreeHashInput readFrom(TlsReader in) throws DecodeException {
    return switch (in.struct("node_type", NodeType::readFrom)) {
      case LEAF -> new Leaf(in.struct("leaf_node", LeafNodeHashInput::readFrom));
      case PARENT -> new Parent(in.struct("parent_node", ParentNodeHashInput::readFrom));
    };
  }
}
