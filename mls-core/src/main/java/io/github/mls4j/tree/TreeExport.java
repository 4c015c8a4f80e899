package io.github.mls4j.tree;

import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.NodeType;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** RFC 9420 §12.4.3.3: writes a tree down as its nodes in array order. */
final class TreeExport {

  private TreeExport() {}

  static RatchetTreeExtension of(Subtree root) {
    List<Optional<Node>> nodes = new ArrayList<>();
    append(root, nodes, TreeExport::content);
    return new RatchetTreeExtension(nodes);
  }

  /** What {@link #of} holds, only to be written: so no leaf has to be decoded. */
  static List<Optional<WireStruct>> written(Subtree root) {
    List<Optional<WireStruct>> nodes = new ArrayList<>();
    append(root, nodes, TreeExport::writtenNode);
    return nodes;
  }

  /** Blank nodes are appended only once one that is not blank follows. */
  private static <T> void append(
      Subtree at, List<Optional<T>> nodes, Function<Subtree, Optional<T>> form) {
    if (at.isEmpty()) {
      return;
    }
    if (!at.isLeaf()) {
      append(at.left(), nodes, form);
    }
    Optional<T> content = form.apply(at);
    if (content.isPresent()) {
      while (nodes.size() < at.node()) {
        nodes.add(Optional.empty());
      }
      nodes.add(content);
    }
    if (!at.isLeaf()) {
      append(at.right(), nodes, form);
    }
  }

  private static Optional<WireStruct> writtenNode(Subtree at) {
    return at instanceof LeafSubtree leaf
        ? Optional.of(out -> out.put(NodeType.LEAF).fixed(leaf.leaf().encoded()))
        : content(at).map(node -> node);
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
