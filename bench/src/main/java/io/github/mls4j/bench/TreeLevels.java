package io.github.mls4j.bench;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Counts of nodes in a tree, as floors need them. */
final class TreeLevels {

  private TreeLevels() {}

  /** The height of a tree for so many members, the leaves not counted. */
  static int of(int members) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(members - 1);
  }

  /** How many parent nodes there are above these leaves, each counted once. */
  static int parentsAbove(int levels, int... leaves) {
    return IntStream.rangeClosed(1, levels)
        .map(level -> (int) Arrays.stream(leaves).map(leaf -> leaf >> level).distinct().count())
        .sum();
  }
}
