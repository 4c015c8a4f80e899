package io.github.mls4j.framing;

import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.WireFormat;

/** RFC 9420 §6, §6.1: what a sender of each type may send, and in which wire format. */
final class SenderRules {

  private static final String CONTENT_TYPE = "content.content_type";
  private static final String PROPOSAL_TYPE = "content.proposal.proposal_type";

  private SenderRules() {}

  static void check(WireFormat wireFormat, FramedContent content) throws RuleViolation {
    switch (content.sender().senderType()) {
      case MEMBER -> {}
      case EXTERNAL -> {
        require(isA(content, ContentType.PROPOSAL), Rule.EXTERNAL_SENDER_PROPOSES, CONTENT_TYPE);
        require(
            isOpenToOutsiders(content.content()),
            Rule.EXTERNAL_SENDER_PROPOSAL_TYPE,
            PROPOSAL_TYPE);
      }
      case NEW_MEMBER_PROPOSAL -> {
        require(
            isA(content, ContentType.PROPOSAL), Rule.NEW_MEMBER_PROPOSAL_IS_PROPOSAL, CONTENT_TYPE);
        require(
            proposal(content.content()) instanceof Proposal.Add,
            Rule.NEW_MEMBER_PROPOSES_ADD,
            PROPOSAL_TYPE);
      }
      case NEW_MEMBER_COMMIT -> {
        require(isA(content, ContentType.COMMIT), Rule.NEW_MEMBER_COMMIT_IS_COMMIT, CONTENT_TYPE);
        require(
            ((Content.OfCommit) content.content()).commit().path().isPresent(),
            Rule.EXTERNAL_COMMIT_HAS_PATH,
            "content.commit.path");
      }
    }
    require(
        !isA(content, ContentType.APPLICATION) || wireFormat.equals(WireFormat.MLS_PRIVATE_MESSAGE),
        Rule.APPLICATION_DATA_IS_ENCRYPTED,
        CONTENT_TYPE);
  }

  /**
   * The column "External" of the registry of proposal types (§17.4). What the application says of
   * its own types is heard where they are validated.
   */
  private static boolean isOpenToOutsiders(Content content) {
    Proposal proposal = proposal(content);
    return proposal instanceof Proposal.Add
        || proposal instanceof Proposal.Remove
        || proposal instanceof Proposal.PreSharedKey
        || proposal instanceof Proposal.ReInit
        || proposal instanceof Proposal.GroupContextExtensions
        || proposal instanceof Proposal.Custom;
  }

  private static Proposal proposal(Content content) {
    return ((Content.OfProposal) content).proposal();
  }

  private static boolean isA(FramedContent content, ContentType type) {
    return content.contentType() == type;
  }

  private static void require(boolean holds, Rule rule, String place) throws RuleViolation {
    if (!holds) {
      throw new RuleViolation(rule, place);
    }
  }
}
