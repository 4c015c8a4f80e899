package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §12.4.3.3: a node of the ratchet tree that is not blank, as sent to joiners. */
public sealed interface Node extends WireStruct {

  /** A member's node. */
  record Leaf(LeafNode leafNode) implements Node {

    @Override
    public void writeTo(TlsWriter out) {
      out.put(NodeType.LEAF).put(leafNode);
    }
  }

  /** A node that stands for a subgroup. */
  record Parent(ParentNode parentNode) implements Node {

    @Override
    public void writeTo(TlsWriter out) {
      out.put(NodeType.PARENT).put(parentNode);
    }
  }

  static Node readFrom(TlsReader in) throws DecodeException {
    return switch (in.struct("node_type", NodeType::readFrom)) {
      case LEAF -> new Leaf(in.struct("leaf_node", LeafNode::readFrom));
      case PARENT -> new Parent(in.struct("parent_node", ParentNode::readFrom));
    };
  }
}
