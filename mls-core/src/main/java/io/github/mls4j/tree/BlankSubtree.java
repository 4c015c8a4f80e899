package io.github.mls4j.tree;

import io.github.mls4j.crypto.CipherSuite;
import org.jspecify.annotations.Nullable;

/**
 * A subtree without any content: one object, however large, so that a tree with a few members far
 * apart costs no more than they do. Its halves are made when asked for.
 */
final class BlankSubtree extends Subtree {

  BlankSubtree(int node) {
    super(node);
  }

  @Override
  int members() {
    return 0;
  }

  @Override
  int resolutionSize() {
    return 0;
  }

  @Override
  @Nullable TreeParent parent() {
    return null;
  }

  @Override
  Subtree left() {
    return new BlankSubtree(TreeMath.left(node()));
  }

  @Override
  Subtree right() {
    return new BlankSubtree(TreeMath.right(node()));
  }

  @Override
  @Nullable MemberFeatures features() {
    return null;
  }

  @Override
  @Nullable MemberFeatures knownFeatures() {
    return null;
  }

  @Override
  byte[] computeTreeHash(CipherSuite suite) {
    return isLeaf()
        ? TreeHash.ofLeaf(suite, TreeMath.nodeToLeaf(node()), null)
        : TreeHash.ofParent(suite, null, left().treeHash(suite), right().treeHash(suite));
  }
}
