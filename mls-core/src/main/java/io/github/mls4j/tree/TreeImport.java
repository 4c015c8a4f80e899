package io.github.mls4j.tree;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPublicKey;
import io.github.mls4j.crypto.Workers;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.List;
import java.util.Optional;

/**
 * RFC 9420 §12.4.3.3: builds a tree from its nodes in array order, and checks what makes them a
 * tree at all (shape, keys, unmerged leaves). Signatures and parent hashes are not looked at here.
 */
final class TreeImport {

  private final CipherSuite suite;
  private final TreeLeaf.SignatureKeys signatureKeys;
  private final List<Optional<Node>> nodes;

  /** Those among {@link #nodes}. */
  private final List<Subtree> leaves;

  private final int width;

  private TreeImport(
      CipherSuite suite,
      TreeLeaf.SignatureKeys signatureKeys,
      List<Optional<Node>> nodes,
      int width,
      Workers workers)
      throws RuleViolation {
    this.suite = suite;
    this.signatureKeys = signatureKeys;
    this.nodes = nodes;
    this.width = width;
    this.leaves = workers.map((nodes.size() + 1) / 2, this::leaf);
  }

  /** Reads single nodes of a tree of so many leaves. */
  static TreeImport reader(CipherSuite suite, int width) throws RuleViolation {
    return new TreeImport(suite, suite::verifyingKey, List.of(), width, Workers.NONE);
  }

  static Subtree read(
      CipherSuite suite,
      TreeLeaf.SignatureKeys signatureKeys,
      RatchetTreeExtension extension,
      int maxLeaves,
      Workers workers)
      throws RuleViolation {
    List<Optional<Node>> nodes = extension.ratchetTree();
    int last = nodes.size() - 1;
    if (nodes.isEmpty() || nodes.get(last).isEmpty()) {
      throw new RuleViolation(Rule.RATCHET_TREE_ENDS_WITH_NODE, "ratchet_tree");
    }
    int width = TreeMath.leavesToHold(last);
    if (width > maxLeaves) {
      throw new RuleViolation(Rule.RATCHET_TREE_WITHIN_LIMIT, place(last));
    }
    return new TreeImport(suite, signatureKeys, nodes, width, workers)
        .subtree(TreeMath.root(width));
  }

  private Subtree subtree(int node) throws RuleViolation {
    if (2 * TreeMath.firstLeaf(node) >= nodes.size()) {
      return new BlankSubtree(node);
    }
    if (TreeMath.isLeaf(node)) {
      return leaves.get(TreeMath.nodeToLeaf(node));
    }
    Optional<Node> content = node < nodes.size() ? nodes.get(node) : Optional.empty();
    Subtree left = subtree(TreeMath.left(node));
    Subtree right = subtree(TreeMath.right(node));
    return content.isEmpty()
        ? ParentSubtree.of(node, null, left, right)
        : parent(node, content.get(), left, right);
  }

  private Subtree leaf(int leaf) throws RuleViolation {
    int node = TreeMath.leafToNode(leaf);
    Optional<Node> content = nodes.get(node);
    if (content.isEmpty()) {
      return new BlankSubtree(node);
    }
    LeafSubtree imported = leaf(node, content.get());
    // The tree is about to be hashed, and here other threads may help.
    imported.treeHash(suite);
    return imported;
  }

  LeafSubtree leaf(int node, Node content) throws RuleViolation {
    if (content instanceof Node.Leaf leaf) {
      return new LeafSubtree(
          TreeMath.nodeToLeaf(node),
          TreeLeaf.of(suite, leaf.leafNode(), signatureKeys, () -> place(node)));
    }
    throw new RuleViolation(Rule.RATCHET_TREE_NODES_IN_PLACE, place(node));
  }

  Subtree parent(int node, Node content, Subtree left, Subtree right) throws RuleViolation {
    if (!(content instanceof Node.Parent parent)) {
      throw new RuleViolation(Rule.RATCHET_TREE_NODES_IN_PLACE, place(node));
    }
    ParentNode parentNode = parent.parentNode();
    KemPublicKey key = TreeParent.decodeKey(suite, parentNode.encryptionKey(), () -> place(node));
    List<LeafIndex> listed = parentNode.unmergedLeaves();
    int[] unmerged = new int[listed.size()];
    for (int i = 0; i < unmerged.length; i++) {
      unmerged[i] = unmergedLeaf(node, listed, i);
      checkUnmergedBelow(unmerged[i], node, i, left, right);
    }
    return ParentSubtree.of(
        node, TreeParent.of(key, parentNode.parentHash(), unmerged), left, right);
  }

  private int unmergedLeaf(int node, List<LeafIndex> listed, int i) throws RuleViolation {
    long leaf = listed.get(i).value();
    if (i > 0 && leaf <= listed.get(i - 1).value()) {
      throw new RuleViolation(Rule.UNMERGED_LEAVES_SORTED, unmergedPlace(node, i));
    }
    if (leaf >= width || !TreeMath.isBelow((int) leaf, node)) {
      throw new RuleViolation(Rule.UNMERGED_LEAVES_BELOW_NODE, unmergedPlace(node, i));
    }
    return (int) leaf;
  }

  /** The next non-blank node down was checked itself, so the walk ends there. */
  private static void checkUnmergedBelow(int leaf, int node, int i, Subtree left, Subtree right)
      throws RuleViolation {
    Subtree child = TreeMath.isBelow(leaf, left.node()) ? left : right;
    Subtree next = Resolution.topNonBlank(child, leaf);
    TreeParent between = next.parent();
    if (between != null && !between.isUnmerged(leaf)) {
      throw new RuleViolation(Rule.UNMERGED_LEAVES_UNMERGED_BELOW, unmergedPlace(node, i));
    }
    if (next.isEmpty()) {
      throw new RuleViolation(Rule.UNMERGED_LEAVES_NOT_BLANK, unmergedPlace(node, i));
    }
  }

  private static Place unmergedPlace(int node, int i) {
    return place(node).element("unmerged_leaves", i);
  }

  /** How a violation names a node of a tree, and the leaf that it is. */
  static Place place(int node) {
    Place place = Place.of("ratchet_tree[" + node + "]").withNode(node);
    return TreeMath.isLeaf(node) ? place.withLeaf(TreeMath.nodeToLeaf(node)) : place;
  }
}
