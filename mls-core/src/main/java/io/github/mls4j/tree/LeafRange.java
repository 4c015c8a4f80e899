package io.github.mls4j.tree;

import io.github.mls4j.wire.LeafIndex;
import java.util.Arrays;
import java.util.Collection;

/**
 * Some leaves in increasing order: a stretch of an array that is shared, so that going down a tree
 * splits a set of leaves without copying it.
 */
final class LeafRange {

  static final LeafRange NONE = of(new int[0]);

  private final int[] leaves;
  private final int from;
  private final int to;

  private LeafRange(int[] leaves, int from, int to) {
    this.leaves = leaves;
    this.from = from;
    this.to = to;
  }

  /** All of {@code leaves}, which are strictly increasing and not changed any more. */
  static LeafRange of(int... leaves) {
    return new LeafRange(leaves, 0, leaves.length);
  }

  static LeafRange of(Collection<LeafIndex> leaves) {
    return of(leaves.stream().mapToInt(leaf -> Math.toIntExact(leaf.value())).sorted().toArray());
  }

  /** Those at or below a node. */
  LeafRange below(int node) {
    int start = lowerBound(TreeMath.firstLeaf(node));
    return new LeafRange(leaves, start, Math.max(start, lowerBound(TreeMath.lastLeaf(node) + 1)));
  }

  /** Those left of a leaf. */
  LeafRange before(int leaf) {
    return new LeafRange(leaves, from, lowerBound(leaf));
  }

  /** A leaf and those right of it. */
  LeafRange from(int leaf) {
    return new LeafRange(leaves, lowerBound(leaf), to);
  }

  /** Those that are not in a range at the end of this one. */
  LeafRange before(LeafRange end) {
    return new LeafRange(leaves, from, end.from);
  }

  boolean contains(int leaf) {
    return Arrays.binarySearch(leaves, from, to, leaf) >= 0;
  }

  int size() {
    return to - from;
  }

  /** How many there are that are not among {@code others} too. */
  int sizeWithout(LeafRange others) {
    int size = 0;
    for (int i = from; i < to; i++) {
      if (!others.contains(leaves[i])) {
        size++;
      }
    }
    return size;
  }

  boolean isEmpty() {
    return from == to;
  }

  private int lowerBound(int leaf) {
    int at = Arrays.binarySearch(leaves, from, to, leaf);
    return at >= 0 ? at : -at - 1;
  }
}
