package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §7.6: the new leaf of a committer and new keys for its filtered direct path, leaf to
 * root.
 */
public record UpdatePath(LeafNode leafNode, List<UpdatePathNode> nodes) implements WireStruct {

  public UpdatePath {
    nodes = List.copyOf(nodes);
  }

  public static UpdatePath readFrom(TlsReader in) throws DecodeException {
    return new UpdatePath(
        in.struct("leaf_node", LeafNode::readFrom), in.vector("nodes", UpdatePathNode::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(leafNode).vector(nodes);
  }
}
