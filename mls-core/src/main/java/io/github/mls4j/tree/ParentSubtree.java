package io.github.mls4j.tree;

import io.github.mls4j.crypto.CipherSuite;
import org.jspecify.annotations.Nullable;

/** A parent node, blank or not, of which at least something in the subtree is not blank. */
final class ParentSubtree extends Subtree {

  private final @Nullable TreeParent content;
  private final Subtree left;
  private final Subtree right;
  private final int members;
  private final int resolutionSize;

  /** Computed on first use; threads that race find equal values. */
  private @Nullable MemberFeatures features;

  private ParentSubtree(int node, @Nullable TreeParent content, Subtree left, Subtree right) {
    super(node);
    this.content = content;
    this.left = left;
    this.right = right;
    this.members = left.members() + right.members();
    this.resolutionSize =
        content == null
            ? left.resolutionSize() + right.resolutionSize()
            : 1 + content.unmerged().length;
  }

  /** A parent with two halves; a {@link BlankSubtree} if all of it is blank. */
  static Subtree of(int node, @Nullable TreeParent content, Subtree left, Subtree right) {
    return content == null && left.isEmpty() && right.isEmpty()
        ? new BlankSubtree(node)
        : new ParentSubtree(node, content, left, right);
  }

  /**
   * As {@link #of}, in the place of another: what members below have in common is most often what
   * it was.
   */
  static Subtree replacing(
      Subtree before, @Nullable TreeParent content, Subtree left, Subtree right) {
    Subtree made = of(before.node(), content, left, right);
    MemberFeatures likely = before.knownFeatures();
    MemberFeatures onLeft = left.knownFeatures();
    MemberFeatures onRight = right.knownFeatures();
    if (made instanceof ParentSubtree parent
        && likely != null
        && onLeft != null
        && onRight != null) {
      parent.features = onLeft.and(onRight, likely);
    }
    return made;
  }

  @Override
  int members() {
    return members;
  }

  @Override
  int resolutionSize() {
    return resolutionSize;
  }

  @Override
  @Nullable TreeParent parent() {
    return content;
  }

  @Override
  Subtree left() {
    return left;
  }

  @Override
  Subtree right() {
    return right;
  }

  @Override
  @Nullable MemberFeatures features() {
    MemberFeatures known = features;
    if (known == null && members > 0) {
      MemberFeatures onLeft = left.features();
      MemberFeatures onRight = right.features();
      known = onLeft == null ? onRight : onRight == null ? onLeft : onLeft.and(onRight, onLeft);
      features = known;
    }
    return known;
  }

  @Override
  @Nullable MemberFeatures knownFeatures() {
    return features;
  }

  @Override
  byte[] computeTreeHash(CipherSuite suite) {
    return TreeHash.ofParent(suite, content, left.treeHash(suite), right.treeHash(suite));
  }
}
