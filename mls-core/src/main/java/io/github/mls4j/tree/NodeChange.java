package io.github.mls4j.tree;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node in which two trees differ.
 *
 * @param node its index
 * @param content what the newer tree holds there; empty if that is nothing
 */
public record NodeChange(int node, Optional<Node> content) implements WireStruct {

  /** Which leaf it is, if it is one. */
  public LeafIndex leaf() {
    return new LeafIndex(TreeMath.nodeToLeaf(node));
  }

  /** Reads what {@link #writeTo} wrote. */
  public static NodeChange readFrom(TlsReader in) throws DecodeException {
    long node = in.uint32("node");
    if (node >= TreeMath.nodeWidth(RatchetTree.MAX_LEAVES)) {
      throw in.fail("node", 4, "node " + node + " is in no tree");
    }
    return new NodeChange((int) node, in.optional("content", Node::readFrom));
  }

  /** For a group's state. */
  @Override
  public void writeTo(TlsWriter out) {
    out.uint32(node).optional(content);
  }

  /** Looks only where the trees do not share their nodes. */
  static List<NodeChange> between(Subtree before, Subtree after) {
    List<NodeChange> changes = new ArrayList<>();
    int top = Math.max(before.node(), after.node());
    collect(before.widened(top), after.widened(top), changes);
    return changes;
  }

  private static void collect(Subtree before, Subtree after, List<NodeChange> changes) {
    if (before == after || (before.isEmpty() && after.isEmpty())) {
      return;
    }
    if (!after.isLeaf()) {
      collect(before.left(), after.left(), changes);
    }
    if (before.isLeaf() ? !sameLeaf(before, after) : before.parent() != after.parent()) {
      changes.add(new NodeChange(after.node(), TreeExport.content(after)));
    }
    if (!after.isLeaf()) {
      collect(before.right(), after.right(), changes);
    }
  }

  private static boolean sameLeaf(Subtree before, Subtree after) {
    return before instanceof LeafSubtree b
        && after instanceof LeafSubtree a
        && a.leaf() == b.leaf();
  }
}
