package io.github.mls4j.tree;

import io.github.mls4j.crypto.CipherSuite;
import org.jspecify.annotations.Nullable;

/** A leaf that holds a member. */
final class LeafSubtree extends Subtree {

  private final TreeLeaf leaf;

  LeafSubtree(int leafIndex, TreeLeaf leaf) {
    super(TreeMath.leafToNode(leafIndex));
    this.leaf = leaf;
  }

  TreeLeaf leaf() {
    return leaf;
  }

  int leafIndex() {
    return TreeMath.nodeToLeaf(node());
  }

  @Override
  int members() {
    return 1;
  }

  @Override
  int resolutionSize() {
    return 1;
  }

  @Override
  @Nullable TreeParent parent() {
    return null;
  }

  @Override
  Subtree left() {
    throw new IllegalStateException("a leaf has no children");
  }

  @Override
  Subtree right() {
    throw new IllegalStateException("a leaf has no children");
  }

  @Override
  MemberFeatures features() {
    return leaf.features();
  }

  @Override
  MemberFeatures knownFeatures() {
    return leaf.features();
  }

  @Override
  byte[] computeTreeHash(CipherSuite suite) {
    return TreeHash.ofLeaf(suite, leafIndex(), leaf);
  }
}
