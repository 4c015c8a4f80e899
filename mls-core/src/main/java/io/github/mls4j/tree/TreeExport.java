package io.github.mls4j.tree;

import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** RFC 9420 §12.4.3.3: writes a tree down as its nodes in array order. */
final class TreeExport {

  private TreeExport() {}

  static RatchetTreeExtension of(Subtree root) {
    List<Optional<Node>> nodes = new ArrayList<>();
    append(root, nodes);
    return new RatchetTreeExtension(nodes);
  }

  /** Blank nodes are appended only once one that is not blank follows. */
  private static void append(Subtree at, List<Optional<Node>> nodes) {
    if (at.isEmpty()) {
      return;
    }
    if (!at.isLeaf()) {
      append(at.left(), nodes);
    }
    Optional<Node> content = content(at);
    if (content.isPresent()) {
      while (nodes.size() < at.node()) {
        nodes.add(Optional.empty());
      }
      nodes.add(content);
    }
    if (!at.isLeaf()) {
      append(at.right(), nodes);
    }
  }

  /** The content of the top node. */
  static Optional<Node> content(Subtree at) {
    if (at instanceof LeafSubtree leaf) {
      return Optional.of(new Node.Leaf(leaf.leaf().leafNode()));
    }
    TreeParent parent = at.parent();
    return parent == null ? Optional.empty() : Optional.of(new Node.Parent(parent.toWire()));
  }
}
