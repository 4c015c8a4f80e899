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
   * As {@link #of}, in the place of another: where members below have only been replaced by ones
   * that support the same, what they have in common is known.
   */
  static Subtree replacing(
      Subtree before, @Nullable TreeParent content, Subtree left, Subtree right) {
    Subtree made = of(before.node(), content, left, right);
    if (made instanceof ParentSubtree parent
        && haveInCommon(left, before.left())
        && haveInCommon(right, before.right())) {
      parent.features = before.knownFeatures();
    }
    return made;
  }

  @SuppressWarnings("ReferenceEquality") // equal features are one object
  private static boolean haveInCommon(Subtree one, Subtree other) {
    MemberFeatures features = one.knownFeatures();
    return one == other || (features != null && features == other.knownFeatures());
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
      known = onLeft == null ? onRight : onRight == null ? onLeft : onLeft.and(onRight);
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
