package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPublicKey;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.ParentHashInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * RFC 9420 §4.1.2: the filtered direct path of a leaf, from the leaf to the root, with the subtrees
 * beside it. A commit of that leaf's member sets exactly these nodes.
 */
final class DirectPath {

  /** A node of the path and its child that is not on the path. */
  record Step(int node, Subtree copathChild) {}

  private final int leaf;
  private final List<Step> steps;

  private DirectPath(int leaf, List<Step> steps) {
    this.leaf = leaf;
    this.steps = steps;
  }

  static DirectPath of(Subtree root, int leaf) {
    List<Step> steps = new ArrayList<>();
    for (Subtree at = root; !at.isLeaf(); at = at.towards(leaf)) {
      Subtree copathChild = at.awayFrom(leaf);
      if (copathChild.resolutionSize() > 0) {
        steps.add(new Step(at.node(), copathChild));
      }
    }
    Collections.reverse(steps);
    return new DirectPath(leaf, List.copyOf(steps));
  }

  int leaf() {
    return leaf;
  }

  List<Step> steps() {
    return steps;
  }

  int size() {
    return steps.size();
  }

  /** Which step a node is; -1 if it is none of them. */
  int indexOf(int node) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).node() == node) {
        return i;
      }
    }
    return -1;
  }

  /** Which step is the lowest node above this leaf and another; -1 if it is none of them. */
  int indexOfStepAbove(int otherLeaf) {
    return indexOf(TreeMath.commonAncestor(leaf, otherLeaf));
  }

  /**
   * RFC 9420 §7.9: the {@code parent_hash} fields that go with new keys on this path: that of the
   * leaf first, then that of each node. Computed from the top; only the copath's cached hashes are
   * read, since a path leaves no node on it with unmerged leaves.
   */
  List<Bytes> parentHashes(CipherSuite suite, List<KemPublicKey> keys) {
    List<Bytes> hashes = new ArrayList<>(steps.size() + 1);
    Bytes above = Bytes.EMPTY;
    hashes.add(above);
    for (int i = steps.size() - 1; i >= 0; i--) {
      above =
          parentHash(suite, keys.get(i).wire(), above, steps.get(i).copathChild().treeHash(suite));
      hashes.add(above);
    }
    Collections.reverse(hashes);
    return hashes;
  }

  /** The contents that a commit gives the nodes of this path. */
  TreeParent[] contents(List<KemPublicKey> keys, List<Bytes> parentHashes) {
    TreeParent[] contents = new TreeParent[steps.size()];
    for (int i = 0; i < contents.length; i++) {
      contents[i] = TreeParent.merged(keys.get(i), parentHashes.get(i + 1));
    }
    return contents;
  }

  /** RFC 9420 §7.9: the parent hash of a node from its own fields and its other child's hash. */
  static Bytes parentHash(
      CipherSuite suite, HPKEPublicKey key, Bytes parentHash, Bytes originalSiblingTreeHash) {
    return suite.hash(new ParentHashInput(key, parentHash, originalSiblingTreeHash).encode());
  }
}
