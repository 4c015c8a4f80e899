package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §7.1: a parent node of the ratchet tree that is not blank.
 *
 * @param parentHash covers the next parent node above; of no length at the root
 * @param unmergedLeaves the leaves below that do not have this node's private key, as received:
 *     their order is for the reader of the tree to check
 */
public record ParentNode(
    HPKEPublicKey encryptionKey, Bytes parentHash, List<LeafIndex> unmergedLeaves)
    implements WireStruct {

  public ParentNode {
    unmergedLeaves = List.copyOf(unmergedLeaves);
  }

  public static ParentNode readFrom(TlsReader in) throws DecodeException {
    return new ParentNode(
        in.struct("encryption_key", HPKEPublicKey::readFrom),
        in.opaque("parent_hash"),
        in.vector("unmerged_leaves", LeafIndex::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(encryptionKey).opaque(parentHash).vector(unmergedLeaves);
  }
}
