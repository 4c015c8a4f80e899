package io.github.mls4j.group;

import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.validation.Membership;
import io.github.mls4j.validation.ProposalLists;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which pending proposals a commit covers: all that go together with each other and with those that
 * the application asked for (RFC 9420 §12.4), so that no pending proposal ever blocks a commit. Of
 * proposals that exclude each other a Remove wins, then the newest Update, and a ReInit comes last
 * (§12.2).
 */
final class ProposalSelection {

  /** Proposals a commit covers, in the two forms in which they are needed. */
  record Selected(List<ProposalOrRef> refs, List<ValidProposal> proposals, List<LeftOut> leftOut) {}

  private final GroupState state;
  private final List<ProposalOrRef> refs = new ArrayList<>();
  private final List<ValidProposal> list = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  private ProposalSelection(GroupState state) {
    this.state = state;
  }

  /**
   * @param byValue what the application asked for: covered or refused
   * @param withPending whether pending proposals are covered too
   * @throws RuleViolation if {@code byValue} alone is no valid list
   */
  static Selected select(GroupState state, List<ValidProposal> byValue, boolean withPending)
      throws RuleViolation {
    ProposalSelection selection = new ProposalSelection(state);
    for (ValidProposal valid : byValue) {
      selection.refs.add(new ProposalOrRef.ByValue(valid.proposal()));
      selection.list.add(valid);
    }
    selection.check(selection.list);
    if (withPending) {
      selection.addPending();
    }
    return new Selected(selection.refs, selection.list, selection.leftOut);
  }

  private void addPending() {
    List<Map.Entry<ProposalRef, ProposalCache.Entry>> pending =
        new ArrayList<>(state.proposals.entries().entrySet());
    List<ValidProposal> all = new ArrayList<>(list);
    pending.forEach(entry -> all.add(entry.getValue().proposal()));
    try {
      check(all);
      pending.forEach(entry -> cover(entry.getKey(), entry.getValue().proposal()));
      return;
    } catch (RuleViolation e) {
      // Not all together: one after the other, the preferred ones first.
    }
    Collections.reverse(pending);
    pending.sort(Comparator.comparing(entry -> preference(entry.getValue().proposal().proposal())));
    for (Map.Entry<ProposalRef, ProposalCache.Entry> entry : pending) {
      ValidProposal valid = entry.getValue().proposal();
      List<ValidProposal> longer = new ArrayList<>(list);
      longer.add(valid);
      try {
        check(longer);
        cover(entry.getKey(), valid);
      } catch (RuleViolation e) {
        leftOut.add(
            new LeftOut(
                new PendingProposal(entry.getKey(), valid.sender(), valid.proposal()), e.rule()));
      }
    }
  }

  /**
   * Newer ones come first within a kind; Adds keep their order of arrival in {@link #addPending}.
   */
  private static int preference(Proposal proposal) {
    if (proposal instanceof Proposal.Remove) {
      return 0;
    }
    return proposal instanceof Proposal.ReInit ? 2 : 1;
  }

  private void cover(ProposalRef ref, ValidProposal valid) {
    refs.add(new ProposalOrRef.ByReference(ref));
    list.add(valid);
  }

  private void check(List<ValidProposal> candidate) throws RuleViolation {
    ProposalLists.checkRegular(candidate, state.current().ownLeaf());
    AppliedProposals applied =
        AppliedProposals.apply(
            state.current().tree(), state.current().context().extensions(), candidate);
    applied.tree().verifyUniqueKeys();
    Membership.check(applied.tree(), applied.extensions(), applied.extensionsChanged());
  }
}
