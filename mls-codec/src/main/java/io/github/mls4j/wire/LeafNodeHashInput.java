package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.Optional;

/** RFC 9420 §7.8: the content of a leaf, present or blank, for its tree hash. */
public record LeafNodeHashInput(LeafIndex leafIndex, Optional<LeafNode> leafNode)
    implements WireStruct {

  public static LeafNodeHashInput readFrom(TlsReader in) throws DecodeException {
    return new LeafNodeHashInput(
        in.struct("leaf_index", LeafIndex::readFrom), in.optional("leaf_node", LeafNode::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(leafIndex).optional(leafNode);
  }
}
