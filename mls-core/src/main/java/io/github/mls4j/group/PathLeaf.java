package io.github.mls4j.group;

import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.validation.LeafNodeValidator;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import org.jspecify.annotations.Nullable;

/**
 * The leaf in the path of a commit (RFC 9420 §7.5, §12.2, §12.4.2), held to the same by whoever
 * makes the commit and by all who receive it.
 */
final class PathLeaf {

  private PathLeaf() {}

  /**
   * Refuses a leaf that is not good by itself, or not a fit successor of the one it replaces.
   *
   * @param base the epoch in which the commit is sent
   * @param tree the one that the commit leads to
   */
  static void check(
      GroupEpoch base,
      AppliedProposals applied,
      RatchetTree tree,
      LeafIndex committer,
      ValidationPolicy policy)
      throws RuleViolation {
    TreeLeaf leaf = tree.member(committer);
    LeafNodeValidator leaves = new LeafNodeValidator(base.suite(), policy);
    Place place = place(committer);
    if (applied.externalInit().isPresent()) {
      leaves.validateExternal(
          leaf, olderSelf(base, applied), base.context().groupId(), committer, place);
    } else {
      LeafNode replaced = base.tree().member(committer).leafNode();
      leaves.validateInPath(leaf, replaced, base.context().groupId(), committer, place);
    }
  }

  /**
   * As {@link #check}, for the member that has just signed the leaf, with the key that it had
   * before the commit: all but the signature, which a commit need not cost.
   */
  static void checkOwn(
      GroupEpoch base, RatchetTree tree, LeafIndex committer, ValidationPolicy policy)
      throws RuleViolation {
    new LeafNodeValidator(base.suite(), policy)
        .validateOwnInPath(
            tree.member(committer), base.tree().member(committer).leafNode(), place(committer));
  }

  private static Place place(LeafIndex committer) {
    return Place.of("path.leaf_node").withLeaf(committer.value());
  }

  /** Whose place a client that joins by its own commit takes, if it does. */
  private static @Nullable LeafNode olderSelf(GroupEpoch base, AppliedProposals applied) {
    return applied.olderSelf().map(older -> base.tree().member(older).leafNode()).orElse(null);
  }
}
