package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §7.9: hashed to the parent hash of a node with respect to one of its children.
 *
 * @param parentHash that of the next node above on the filtered direct path; of no length at the
 *     root
 * @param originalSiblingTreeHash the tree hash of the other child without the unmerged leaves
 */
public record ParentHashInput(
    HPKEPublicKey encryptionKey, Bytes parentHash, Bytes originalSiblingTreeHash)
    implements WireStruct {

  public static ParentHashInput readFrom(TlsReader in) throws DecodeException {
    return new ParentHashInput(
        in.struct("encryption_key", HPKEPublicKey::readFrom),
        in.opaque("parent_hash"),
        in.opaque("original_sibling_tree_hash"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(encryptionKey).opaque(parentHash).opaque(originalSiblingTreeHash);
  }
}
