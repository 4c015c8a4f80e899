package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.LeafNodeSource;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §7.9.2: that every parent node was set by a member below it, for whoever gets a tree as
 * a whole.
 *
 * <p>Each non-blank parent must have a descendant that is linked to it by its parent hash. Since
 * the descendant is a leaf or itself a non-blank parent, for which the same holds, all are on
 * chains that start at leaves. There is no second one: in each half of the subtree one node at most
 * is in question, and each of the two hashes would have to cover the other.
 */
final class ParentHashes {

  private final CipherSuite suite;

  ParentHashes(CipherSuite suite) {
    this.suite = suite;
  }

  /**
   * Checks all parents in {@code subtree}.
   *
   * @throws RuleViolation {@link Rule#PARENT_HASHES_VALID}
   */
  void verify(Subtree subtree) throws RuleViolation {
    if (subtree.isLeaf() || subtree.isEmpty()) {
      return;
    }
    verify(subtree.left());
    verify(subtree.right());
    TreeParent parent = subtree.parent();
    if (parent != null
        && !isLinked(parent, subtree.left(), subtree.right())
        && !isLinked(parent, subtree.right(), subtree.left())) {
      throw new RuleViolation(Rule.PARENT_HASHES_VALID, TreeImport.place(subtree.node()));
    }
  }

  /** Whether a node at or below {@code child} was set together with {@code parent}. */
  private boolean isLinked(TreeParent parent, Subtree child, Subtree sibling) {
    LeafRange unmerged = LeafRange.of(parent.unmerged());
    Bytes claimed = parentHashOf(candidate(child, unmerged));
    return claimed != null
        && claimed.equals(
            DirectPath.parentHash(
                suite,
                parent.encryptionKey().wire(),
                parent.parentHash(),
                TreeHash.without(suite, sibling, unmerged)));
  }

  /**
   * The one node in the resolution of {@code child} that is left when the parent's unmerged leaves
   * are taken out of it; null if what is left is not exactly one node. Those leaves are all in the
   * resolution, since every non-blank node between lists them too: so counting is enough.
   */
  private static @Nullable Subtree candidate(Subtree child, LeafRange unmerged) {
    if (!isOneMore(child, unmerged)) {
      return null;
    }
    Subtree at = child;
    while (!at.isLeaf() && at.parent() == null) {
      at = isOneMore(at.left(), unmerged) ? at.left() : at.right();
    }
    return at;
  }

  /** Whether a resolution has one node more than there are unmerged leaves in the subtree. */
  private static boolean isOneMore(Subtree subtree, LeafRange unmerged) {
    return subtree.resolutionSize() == unmerged.below(subtree.node()).size() + 1;
  }

  /** The {@code parent_hash} field of a node; null for a leaf that has none. */
  private static @Nullable Bytes parentHashOf(@Nullable Subtree node) {
    if (node instanceof LeafSubtree leaf) {
      return leaf.leaf().leafNode().leafNodeSource() instanceof LeafNodeSource.Commit commit
          ? commit.parentHash()
          : null;
    }
    TreeParent content = node == null ? null : node.parent();
    return content == null ? null : content.parentHash();
  }
}
