package io.github.mls4j.vectors;

import io.github.mls4j.crypto.CipherSuite;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the trees of vectors come about. */
final class TreeShapes {

  /** Full trees, and trees with blank leaves at their right edge. */
  private static final List<Integer> SMALL = List.of(2, 3, 4, 5, 6, 7, 8);

  private static final List<Integer> LARGER = List.of(9, 32, 33, 34);

  private TreeShapes() {}

  /** All shapes of four leaves and less, and some larger trees. */
  static List<VectorTree> varied(CipherSuite suite, Draws draws) throws Exception {
    List<VectorTree> trees = new ArrayList<>(all(suite, draws, 4));
    trees.addAll(special(suite, draws));
    trees.addAll(walked(suite, draws));
    return trees;
  }

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

  /** A tree of each shape that a group of so few leaves can have in some epoch. */
  static List<VectorTree> all(CipherSuite suite, Draws draws, int leaves) throws Exception {
    Map<String, VectorTree> found = new LinkedHashMap<>();
    Deque<VectorTree> fresh = new ArrayDeque<>();
    fresh.add(new VectorTree(suite, draws));
    while (!fresh.isEmpty()) {
      VectorTree tree = fresh.remove();
      if (tree.tree.width() <= leaves && found.putIfAbsent(tree.shape(), tree) == null) {
        fresh.addAll(next(tree));
      }
    }
    return List.copyOf(found.values());
  }

  /** Where blank nodes or unmerged leaves are in the way of whoever counts them wrongly. */
  static List<VectorTree> special(CipherSuite suite, Draws draws) throws Exception {
    VectorTree eight = full(suite, draws, 8);
    VectorTree withoutLeft = eight.remove(0, 1, 2, 3).path(6);
    VectorTree rejoined = eight.remove(2).path(0).add();
    VectorTree sixteen = full(suite, draws, 16);
    return List.of(
        withoutLeft,
        withoutLeft.add(),
        withoutLeft.join().path(5),
        eight.remove(1, 3, 5, 7).path(0),
        eight.remove(1, 2, 3, 4, 5, 6).path(7),
        rejoined,
        rejoined.path(3),
        rejoined.path(2),
        rejoined.update(3).path(1),
        sixteen.remove(3, 4, 11).path(8).add(3),
        sixteen.remove(3, 4, 11).path(8).add(2).path(0).add().join(),
        sixteen.remove(8, 9, 10, 11, 12, 13, 14).path(2),
        sixteen.remove(9, 10, 11, 12, 13, 14, 15).path(2).remove(8).path(0),
        grown(suite, draws, 9).add(4));
  }

  /** Everybody has committed. */
  private static VectorTree full(CipherSuite suite, Draws draws, int size) throws Exception {
    VectorTree tree = new VectorTree(suite, draws).add(size - 1);
    for (int leaf = 0; leaf < size; leaf++) {
      tree = tree.path(leaf);
    }
    return tree;
  }

  private static final int WALK = 60;
  private static final int KEPT_EVERY = 4;
  private static final int SIZE_OF_WALK = 14;

  /** Trees that a group of a dozen or so members has had, over many epochs. */
  static List<VectorTree> walked(CipherSuite suite, Draws draws) throws Exception {
    List<VectorTree> trees = new ArrayList<>();
    VectorTree tree = full(suite, draws, SIZE_OF_WALK);
    for (int step = 1; step <= WALK; step++) {
      List<Integer> leaves = new ArrayList<>(tree.members().keySet());
      int sender = leaves.remove(draws.below(leaves.size()));
      if (leaves.size() > SIZE_OF_WALK - draws.below(SIZE_OF_WALK)) {
        int removed = leaves.remove(draws.below(leaves.size()));
        tree = tree.remove(removed, leaves.get(draws.below(leaves.size()))).path(sender);
      } else if (draws.below(2) == 0) {
        tree = tree.add(1 + draws.below(2));
      } else if (draws.below(2) == 0) {
        tree = tree.join();
      } else {
        tree = tree.update(leaves.get(draws.below(leaves.size()))).path(sender);
      }
      if (step % KEPT_EVERY == 0) {
        trees.add(tree);
      }
    }
    return trees;
  }

  private static final int BUSY = 60;

  /** Many leaves; some members have committed, some are gone, and some unmerged. */
  static VectorTree large(CipherSuite suite, Draws draws, int leaves) throws Exception {
    VectorTree tree = new VectorTree(suite, draws).add(leaves - 1);
    for (int i = 0; i < BUSY; i++) {
      List<Integer> present = List.copyOf(tree.members().keySet());
      tree = tree.path(present.get(draws.below(present.size())));
      if (i % 3 == 0) {
        int removed = 1 + draws.below(present.size() - 2);
        tree = tree.remove(present.get(removed)).path(present.get(removed + 1));
      }
      if (i % 5 == 0) {
        tree = tree.add();
      }
    }
    return tree;
  }

  /** One member alone in the right half: without it the tree is half as wide. */
  static VectorTree lopsided(CipherSuite suite, Draws draws, int half) throws Exception {
    return new VectorTree(suite, draws).add(half).path(1).path(half);
  }

  /** Where single commits lead to. */
  private static List<VectorTree> next(VectorTree tree) throws Exception {
    List<VectorTree> next = new ArrayList<>();
    VectorTree larger = tree.add();
    next.add(larger);
    next.add(tree.join());
    for (int sender : tree.members().keySet()) {
      next.add(tree.path(sender));
      next.add(larger.path(sender));
      for (int other : tree.members().keySet()) {
        if (other != sender) {
          next.add(tree.update(other).path(sender));
          next.add(tree.remove(other).path(sender));
        }
      }
      next.add(tree.remove(sender).join());
    }
    return next;
  }
}
