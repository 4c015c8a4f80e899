package io.github.mls4j.tree;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPublicKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.LeafNode;

/**
 * A leaf node with its public keys decoded, which is done once and kept for as long as the leaf is
 * in a tree. That its signature has been verified is not implied.
 */
public final class TreeLeaf {

  private final LeafNode leafNode;
  private final KemPublicKey encryptionKey;
  private final VerifyingKey signatureKey;

  private TreeLeaf(LeafNode leafNode, KemPublicKey encryptionKey, VerifyingKey signatureKey) {
    this.leafNode = leafNode;
    this.encryptionKey = encryptionKey;
    this.signatureKey = signatureKey;
  }

  /**
   * Decodes the keys of a leaf node.
   *
   * @param place where the leaf node lies in what was received, for the exception
   * @throws RuleViolation {@link Rule#LEAF_KEYS_FIT_SUITE}
   */
  public static TreeLeaf of(CipherSuite suite, LeafNode leafNode, Place place)
      throws RuleViolation {
    KemPublicKey encryptionKey;
    try {
      encryptionKey = suite.kemPublicKey(leafNode.encryptionKey());
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.LEAF_KEYS_FIT_SUITE, place.field("encryption_key"), e);
    }
    try {
      return new TreeLeaf(leafNode, encryptionKey, suite.verifyingKey(leafNode.signatureKey()));
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.LEAF_KEYS_FIT_SUITE, place.field("signature_key"), e);
    }
  }

  /** The same leaf in bytes of its own, so that it does not keep a whole message alive. */
  TreeLeaf compact() {
    try {
      LeafNode copy = TlsReader.decode(leafNode.encode(), LeafNode::readFrom);
      return new TreeLeaf(copy, encryptionKey, signatureKey);
    } catch (DecodeException e) {
      throw new IllegalStateException("a leaf node does not survive its own encoding", e);
    }
  }

  public LeafNode leafNode() {
    return leafNode;
  }

  /** {@code leaf_node.encryption_key}, decoded. */
  public KemPublicKey encryptionKey() {
    return encryptionKey;
  }

  /** {@code leaf_node.signature_key}, decoded. */
  public VerifyingKey signatureKey() {
    return signatureKey;
  }
}
