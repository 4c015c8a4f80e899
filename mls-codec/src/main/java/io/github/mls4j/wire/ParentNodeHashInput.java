package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.Optional;

/**
 * RFC 9420 §7.8: the content of a parent, present or blank, and the hashes below, for its tree
 * hash.
 */
public record ParentNodeHashInput(Optional<ParentNode> parentNode, Bytes leftHash, Bytes rightHash)
    implements WireStruct {

  public static ParentNodeHashInput readFrom(TlsReader in) throws DecodeException {
    return new ParentNodeHashInput(
        in.optional("parent_node", ParentNode::readFrom),
        in.opaque("left_hash"),
        in.opaque("right_hash"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.optional(parentNode).opaque(leftHash).opaque(rightHash);
  }
}
