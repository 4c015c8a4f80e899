package io.github.mls4j.group;

import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a commit changes, for an application to look at before it merges.
 *
 * @param committer who made it: for an external commit the leaf that its sender gets
 * @param external whether its sender joins by it (RFC 9420 §12.4.3.2)
 * @param added members that it adds, the sender of an external commit not among them
 * @param removed members that it removes, as they were
 * @param updated members that get a new leaf node, the committer last if the commit has a path
 * @param extensions those of the group context, if they are replaced
 * @param psks pre-shared keys that are mixed in
 * @param reInit the parameters of the group that is to take this one's place
 * @param proposals all that it covers, in the order in which they are applied (§12.3)
 * @param removesSelf whether this client is among the removed: the group ends for it
 */
public record CommitChanges(
    Member committer,
    boolean external,
    List<Member> added,
    List<Member> removed,
    List<LeafChange> updated,
    Optional<ExtensionsChange> extensions,
    List<PreSharedKeyID> psks,
    Optional<Proposal.ReInit> reInit,
    List<CommittedProposal> proposals,
    boolean removesSelf) {

  public CommitChanges {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    updated = List.copyOf(updated);
    psks = List.copyOf(psks);
    proposals = List.copyOf(proposals);
  }

  /** What {@code list}, {@code applied}, and the path make of {@code base}. */
  static CommitChanges of(
      GroupEpoch base,
      List<ValidProposal> list,
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
        updated(base.tree(), applied, tree, committer, external),
        applied.extensionsChanged()
            ? Optional.of(new ExtensionsChange(base.context().extensions(), applied.extensions()))
            : Optional.empty(),
        applied.psks(),
        applied.reInit(),
        list.stream()
            .sorted(ValidProposal.AS_APPLIED)
            .map(valid -> new CommittedProposal(valid.sender(), valid.proposal()))
            .toList(),
        applied.removed().contains(self));
  }

  private static List<LeafChange> updated(
      RatchetTree before,
      AppliedProposals applied,
      RatchetTree after,
      LeafIndex committer,
      boolean external) {
    List<LeafChange> changes = new ArrayList<>();
    applied
        .updated()
        .forEach(
            (leaf, content) ->
                changes.add(new LeafChange(Member.of(before, leaf), Member.of(leaf, content))));
    TreeLeaf old = before.leaf(committer);
    if (!external && old != null && old != after.member(committer)) {
      changes.add(new LeafChange(Member.of(before, committer), Member.of(after, committer)));
    }
    return changes;
  }
}
