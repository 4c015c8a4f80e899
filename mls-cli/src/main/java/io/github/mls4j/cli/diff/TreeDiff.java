package io.github.mls4j.cli.diff;

import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeMath;
import io.github.mls4j.wire.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds two ratchet trees against each other, node by node. Within a tree a difference at a leaf
 * explains those of the nodes above it, which get their keys by the same commit or list it as
 * unmerged; and those above or beside a node explain its parent hash (RFC 9420 §7.9).
 */
final class TreeDiff {

  private static final String PARENT_HASH = "parent_hash";

  private final List<Optional<Node>> a;
  private final List<Optional<Node>> b;
  private final ViewBuilder views;
  private final NavigableMap<Integer, List<Difference>> byNode = new TreeMap<>();

  TreeDiff(List<Optional<Node>> a, List<Optional<Node>> b, ViewBuilder views) {
    this.a = a;
    this.b = b;
    this.views = views;
  }

  /** The fields of nodes that differ. */
  List<Difference> nodes() {
    for (int i = 0; i < size(); i++) {
      Optional<Node> one = node(a, i);
      Optional<Node> other = node(b, i);
      if (!one.equals(other)) {
        byNode.put(i, StructDiff.of("ratchet_tree[" + i + "]", views.of(one), views.of(other)));
      }
    }
    List<Difference> all = new ArrayList<>();
    byNode.forEach(
        (node, differences) ->
            differences.forEach(
                each ->
                    all.add(
                        each.explained(each.consequence() || isExplained(node, each))
                            .in("ratchet_tree[" + node + "]", describe(node)))));
    return all;
  }

  /** How many nodes were looked at. */
  int size() {
    return Math.max(a.size(), b.size());
  }

  private static Optional<Node> node(List<Optional<Node>> nodes, int index) {
    return index < nodes.size() ? nodes.get(index) : Optional.empty();
  }

  private String describe(int index) {
    if (!TreeMath.isLeaf(index)) {
      return "parent of leaves " + TreeMath.firstLeaf(index) + " to " + TreeMath.lastLeaf(index);
    }
    Node any = node(a, index).or(() -> node(b, index)).orElse(null);
    return "leaf "
        + TreeMath.nodeToLeaf(index)
        + (any instanceof Node.Leaf leaf
            ? " \"" + TreeSketch.name(leaf.leafNode().credential()) + '"'
            : "");
  }

  private boolean isExplained(int node, Difference difference) {
    if (difference.name().equals(PARENT_HASH)) {
      return aboveOrBesideDiffers(node);
    }
    return !TreeMath.isLeaf(node)
        && byNode.subMap(leftmost(node), true, rightmost(node), true).keySet().stream()
            .anyMatch(TreeMath::isLeaf);
  }

  private boolean aboveOrBesideDiffers(int node) {
    // At least as wide as the tree, where blank nodes at the end are left out.
    int leaves = Integer.highestOneBit(Math.max(1, size())); // at least as wide as the tree
    for (int above : TreeMath.directPath(node, 2 * leaves)) {
      if (byNode.containsKey(above)) {
        return true;
      }
      int half = node < above ? TreeMath.right(above) : TreeMath.left(above);
      boolean beside =
          byNode.subMap(leftmost(half), true, rightmost(half), true).values().stream()
              .flatMap(List::stream)
              .anyMatch(d -> !d.name().equals(PARENT_HASH) && !d.consequence());
      if (beside) {
        return true;
      }
    }
    return false;
  }

  private static int leftmost(int node) {
    return TreeMath.leafToNode(TreeMath.firstLeaf(node));
  }

  private static int rightmost(int node) {
    return TreeMath.leafToNode(TreeMath.lastLeaf(node));
  }

  /** The tree hashes that differ, which is what nodes below them do. */
  static List<Difference> hashes(
      @Nullable RatchetTree a, @Nullable RatchetTree b, ViewBuilder views) {
    List<Difference> all = new ArrayList<>();
    if (a == null || b == null) {
      return all;
    }
    int nodes = TreeMath.nodeWidth(Math.min(a.width(), b.width()));
    for (int i = 0; i < nodes; i++) {
      if (!a.treeHash(i).equals(b.treeHash(i))) {
        View one = views.of(a.treeHash(i));
        View other = views.of(b.treeHash(i));
        all.add(Difference.of("tree_hash of node " + i, one, other).explained(true));
      }
    }
    return all;
  }
}
