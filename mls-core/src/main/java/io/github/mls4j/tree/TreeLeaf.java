package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPublicKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A leaf node with its public keys validated, which is done once and holds for as long as the leaf
 * is in a tree. That its signature has been verified is not implied.
 *
 * <p>What is kept is its encoding: a group has a leaf a member, and of few is there more to know at
 * any time than their keys.
 */
public final class TreeLeaf {

  private final byte[] encoded;
  private final KemPublicKey encryptionKey;
  private final VerifyingKey signatureKey;
  private final MemberFeatures features;

  private TreeLeaf(
      byte[] encoded,
      KemPublicKey encryptionKey,
      VerifyingKey signatureKey,
      MemberFeatures features) {
    this.encoded = encoded;
    this.encryptionKey = encryptionKey;
    this.signatureKey = signatureKey;
    this.features = features;
  }

  /**
   * Decodes the keys of a leaf node. What comes of it keeps nothing of the message that the leaf
   * node is from.
   *
   * @param place where the leaf node lies in what was received, for the exception
   * @throws RuleViolation {@link Rule#LEAF_KEYS_FIT_SUITE}
   */
  public static TreeLeaf of(CipherSuite suite, LeafNode leafNode, Place place)
      throws RuleViolation {
    return of(suite, leafNode, null, place);
  }

  /**
   * As {@link #of(CipherSuite, LeafNode, Place)}, in place of another leaf: most often the
   * signature key stays, and need not be decoded again.
   */
  public static TreeLeaf of(
      CipherSuite suite, LeafNode leafNode, @Nullable TreeLeaf replaced, Place place)
      throws RuleViolation {
    return of(
        suite,
        leafNode,
        key ->
            replaced != null && replaced.signatureKey.wire().equals(key)
                ? replaced.signatureKey
                : suite.verifyingKey(key),
        () -> place);
  }

  /** Makes keys of the signature keys in leaf nodes. */
  @FunctionalInterface
  interface SignatureKeys {
    VerifyingKey decode(SignaturePublicKey key) throws RefusedInput;
  }

  static TreeLeaf of(
      CipherSuite suite, LeafNode leafNode, SignatureKeys keysOfLeaves, Supplier<Place> place)
      throws RuleViolation {
    KemPublicKey encryptionKey;
    try {
      encryptionKey = suite.kemPublicKey(leafNode.encryptionKey());
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.LEAF_KEYS_FIT_SUITE, place.get().field("encryption_key"), e);
    }
    VerifyingKey signatureKey;
    try {
      signatureKey = keysOfLeaves.decode(leafNode.signatureKey());
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.LEAF_KEYS_FIT_SUITE, place.get().field("signature_key"), e);
    }
    byte[] encoded = leafNode.encode().toByteArray();
    Keys keys = decode(encoded, Keys::readFrom);
    return new TreeLeaf(
        encoded,
        encryptionKey.backedBy(keys.encryptionKey()),
        signatureKey.backedBy(keys.signatureKey()),
        MemberFeatures.of(leafNode));
  }

  /** The fields that a leaf node begins with. */
  private record Keys(HPKEPublicKey encryptionKey, SignaturePublicKey signatureKey) {

    static Keys readFrom(TlsReader in) throws DecodeException {
      Keys keys = new Keys(HPKEPublicKey.readFrom(in), SignaturePublicKey.readFrom(in));
      in.rest();
      return keys;
    }
  }

  private static <T> T decode(byte[] encoded, TlsReader.Decoder<T> decoder) {
    try {
      return TlsReader.decode(Bytes.wrap(encoded), decoder);
    } catch (DecodeException e) {
      throw new IllegalStateException("a leaf node does not survive its own encoding", e);
    }
  }

  /** The leaf node, decoded anew at each call. */
  public LeafNode leafNode() {
    return decode(encoded, LeafNode::readFrom);
  }

  /** The encoding of {@link #leafNode}. */
  Bytes encoded() {
    return Bytes.wrap(encoded);
  }

  /** {@code leaf_node.encryption_key}, validated. */
  public KemPublicKey encryptionKey() {
    return encryptionKey;
  }

  /** What the member supports and uses by its own word. */
  public MemberFeatures features() {
    return features;
  }

  /** {@code leaf_node.signature_key}, validated. */
  public VerifyingKey signatureKey() {
    return signatureKey;
  }
}
