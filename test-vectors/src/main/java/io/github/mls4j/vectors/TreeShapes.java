package io.github.mls4j.vectors;

import io.github.mls4j.crypto.CipherSuite;
import java.util.ArrayList;
import java.util.List;

/** How the trees of vectors come about. */
final class TreeShapes {

  /** Full trees, and trees with blank leaves at their right edge. */
  private static final List<Integer> SMALL = List.of(2, 3, 4, 5, 6, 7, 8);

  private static final List<Integer> LARGER = List.of(9, 32, 33, 34);

  private TreeShapes() {}

  /** Those that the working group's files are made of, without the larger ones. */
  static List<VectorTree> small(CipherSuite suite, Draws draws) throws Exception {
    List<VectorTree> trees = grown(suite, draws, SMALL);
    VectorTree eight = grown(suite, draws, 8);
    trees.add(eight.remove(2, 3).add().path(0));
    trees.add(eight.remove(1, 2, 3).path(0));
    trees.add(grown(suite, draws, 7).add());
    trees.add(new VectorTree(suite, draws).add(6).path(0).remove(5).path(0).path(4).add());
    return trees;
  }

  /** The larger ones of these. */
  static List<VectorTree> larger(CipherSuite suite, Draws draws) throws Exception {
    return grown(suite, draws, LARGER);
  }

  private static List<VectorTree> grown(CipherSuite suite, Draws draws, List<Integer> sizes)
      throws Exception {
    List<VectorTree> trees = new ArrayList<>();
    for (int size : sizes) {
      trees.add(grown(suite, draws, size));
    }
    return trees;
  }

  /** Each member adds the next one. */
  private static VectorTree grown(CipherSuite suite, Draws draws, int size) throws Exception {
    VectorTree tree = new VectorTree(suite, draws);
    for (int last = 0; last < size - 1; last++) {
      tree = tree.add().path(last);
    }
    return tree;
  }
}
