package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The public keys in a tree, by kind: no two nodes may share one (RFC 9420 §16.7). An immutable
 * pair of indices that follows the tree.
 */
record NodeKeys(KeyIndex encryption, KeyIndex signature) {

  static final NodeKeys NONE = new NodeKeys(KeyIndex.EMPTY, KeyIndex.EMPTY);

  /** All keys of a tree. */
  static NodeKeys of(Subtree root) {
    List<Bytes> encryption = new ArrayList<>();
    List<Bytes> signature = new ArrayList<>();
    collect(root, encryption, signature);
    return new NodeKeys(KeyIndex.of(encryption), KeyIndex.of(signature));
  }

  private static void collect(Subtree at, List<Bytes> encryption, List<Bytes> signature) {
    if (at instanceof LeafSubtree leaf) {
      encryption.add(encryptionKey(leaf.leaf()));
      signature.add(signatureKey(leaf.leaf()));
    } else if (!at.isEmpty()) {
      collect(at.left(), encryption, signature);
      collect(at.right(), encryption, signature);
      TreeParent parent = at.parent();
      if (parent != null) {
        encryption.add(encryptionKey(parent));
      }
    }
  }

  NodeKeys with(KeyChanges changes) {
    return new NodeKeys(
        encryption.with(changes.encryptionGone(), changes.encryptionAdded()),
        signature.with(changes.signatureGone(), changes.signatureAdded()));
  }

  /**
   * Checks that there are no duplicates. Only a tree that has some is searched for their place.
   *
   * @param root the tree that these are the keys of
   * @throws RuleViolation {@link Rule#LEAF_ENCRYPTION_KEYS_UNIQUE}, {@link
   *     Rule#LEAF_SIGNATURE_KEYS_UNIQUE}, {@link Rule#PARENT_ENCRYPTION_KEYS_UNIQUE}
   */
  void verifyUnique(Subtree root) throws RuleViolation {
    if (encryption.hasDuplicates() || signature.hasDuplicates()) {
      findDuplicate(root, new HashMap<>(), new HashMap<>());
      throw new IllegalStateException("the key index does not belong to the tree");
    }
  }

  private static void findDuplicate(
      Subtree at, Map<Bytes, Subtree> encryption, Map<Bytes, Subtree> signature)
      throws RuleViolation {
    if (at instanceof LeafSubtree leaf) {
      refuseSecond(encryption, encryptionKey(leaf.leaf()), at);
      if (signature.put(signatureKey(leaf.leaf()), at) != null) {
        throw new RuleViolation(
            Rule.LEAF_SIGNATURE_KEYS_UNIQUE, TreeImport.place(at.node()).field("signature_key"));
      }
    } else if (!at.isEmpty()) {
      findDuplicate(at.left(), encryption, signature);
      findDuplicate(at.right(), encryption, signature);
      TreeParent parent = at.parent();
      if (parent != null) {
        refuseSecond(encryption, encryptionKey(parent), at);
      }
    }
  }

  private static void refuseSecond(Map<Bytes, Subtree> seen, Bytes key, Subtree at)
      throws RuleViolation {
    Subtree first = seen.put(key, at);
    if (first != null) {
      throw new RuleViolation(
          first.isLeaf() && at.isLeaf()
              ? Rule.LEAF_ENCRYPTION_KEYS_UNIQUE
              : Rule.PARENT_ENCRYPTION_KEYS_UNIQUE,
          TreeImport.place(at.node()).field("encryption_key"));
    }
  }

  private static Bytes encryptionKey(TreeLeaf leaf) {
    return leaf.encryptionKey().wire().value();
  }

  private static Bytes signatureKey(TreeLeaf leaf) {
    return leaf.signatureKey().wire().value();
  }

  private static Bytes encryptionKey(TreeParent parent) {
    return parent.encryptionKey().wire().value();
  }
}
