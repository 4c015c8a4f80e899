package io.github.mls4j.tree;

import io.github.mls4j.crypto.KemPublicKey;

/**
 * RFC 9420 §4.1.1: the nodes whose keys together reach every member below a node, left to right.
 * For an UpdatePath the leaves that the same commit adds are left out (§7.5).
 */
final class Resolution {

  private Resolution() {}

  /** Receives the nodes of a resolution in order. */
  @FunctionalInterface
  interface Visitor {
    void visit(int node, KemPublicKey encryptionKey);
  }

  /** Goes through the resolution of {@code subtree}, without the leaves in {@code absent}. */
  static void forEach(Subtree subtree, LeafRange absent, Visitor visitor) {
    TreeParent content = subtree.parent();
    if (subtree instanceof LeafSubtree leaf) {
      visitLeaf(leaf.leafIndex(), leaf.leaf(), absent, visitor);
    } else if (content != null) {
      visitor.visit(subtree.node(), content.encryptionKey());
      for (int leaf : content.unmerged()) {
        visitLeaf(leaf, unmergedLeaf(subtree, leaf), absent, visitor);
      }
    } else if (!subtree.isEmpty()) {
      forEach(subtree.left(), absent, visitor);
      forEach(subtree.right(), absent, visitor);
    }
  }

  /**
   * The number of nodes that {@link #forEach} goes through, without doing so: leaves that have just
   * been added are unmerged in all nodes above them, and so each is in the resolution.
   */
  static int size(Subtree subtree, LeafRange absent) {
    return subtree.resolutionSize() - absent.below(subtree.node()).size();
  }

  /**
   * The highest non-blank node between {@code subtree} and a leaf in it, which is in the
   * resolution: the leaf's own slot, blank or not, if nothing above it is.
   */
  static Subtree topNonBlank(Subtree subtree, int leaf) {
    Subtree at = subtree;
    while (!at.isLeaf() && at.parent() == null) {
      at = at.towards(leaf);
    }
    return at;
  }

  /** How many nodes of the resolution of {@code subtree} come before {@code head}, which is one. */
  static int position(Subtree subtree, Subtree head, LeafRange absent) {
    int leaf = TreeMath.firstLeaf(head.node());
    int before = 0;
    Subtree at = subtree;
    while (at.node() != head.node()) {
      Subtree next = at.towards(leaf);
      if (next.node() > at.node()) {
        before += size(at.left(), absent);
      }
      at = next;
    }
    return before;
  }

  private static void visitLeaf(int index, TreeLeaf leaf, LeafRange absent, Visitor visitor) {
    if (!absent.contains(index)) {
      visitor.visit(TreeMath.leafToNode(index), leaf.encryptionKey());
    }
  }

  private static TreeLeaf unmergedLeaf(Subtree subtree, int leaf) {
    TreeLeaf found = subtree.leaf(leaf);
    if (found == null) {
      throw new IllegalStateException("leaf " + leaf + " is unmerged and blank");
    }
    return found;
  }
}
