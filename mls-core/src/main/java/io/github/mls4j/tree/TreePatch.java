package io.github.mls4j.tree;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.Node;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the changes of {@link RatchetTree#changesSince} to a tree; what they leave is shared. */
final class TreePatch {

  private final TreeImport reader;
  private final NavigableMap<Integer, Optional<Node>> changes;
  private final KeyChanges keys = new KeyChanges();

  private TreePatch(TreeImport reader, NavigableMap<Integer, Optional<Node>> changes) {
    this.reader = reader;
    this.changes = changes;
  }

  static RatchetTree apply(RatchetTree tree, List<NodeChange> list) throws RuleViolation {
    if (list.isEmpty()) {
      return tree;
    }
    NavigableMap<Integer, Optional<Node>> changes = new TreeMap<>();
    list.forEach(change -> changes.put(change.node(), change.content()));
    int width = Math.max(tree.width(), TreeMath.leavesToHold(changes.lastKey()));
    CipherSuite suite = tree.suite();
    Subtree roomy = tree.root().widened(TreeMath.root(width));
    TreePatch patch = new TreePatch(TreeImport.reader(suite, width), changes);
    Subtree patched = patch.subtree(roomy);
    while (!patched.isLeaf() && patched.parent() == null && patched.right().isEmpty()) {
      patched = patched.left();
    }
    return new RatchetTree(suite, patched, tree.keys().with(patch.keys));
  }

  private Subtree subtree(Subtree before) throws RuleViolation {
    int node = before.node();
    int reach = before.width() - 1;
    if (changes.subMap(node - reach, true, node + reach, true).isEmpty()) {
      return before;
    }
    Subtree after = changed(before);
    keys.replaced(before, after);
    return after;
  }

  private Subtree changed(Subtree before) throws RuleViolation {
    int node = before.node();
    Optional<Node> change = changes.get(node);
    if (before.isLeaf()) {
      return change == null || change.isEmpty()
          ? new BlankSubtree(node)
          : reader.leaf(node, change.get());
    }
    Subtree left = subtree(before.left());
    Subtree right = subtree(before.right());
    return change != null && change.isPresent()
        ? reader.parent(node, change.get(), left, right)
        : ParentSubtree.of(node, change == null ? before.parent() : null, left, right);
  }
}
