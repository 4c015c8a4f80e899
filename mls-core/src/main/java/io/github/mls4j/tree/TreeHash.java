package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNodeHashInput;
import io.github.mls4j.wire.NodeType;
import io.github.mls4j.wire.TreeHashInput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RFC 9420 §7.8: the hash of a node and of everything below it. */
final class TreeHash {

  /** What comes before the leaf node: the node's type, its index, and that it is there. */
  private static final int LEAF_HEAD = 6;

  /** What comes with the hashes of a blank parent: type, that there is none, two lengths. */
  private static final int PARENT_HEAD = 4;

  private TreeHash() {}

  /** Of a leaf, blank if {@code content} is null. */
  static byte[] ofLeaf(CipherSuite suite, int leaf, @Nullable TreeLeaf content) {
    LeafIndex index = new LeafIndex(leaf);
    if (content == null) {
      LeafNodeHashInput blank = new LeafNodeHashInput(index, Optional.empty());
      return suite.digest(new TreeHashInput.Leaf(blank).encode());
    }
    // The same struct of a leaf that is not blank, whose encoding is at hand.
    Bytes leafNode = content.encoded();
    return suite.digest(
        new TlsWriter(LEAF_HEAD + leafNode.size())
            .put(NodeType.LEAF)
            .put(index)
            .uint8(1)
            .fixed(leafNode)
            .takeBytes());
  }

  /** Of a parent, blank if {@code content} is null. */
  static byte[] ofParent(
      CipherSuite suite, @Nullable TreeParent content, Bytes leftHash, Bytes rightHash) {
    int blankSize = PARENT_HEAD + leftHash.size() + rightHash.size();
    // The fields of TreeHashInput.Parent, which is made for each node that a commit changes.
    return suite.digest(
        new TlsWriter(content == null ? blankSize : 2 * blankSize)
            .put(NodeType.PARENT)
            .optional(Optional.ofNullable(content).map(TreeParent::toWire))
            .opaque(leftHash)
            .opaque(rightHash)
            .takeBytes());
  }

  /**
   * The tree hash of {@code subtree} as if the leaves in {@code absent} were blank and in no list
   * of unmerged leaves: the {@code original_sibling_tree_hash} of §7.9. Only the paths to those
   * leaves are hashed anew.
   */
  static Bytes without(CipherSuite suite, Subtree subtree, LeafRange absent) {
    LeafRange here = absent.below(subtree.node());
    if (here.isEmpty()) {
      return subtree.treeHash(suite);
    }
    if (subtree.isLeaf()) {
      return Bytes.wrap(ofLeaf(suite, TreeMath.nodeToLeaf(subtree.node()), null));
    }
    TreeParent content = subtree.parent();
    return Bytes.wrap(
        ofParent(
            suite,
            content == null ? null : content.withoutUnmerged(here),
            without(suite, subtree.left(), here),
            without(suite, subtree.right(), here)));
  }
}
