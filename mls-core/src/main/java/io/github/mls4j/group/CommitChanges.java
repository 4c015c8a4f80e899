package io.github.mls4j.group;

import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import java.util.List;
import java.util.Optional;

/**
 * What a commit changes, for an application to look at before it merges.
 *
 * @param committer who made it: for an external commit the leaf that its sender gets
 * @param external whether its sender joins by it (RFC 9420 §12.4.3.2)
 * @param added members that it adds, the sender of an external commit not among them
 * @param removed members that it removes, as they were
 * @param updated members that get a new leaf node, the committer not among them
 * @param extensionsReplaced whether the extensions of the group context are replaced
 * @param psks pre-shared keys that are mixed in
 * @param reInit the parameters of the group that is to take this one's place
 * @param removesSelf whether this client is among the removed: the group ends for it
 */
public record CommitChanges(
    Member committer,
    boolean external,
    List<Member> added,
    List<Member> removed,
    List<LeafIndex> updated,
    boolean extensionsReplaced,
    List<PreSharedKeyID> psks,
    Optional<Proposal.ReInit> reInit,
    boolean removesSelf) {

  public CommitChanges {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    updated = List.copyOf(updated);
    psks = List.copyOf(psks);
  }

  /** What {@code applied} and the path make of {@code base}. */
  static CommitChanges of(
      GroupEpoch base,
      AppliedProposals applied,
      RatchetTree tree,
      LeafIndex committer,
      boolean external,
      LeafIndex self) {
    return new CommitChanges(
        Member.of(tree, committer),
        external,
        applied.added().stream().map(added -> Member.of(tree, added.leaf())).toList(),
        applied.removed().stream().map(leaf -> Member.of(base.tree(), leaf)).toList(),
        applied.updated(),
        applied.extensionsChanged(),
        applied.psks(),
        applied.reInit(),
        applied.removed().contains(self));
  }
}
