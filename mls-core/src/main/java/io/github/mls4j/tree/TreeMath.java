package io.github.mls4j.tree;

/**
 * RFC 9420 Appendix C: where the nodes of a perfect binary tree lie in an array.
 *
 * <p>Leaf {@code l} is node {@code 2l}; parents have odd indices. A node's index does not depend on
 * the size of the tree, which only ever grows and shrinks at its right edge. Sizes are counted in
 * leaves and are powers of two, up to 2^30, so that every index is a positive {@code int}.
 */
public final class TreeMath {

  /** The most leaves that the arithmetic can address. */
  static final int MAX_ADDRESSABLE_LEAVES = 1 << 30;

  private TreeMath() {}

  /** The height of a node: 0 for leaves. */
  public static int level(int node) {
    checkNode(node);
    return Integer.numberOfTrailingZeros(~node);
  }

  public static boolean isLeaf(int node) {
    checkNode(node);
    return (node & 1) == 0;
  }

  /** The number of nodes in a tree with {@code leaves} leaves. */
  public static int nodeWidth(int leaves) {
    checkLeaves(leaves);
    return 2 * (leaves - 1) + 1;
  }

  /** The root of a tree with {@code leaves} leaves. */
  public static int root(int leaves) {
    checkLeaves(leaves);
    return leaves - 1;
  }

  /**
   * The left child.
   *
   * @throws IllegalArgumentException if {@code node} is a leaf
   */
  public static int left(int node) {
    return node ^ 1 << (parentLevel(node) - 1);
  }

  /**
   * The right child.
   *
   * @throws IllegalArgumentException if {@code node} is a leaf
   */
  public static int right(int node) {
    return node ^ 3 << (parentLevel(node) - 1);
  }

  /**
   * The parent in a tree with {@code leaves} leaves.
   *
   * @throws IllegalArgumentException if {@code node} is the root or not in the tree
   */
  public static int parent(int node, int leaves) {
    if (node == root(leaves) || node >= nodeWidth(leaves)) {
      throw new IllegalArgumentException(
          "node " + node + " has no parent in a tree of " + leaves + " leaves");
    }
    int level = level(node);
    int bit = node >>> (level + 1) & 1;
    return (node | 1 << level) ^ bit << (level + 1);
  }

  /**
   * The other child of a node's parent.
   *
   * @throws IllegalArgumentException if {@code node} is the root or not in the tree
   */
  public static int sibling(int node, int leaves) {
    int parent = parent(node, leaves);
    return node < parent ? right(parent) : left(parent);
  }

  /** The nodes above {@code node}, from its parent to the root (§4.1.2). */
  public static int[] directPath(int node, int leaves) {
    int[] path = new int[level(root(leaves)) - level(node)];
    int at = node;
    for (int i = 0; i < path.length; i++) {
      at = parent(at, leaves);
      path[i] = at;
    }
    return path;
  }

  /** The siblings of {@code node} and of the nodes above it but the root, bottom up (§4.1.2). */
  public static int[] copath(int node, int leaves) {
    int[] path = new int[level(root(leaves)) - level(node)];
    int at = node;
    for (int i = 0; i < path.length; i++) {
      path[i] = sibling(at, leaves);
      at = parent(at, leaves);
    }
    return path;
  }

  /** The node index of a leaf. */
  public static int leafToNode(int leaf) {
    if (leaf < 0 || leaf >= MAX_ADDRESSABLE_LEAVES) {
      throw new IllegalArgumentException("leaf " + leaf + " cannot be addressed");
    }
    return 2 * leaf;
  }

  /**
   * The leaf index of a node.
   *
   * @throws IllegalArgumentException if {@code node} is a parent
   */
  public static int nodeToLeaf(int node) {
    if (!isLeaf(node)) {
      throw new IllegalArgumentException("node " + node + " is a parent");
    }
    return node / 2;
  }

  /** The node at {@code level} that is leaf {@code leaf} (level 0) or above it. */
  public static int ancestor(int leaf, int level) {
    return (leafToNode(leaf) & (-1 << (level + 1))) | ((1 << level) - 1);
  }

  /** The lowest node above both leaves; the leaf itself if they are the same. */
  public static int commonAncestor(int leafA, int leafB) {
    return ancestor(leafA, Integer.SIZE - Integer.numberOfLeadingZeros(leafA ^ leafB));
  }

  /** The leftmost leaf at or below {@code node}. */
  public static int firstLeaf(int node) {
    return (node + 1 - (1 << level(node))) / 2;
  }

  /** The rightmost leaf at or below {@code node}. */
  public static int lastLeaf(int node) {
    return firstLeaf(node) + (1 << level(node)) - 1;
  }

  /** Whether {@code leaf} is {@code node} or below it. */
  public static boolean isBelow(int leaf, int node) {
    return ancestor(leaf, level(node)) == node;
  }

  /** The number of leaves of the smallest tree that has a node {@code node}. */
  static int leavesToHold(int node) {
    checkNode(node);
    int needed = node / 2 + 1;
    int leaves = Integer.highestOneBit(needed);
    return node >= nodeWidth(leaves) ? 2 * leaves : leaves;
  }

  private static int parentLevel(int node) {
    int level = level(node);
    if (level == 0) {
      throw new IllegalArgumentException("node " + node + " is a leaf and has no children");
    }
    return level;
  }

  private static void checkNode(int node) {
    if (node < 0 || node == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("node " + node + " cannot be addressed");
    }
  }

  private static void checkLeaves(int leaves) {
    if (leaves < 1 || leaves > MAX_ADDRESSABLE_LEAVES || Integer.bitCount(leaves) != 1) {
      throw new IllegalArgumentException(leaves + " is no size of a perfect binary tree");
    }
  }
}
