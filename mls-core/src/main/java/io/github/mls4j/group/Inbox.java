package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.framing.MessageProtection;
import io.github.mls4j.framing.OpenedMessage;
import io.github.mls4j.framing.UnverifiedContent;
import io.github.mls4j.framing.VerifiedContent;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.validation.Occasion;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a message that a member receives: decoded, sent to its epoch, opened, verified,
 * validated. The group changes in the last step only, and then only its message ratchet or its list
 * of pending proposals.
 */
final class Inbox {

  private final GroupState state;

  Inbox(GroupState state) {
    this.state = state;
  }

  Received receive(Bytes encoded) throws DecodeException, RuleViolation, MissingInput {
    MLSMessage message =
        TlsReader.decode(encoded, MLSMessage::readFrom, state.config.registrations());
    OwnMessage own = ownCommit(encoded);
    if (own != null) {
      return own;
    }
    if (message.body() instanceof PublicMessage publicMessage) {
      FramedContent content = publicMessage.content();
      return verify(
          route(content.groupId(), content.epoch(), content.contentType()), publicMessage);
    }
    if (message.body() instanceof PrivateMessage privateMessage) {
      return open(
          route(privateMessage.groupId(), privateMessage.epoch(), privateMessage.contentType()),
          privateMessage);
    }
    throw new RuleViolation(Rule.MESSAGE_KIND_FITS, "wire_format");
  }

  /** What this client has sent itself is known by its bytes, also once its epoch has passed. */
  private @Nullable OwnMessage ownCommit(Bytes message) {
    if (state.ownCommits.isEmpty()) {
      return null;
    }
    OwnCommits.Entry own = state.ownCommits.find(PendingCommit.id(state.identity.suite(), message));
    return own == null
        ? null
        : new OwnMessage(ContentType.COMMIT, own.epoch(), Optional.of(own.id()));
  }

  /** Which epoch's keys and roster a message needs. */
  private Epoch route(Bytes groupId, long epoch, ContentType type)
      throws RuleViolation, MissingInput {
    EpochState current = state.current();
    if (!groupId.equals(current.context().groupId())) {
      throw new RuleViolation(Rule.MESSAGE_GROUP_MATCHES, "group_id");
    }
    int age = Long.compareUnsigned(epoch, current.context().epoch());
    if (age > 0) {
      throw MissingInput.futureEpoch(epoch);
    }
    if (age < 0) {
      if (type != ContentType.APPLICATION) {
        throw new RuleViolation(
            type == ContentType.COMMIT ? Rule.COMMIT_EPOCH_CURRENT : Rule.PROPOSAL_EPOCH_CURRENT,
            "epoch");
      }
      PastEpoch past = state.past(epoch);
      return new Epoch(past.tree(), past.messages());
    }
    if (state.status() == GroupStatus.REINITIALIZED) {
      throw new RuleViolation(Rule.NOTHING_SENT_AFTER_REINIT, "epoch");
    }
    return new Epoch(current.tree(), current.messages());
  }

  private record Epoch(RatchetTree tree, MessageProtection messages) {}

  private Received verify(Epoch epoch, PublicMessage message)
      throws DecodeException, RuleViolation, MissingInput {
    return take(epoch, epoch.messages().open(message).verify());
  }

  private Received open(Epoch epoch, PrivateMessage message)
      throws DecodeException, RuleViolation, MissingInput {
    OpenedMessage opened = epoch.messages().open(message, state.config.registrations());
    if (opened instanceof UnverifiedContent unverified) {
      return take(epoch, unverified.verify());
    }
    return new OwnMessage(message.contentType(), message.epoch(), Optional.empty());
  }

  private Received take(Epoch epoch, VerifiedContent content)
      throws DecodeException, RuleViolation, MissingInput {
    boolean kept = false;
    try {
      FramedContent framed = content.framedContent();
      if (framed.sender().equals(new Sender.Member(state.current().ownLeaf()))) {
        return new OwnMessage(framed.contentType(), framed.epoch(), Optional.empty());
      }
      if (content.content() instanceof Content.OfCommit) {
        StagedCommit staged =
            new StagedCommit(state, content, new CommitProcessor(state).process(content));
        kept = true;
        content.park();
        return staged;
      }
      Received received =
          content.content() instanceof Content.OfProposal proposal
              ? keep(content, proposal)
              : applicationMessage(epoch, framed);
      content.accept();
      return received;
    } finally {
      if (!kept) {
        content.close();
      }
    }
  }

  /** What is kept is a copy: not of padding and authenticated data, of which there may be much. */
  private PendingProposal keep(VerifiedContent content, Content.OfProposal sent)
      throws DecodeException, RuleViolation {
    Proposal proposal =
        TlsReader.decode(
            sent.proposal().encode(), Proposal::readFrom, state.config.registrations());
    EpochState current = state.current();
    ValidProposal valid =
        Proposals.validator(state)
            .validateSent(
                proposal,
                content.sender(),
                content.authenticatedContent().wireFormat(),
                Occasion.PROPOSAL,
                Place.of("proposal"));
    ProposalRef reference = current.epoch().suite().proposalRef(content.authenticatedContent());
    state.proposals.put(reference, valid, null);
    return new PendingProposal(reference, valid.sender(), valid.proposal());
  }

  private static ApplicationMessage applicationMessage(Epoch epoch, FramedContent framed) {
    Sender.Member sender = (Sender.Member) framed.sender();
    return new ApplicationMessage(
        Member.of(epoch.tree(), sender.leafIndex()),
        framed.epoch(),
        ((Content.Application) framed.content()).applicationData(),
        framed.authenticatedData());
  }
}
