package io.github.mls4j.group;

import io.github.mls4j.codec.MlsException;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.validation.AllowedProposals;
import io.github.mls4j.validation.CustomProposals;
import io.github.mls4j.validation.Membership;
import io.github.mls4j.validation.ProposalLists;
import io.github.mls4j.validation.RegisteredExtensions;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.Sender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pending proposals a commit covers: all that go together with each other and with those that
 * the application asked for (RFC 9420 §12.4), so that no pending proposal ever blocks a commit. Of
 * proposals that exclude each other the wish to leave wins, then a Remove, then the newest, and a
 * ReInit comes last (§12.2).
 */
final class ProposalSelection {

  /**
   * How many proposals are judged to find those that go together, counted again for each try: some
   * seconds of work. It is met by nobody but who sends thousands that do not fit among thousands
   * that do.
   */
  private static final long MAX_JUDGED = 500_000;

  private final GroupState state;
  private final EpochState current;
  private final Psks psks;
  private final List<ProposalOrRef> refs = new ArrayList<>();
  private final List<ValidProposal> list = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private AppliedProposals applied;
  private long judged;

  /**
   * @param psks where pre-shared keys come from
   * @param byValue what the application asked for: covered or refused
   * @param pending which pending proposals are covered too
   * @throws RuleViolation if {@code byValue} alone is no valid list
   * @throws MissingInput if a pre-shared key in it is not here
   */
  ProposalSelection(
      GroupState state, Psks psks, List<ValidProposal> byValue, Predicate<ProposalRef> pending)
      throws RuleViolation, MissingInput {
    this.state = state;
    this.current = state.current();
    this.psks = psks;
    byValue.forEach(valid -> refs.add(new ProposalOrRef.ByValue(valid.proposal())));
    list.addAll(byValue);
    applied = apply(list);
    addPending(
        state.proposals.entries().entrySet().stream()
            .filter(entry -> pending.test(entry.getKey()))
            .collect(Collectors.toCollection(ArrayList::new)));
  }

  /** As they go into the commit. */
  List<ProposalOrRef> refs() {
    return refs;
  }

  List<ValidProposal> proposals() {
    return list;
  }

  /** What they make of the group. */
  AppliedProposals applied() {
    return applied;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  private void addPending(List<Map.Entry<ProposalRef, ProposalCache.Entry>> pending) {
    if (!pending.isEmpty() && whyNot(pending) != null) {
      Collections.reverse(pending);
      pending.sort(Comparator.comparing(entry -> preference(entry.getValue().proposal())));
      addWhatFits(pending);
    }
  }

  /**
   * Covers as many as go together, the first ones first. Nearly all do, so halves are tried before
   * single ones: a few that do not fit among many cost a few tries, not one for each of the many.
   * After too much work all of a part are left out for what stands in the way of one of them.
   */
  private void addWhatFits(List<Map.Entry<ProposalRef, ProposalCache.Entry>> pending) {
    MlsException reason = whyNot(pending);
    if (reason == null) {
      return;
    }
    if (pending.size() > 1 && judged < MAX_JUDGED) {
      int half = pending.size() / 2;
      addWhatFits(pending.subList(0, half));
      addWhatFits(pending.subList(half, pending.size()));
      return;
    }
    for (Map.Entry<ProposalRef, ProposalCache.Entry> entry : pending) {
      ValidProposal valid = entry.getValue().proposal();
      leftOut.add(
          new LeftOut(
              new PendingProposal(entry.getKey(), valid.sender(), valid.proposal()), reason));
    }
  }

  /** Covers all of {@code pending}, or none of them and says why. */
  private @Nullable MlsException whyNot(List<Map.Entry<ProposalRef, ProposalCache.Entry>> pending) {
    List<ValidProposal> longer = new ArrayList<>(list);
    pending.forEach(entry -> longer.add(entry.getValue().proposal()));
    judged += longer.size();
    try {
      applied = apply(longer);
    } catch (RuleViolation | MissingInput e) {
      return e;
    }
    list.clear();
    list.addAll(longer);
    pending.forEach(entry -> refs.add(new ProposalOrRef.ByReference(entry.getKey())));
    return null;
  }

  private static int preference(ValidProposal valid) {
    if (valid.removes() != null) {
      return valid.proposal() instanceof Proposal.Remove ? 1 : 0;
    }
    return valid.proposal() instanceof Proposal.ReInit ? 3 : 2;
  }

  private AppliedProposals apply(List<ValidProposal> candidate) throws RuleViolation, MissingInput {
    ProposalLists.checkRegular(candidate, current.ownLeaf());
    CustomProposals.checkSupported(current.tree(), candidate);
    AppliedProposals result =
        AppliedProposals.apply(current.tree(), current.context().extensions(), candidate);
    Membership.check(result.tree(), result.extensions(), result.extensionsChanged());
    if (result.extensionsChanged()) {
      new RegisteredExtensions(state.config.registrations()).checkSupport(result.extensions());
    }
    state.addedClients.check(result.tree(), result.addedLeaves());
    new AllowedProposals(state.config.validation().proposals(), current.context(), current.tree())
        .checkCommit(candidate, new Sender.Member(current.ownLeaf()), null);
    psks.secret(result.psks()).close();
    return result;
  }
}
