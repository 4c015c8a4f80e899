package io.github.mls4j.validation;

import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.util.List;
import java.util.Objects;

/** RFC 9420 §12.1, §12.2, §13.2: proposals of types that the application has registered. */
public final class CustomProposals {

  private CustomProposals() {}

  /** A proposal by itself. */
  static void check(
      CustomProposalType type,
      Proposal.Custom proposal,
      Sender sender,
      GroupContext context,
      Place place)
      throws RuleViolation {
    if (sender instanceof Sender.External && !type.fromExternalSenders()) {
      throw new RuleViolation(Rule.EXTERNAL_SENDER_PROPOSAL_TYPE, place.field("proposal_type"));
    }
    Verdict verdict = type.validate(proposal.body(), sender, context);
    if (!verdict.isAccepted()) {
      throw new RuleViolation(Rule.CUSTOM_PROPOSAL_VALID, place.field("body"), verdict.reason());
    }
  }

  /** The message in which a proposal was sent. */
  static void checkWireFormat(CustomProposalType type, WireFormat wireFormat, Place place)
      throws RuleViolation {
    if (type.alwaysPublic() && !wireFormat.equals(WireFormat.MLS_PUBLIC_MESSAGE)) {
      throw new RuleViolation(Rule.CUSTOM_PROPOSAL_PUBLIC, place.field("proposal_type"));
    }
  }

  /**
   * All who are to process the commit have to support the types of its proposals: the members
   * before it, but for those it removes, of whom there may be many, and all.
   */
  public static void checkSupported(RatchetTree before, List<ValidProposal> list)
      throws RuleViolation {
    RatchetTree staying = null;
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).custom() != null) {
        staying = staying == null ? staying(before, list) : staying;
        checkSupported(staying, list.get(i).proposal().proposalType(), i);
      }
    }
  }

  private static void checkSupported(RatchetTree staying, ProposalType type, int at)
      throws RuleViolation {
    if (staying.memberCount() == 0 || staying.features().support(type)) {
      return;
    }
    for (RatchetTree.Member member : staying.members()) {
      if (!member.leaf().leafNode().capabilities().proposals().contains(type)) {
        throw new RuleViolation(
            Rule.CUSTOM_PROPOSAL_SUPPORTED,
            ProposalLists.place(at).field("proposal_type").withLeaf(member.index().value()));
      }
    }
    throw new IllegalStateException("what all members support is less than what each supports");
  }

  private static RatchetTree staying(RatchetTree before, List<ValidProposal> list) {
    return before.remove(
        list.stream().map(ValidProposal::removes).filter(Objects::nonNull).toList());
  }
}
