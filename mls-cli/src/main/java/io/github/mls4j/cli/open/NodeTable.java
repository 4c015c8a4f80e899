package io.github.mls4j.cli.open;

import io.github.mls4j.cli.term.Row;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeMath;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Node;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nodes of a ratchet tree one by one, with their hashes (RFC 9420 §7.8, §7.9). */
public final class NodeTable {

  private static final int HASH_BYTES = 8;
  private static final int NAME_COLUMNS = 20;

  private final RatchetTree tree;

  public NodeTable(RatchetTree tree) {
    this.tree = tree;
  }

  /** The parent_hash that a node carries; null if it carries none. */
  public static @Nullable Bytes parentHash(@Nullable Node node) {
    if (node instanceof Node.Parent parent) {
      return parent.parentNode().parentHash();
    }
    return node instanceof Node.Leaf leaf
            && leaf.leafNode().leafNodeSource() instanceof LeafNodeSource.Commit commit
        ? commit.parentHash()
        : null;
  }

  private static String describe(int index, Optional<Node> node) {
    String what = TreeMath.isLeaf(index) ? "leaf " + TreeMath.nodeToLeaf(index) : "parent";
    if (node.isEmpty()) {
      return what + ", blank";
    }
    return node.get() instanceof Node.Leaf leaf
        ? what + " " + TreeSketch.name(leaf.leafNode().credential())
        : what;
  }

  /** One entry a node. */
  public View.Sequence view(ViewBuilder views) {
    List<View> all = new ArrayList<>();
    for (int i = 0; i < TreeMath.nodeWidth(tree.width()); i++) {
      Optional<Node> node = tree.node(i);
      Bytes parentHash = parentHash(node.orElse(null));
      all.add(
          new View.Struct(
              describe(i, node),
              List.of(
                  new View.Field("node", new View.Scalar(BigInteger.valueOf(i), "")),
                  new View.Field("content", views.of(node)),
                  new View.Field("tree_hash", views.of(tree.treeHash(i))),
                  new View.Field(
                      "parent_hash",
                      parentHash == null ? new View.Absent() : views.of(parentHash)))));
    }
    return new View.Sequence(all);
  }

  /** One line a node. */
  public void print(PrintWriter out, Style style, boolean full) {
    out.println(
        style
            .bold("%5s  %-" + NAME_COLUMNS + "s  %-16s  %-16s")
            .formatted("node", "what", "tree_hash", "parent_hash")
            .stripTrailing());
    for (int i = 0; i < TreeMath.nodeWidth(tree.width()); i++) {
      Optional<Node> node = tree.node(i);
      Bytes parentHash = parentHash(node.orElse(null));
      String what = Row.clip(describe(i, node), NAME_COLUMNS);
      out.println(
          "%5d  %s%s  %s  %s"
              .formatted(
                  i,
                  node.isEmpty() ? style.faint(what) : what,
                  " ".repeat(NAME_COLUMNS - Row.width(what)),
                  style.yellow(hash(tree.treeHash(i), full)),
                  parentHash == null
                      ? style.faint("–")
                      : parentHash.isEmpty()
                          ? style.faint("empty")
                          : style.yellow(hash(parentHash, full))));
    }
  }

  private static String hash(Bytes hash, boolean full) {
    return full || hash.size() <= HASH_BYTES ? hash.toHex() : hash.slice(0, HASH_BYTES).toHex();
  }
}
