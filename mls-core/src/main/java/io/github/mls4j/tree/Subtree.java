package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPublicKey;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A node of the ratchet tree with everything below it: immutable, and shared between the epochs in
 * which nothing below it differs. What is a pure function of the subtree is kept with it.
 *
 * <p>Methods that recurse go one level down a step: no deeper than the tree is high.
 */
abstract sealed class Subtree permits BlankSubtree, LeafSubtree, ParentSubtree {

  /** Without waiting for others to see it, as a write of a volatile field does. */
  private static final AtomicReferenceFieldUpdater<Subtree, byte[]> TREE_HASH =
      AtomicReferenceFieldUpdater.newUpdater(Subtree.class, byte[].class, "treeHash");

  private final int node;

  /**
   * Computed on first use. Without a lock: threads that race compute the same value, and whichever
   * is seen is right. Volatile, so that an array is not seen before what is in it.
   */
  private volatile byte @Nullable [] treeHash;

  Subtree(int node) {
    this.node = node;
  }

  /** The index of the node at the top. */
  final int node() {
    return node;
  }

  final int level() {
    return TreeMath.level(node);
  }

  /** The number of leaves that are not blank. */
  abstract int members();

  /** The number of nodes in the resolution of the top node (§4.1.1). */
  abstract int resolutionSize();

  /** The content of the top node if it is a parent and not blank. */
  abstract @Nullable TreeParent parent();

  /** The left half; for parents only. */
  abstract Subtree left();

  /** The right half; for parents only. */
  abstract Subtree right();

  /** What all members have in common; null if there are none. */
  abstract @Nullable MemberFeatures features();

  /** As {@link #features}, as far as it need not be worked out: null otherwise. */
  abstract @Nullable MemberFeatures knownFeatures();

  abstract byte[] computeTreeHash(CipherSuite suite);

  /** RFC 9420 §7.8. A subtree is only ever used with the suite of its tree. */
  final Bytes treeHash(CipherSuite suite) {
    byte[] hash = treeHash;
    if (hash == null) {
      hash = computeTreeHash(suite);
      TREE_HASH.lazySet(this, hash);
    }
    return Bytes.wrap(hash);
  }

  /** Whether no node in it holds anything. */
  final boolean isEmpty() {
    return this instanceof BlankSubtree;
  }

  final boolean isLeaf() {
    return TreeMath.isLeaf(node);
  }

  /** The number of leaves, blank ones included. */
  final int width() {
    return 1 << level();
  }

  /** The first leaf of the right half. */
  private int middle() {
    return (node + 1) / 2;
  }

  /** The half that a leaf lies in, which is below this node. */
  final Subtree towards(int leaf) {
    return leaf < middle() ? left() : right();
  }

  /** The half that a leaf does not lie in, which is below this node. */
  final Subtree awayFrom(int leaf) {
    return leaf < middle() ? right() : left();
  }

  /** The subtree at a node at or below the top one. */
  final Subtree find(int wanted) {
    int leaf = TreeMath.firstLeaf(wanted);
    int wantedLevel = TreeMath.level(wanted);
    Subtree at = this;
    while (at.level() > wantedLevel) {
      at = at.towards(leaf);
    }
    return at;
  }

  /** The HPKE key of the top node, or null if it is blank. */
  final @Nullable KemPublicKey encryptionKey() {
    if (this instanceof LeafSubtree leaf) {
      return leaf.leaf().encryptionKey();
    }
    TreeParent content = parent();
    return content == null ? null : content.encryptionKey();
  }

  /** The content of a leaf below, or null if it is blank. */
  final @Nullable TreeLeaf leaf(int leaf) {
    return find(TreeMath.leafToNode(leaf)) instanceof LeafSubtree found ? found.leaf() : null;
  }

  /** This as the left edge of a larger tree with the given root, which has nothing else in it. */
  final Subtree widened(int root) {
    Subtree at = this;
    while (at.node < root) {
      int above = at.node | 1 << at.level();
      at = ParentSubtree.of(above, null, at, new BlankSubtree(TreeMath.right(above)));
    }
    return at;
  }

  /** What becomes of a leaf's content, which is null for a blank one. */
  @FunctionalInterface
  interface LeafEdit {
    @Nullable TreeLeaf apply(int leaf, @Nullable TreeLeaf content);
  }

  /** What becomes of a parent node's content when a leaf below it changes. */
  @FunctionalInterface
  interface ParentEdit {
    @Nullable TreeParent apply(int node, @Nullable TreeParent content);
  }

  /**
   * A copy in which some leaves and the nodes above them are replaced, each once; all else is
   * shared.
   *
   * @param leaves at or below this node
   * @param keys is told which keys come and go
   */
  final Subtree with(LeafRange leaves, LeafEdit leafEdit, ParentEdit parentEdit, KeyChanges keys) {
    if (leaves.isEmpty()) {
      return this;
    }
    Subtree after = isLeaf() ? leafWith(leafEdit) : parentWith(leaves, leafEdit, parentEdit, keys);
    keys.replaced(this, after);
    return after;
  }

  private Subtree leafWith(LeafEdit edit) {
    int leaf = TreeMath.nodeToLeaf(node);
    TreeLeaf content = edit.apply(leaf, this instanceof LeafSubtree member ? member.leaf() : null);
    return content == null ? new BlankSubtree(node) : new LeafSubtree(leaf, content);
  }

  private Subtree parentWith(
      LeafRange leaves, LeafEdit leafEdit, ParentEdit parentEdit, KeyChanges keys) {
    Subtree left = left();
    Subtree right = right();
    LeafRange onRight = leaves.from(middle());
    return ParentSubtree.replacing(
        this,
        parentEdit.apply(node, parent()),
        left.with(leaves.before(onRight), leafEdit, parentEdit, keys),
        right.with(onRight, leafEdit, parentEdit, keys));
  }
}
