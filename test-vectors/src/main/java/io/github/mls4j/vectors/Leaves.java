package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;

/** Leaf nodes of Updates and paths (RFC 9420 §7.2). */
final class Leaves {

  /** What leaf nodes are signed under. */
  static final String LABEL = "LeafNodeTBS";

  private Leaves() {}

  /** The same leaf with another key, signed for its place. */
  static LeafNode renewed(
      CipherSuite suite,
      Signer signer,
      LeafNode old,
      HPKEPublicKey encryptionKey,
      LeafNodeSource source,
      Bytes groupId,
      LeafIndex index) {
    LeafNode unsigned =
        new LeafNode(
            encryptionKey,
            signer.publicKey(),
            old.credential(),
            old.capabilities(),
            source,
            old.extensions(),
            Bytes.EMPTY);
    LeafNodeTBS toBeSigned = LeafNodeTBS.of(unsigned, groupId, index);
    return toBeSigned.signed(suite.signWithLabel(signer, LABEL, toBeSigned.encode()));
  }
}
