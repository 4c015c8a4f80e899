package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;
import java.util.Optional;

/**
 * RFC 9420 §12.4.3.3: the data of a {@code ratchet_tree} extension.
 *
 * @param ratchetTree all nodes of the tree, leaves and parents in turn from left to right, blank
 *     ones empty; a sender leaves out the blank ones at the end
 */
public record RatchetTreeExtension(List<Optional<Node>> ratchetTree) implements WireStruct {

  public RatchetTreeExtension {
    ratchetTree = List.copyOf(ratchetTree);
  }

  public static RatchetTreeExtension readFrom(TlsReader in) throws DecodeException {
    return new RatchetTreeExtension(
        in.vector("ratchet_tree", element -> element.optional(TlsReader.SELF, Node::readFrom)));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.vector(ratchetTree, TlsWriter::optional);
  }
}
