package io.github.mls4j.group;

import com.google.common.collect.Maps;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * RFC 9420 §12.3: what a list of proposals makes of a group, before the path of their commit.
 *
 * @param tree with updates, removals and additions made
 * @param extensions of the next GroupContext
 * @param extensionsChanged whether the commit replaces them
 * @param added new members in the order of their proposals
 * @param removed leaves of members that are gone
 * @param olderSelf the one of them whose place the sender of an external commit takes
 * @param updated new leaf nodes of members, in the order of their proposals
 * @param psks to be mixed in, in the order of their proposals
 * @param externalInit of an external commit
 * @param reInit if this commit ends the group
 */
record AppliedProposals(
    RatchetTree tree,
    List<Extension> extensions,
    boolean extensionsChanged,
    List<Added> added,
    List<LeafIndex> removed,
    Optional<LeafIndex> olderSelf,
    Map<LeafIndex, TreeLeaf> updated,
    List<PreSharedKeyID> psks,
    Optional<Proposal.ExternalInit> externalInit,
    Optional<Proposal.ReInit> reInit) {

  /** A new member. */
  record Added(LeafIndex leaf, KeyPackage keyPackage) {}

  /** The leaves of the new members, in the order of their proposals. */
  List<LeafIndex> addedLeaves() {
    return added.stream().map(Added::leaf).toList();
  }

  /** The leaves of the new members: no path secret is encrypted to them (§7.5). */
  Set<LeafIndex> joiners() {
    return Set.copyOf(addedLeaves());
  }

  /** Applies a list whose proposals are valid and go together, in the order of §12.3. */
  static AppliedProposals apply(
      RatchetTree tree, List<Extension> extensions, List<ValidProposal> list) throws RuleViolation {
    Optional<List<Extension>> replaced =
        only(list, Proposal.GroupContextExtensions.class)
            .map(Proposal.GroupContextExtensions::extensions);
    Map<LeafIndex, TreeLeaf> updates = Maps.newLinkedHashMapWithExpectedSize(list.size());
    List<LeafIndex> removed = new ArrayList<>();
    for (ValidProposal valid : list) {
      LeafIndex removes = valid.removes();
      if (removes != null) {
        removed.add(removes);
      } else if (valid.proposal() instanceof Proposal.Update
          && valid.sender() instanceof Sender.Member member) {
        updates.put(member.leafIndex(), valid.leaf());
      }
    }
    tree = tree.update(updates).remove(removed);
    Optional<Proposal.ExternalInit> externalInit = only(list, Proposal.ExternalInit.class);
    List<Added> added = new ArrayList<>();
    for (ValidProposal valid : list) {
      if (valid.proposal() instanceof Proposal.Add add) {
        RatchetTree.Addition result = tree.add(valid.leaf());
        tree = result.tree();
        added.add(new Added(result.index(), add.keyPackage()));
      }
    }
    return new AppliedProposals(
        tree,
        replaced.orElse(extensions),
        replaced.isPresent(),
        added,
        removed,
        externalInit
            .flatMap(init -> only(list, Proposal.Remove.class))
            .map(Proposal.Remove::removed),
        updates,
        all(list, Proposal.PreSharedKey.class).stream().map(Proposal.PreSharedKey::psk).toList(),
        externalInit,
        only(list, Proposal.ReInit.class));
  }

  private static <P extends Proposal> List<P> all(List<ValidProposal> list, Class<P> type) {
    List<P> all = new ArrayList<>();
    for (ValidProposal valid : list) {
      if (type.isInstance(valid.proposal())) {
        all.add(type.cast(valid.proposal()));
      }
    }
    return all;
  }

  private static <P extends Proposal> Optional<P> only(List<ValidProposal> list, Class<P> type) {
    return all(list, type).stream().findFirst();
  }
}
