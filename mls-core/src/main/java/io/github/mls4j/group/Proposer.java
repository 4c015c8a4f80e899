package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.validation.Occasion;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends proposals of this member (RFC 9420 §12.1). Each method checks the proposal as every
 * receiver will, keeps it for the next commit, and returns the MLSMessage to send to all members.
 */
public final class Proposer {

  private final Group group;
  private final GroupState state;
  private Bytes authenticatedData = Bytes.EMPTY;
  private @Nullable ProposalRef reference;

  Proposer(Group group, GroupState state) {
    this.group = group;
    this.state = state;
  }

  /** Sends these bytes along, in the open and authenticated. */
  public Proposer authenticatedData(Bytes data) {
    authenticatedData = data;
    return this;
  }

  /**
   * That a client is added (§12.1.1).
   *
   * @param keyPackage as it was published: an MLSMessage
   */
  public Bytes add(Bytes keyPackage) throws DecodeException, RuleViolation {
    return add(PublishedKeyPackage.read(keyPackage));
  }

  /** As {@link #add(Bytes)}, for a key package that is decoded already. */
  public Bytes add(KeyPackage keyPackage) throws RuleViolation {
    return send(new Proposal.Add(keyPackage), null);
  }

  /** That this member's own leaf gets a new key (§12.1.2). */
  public Bytes update() throws RuleViolation {
    synchronized (group) {
      return update(state.identity);
    }
  }

  /**
   * That this member's own leaf gets a new key, and goes over to another signature key, another
   * credential or both. The group takes the identity over when a commit that covers the proposal is
   * merged; if it is restored before that, it has to be told of it again: {@link
   * Group#addIdentity}.
   *
   * @throws IllegalArgumentException if it is for another cipher suite
   */
  public Bytes update(MlsIdentity next) throws RuleViolation {
    synchronized (group) {
      state.requireActive();
      state.requireSameSuite(next);
      EpochState current = state.current();
      KemKeyPair keys = current.epoch().suite().generateKemKeyPair(state.config.random());
      try {
        LeafNode leaf =
            OwnLeaf.sign(
                state.config,
                next,
                keys.publicKey().wire(),
                new LeafNodeSource.Update(),
                current.context().groupId(),
                current.ownLeaf());
        Bytes message = send(new Proposal.Update(leaf), keys.privateKey());
        state.successors.add(next);
        return message;
      } catch (RuleViolation | RuntimeException e) {
        keys.close();
        throw e;
      }
    }
  }

  /** That a member is removed (§12.1.3). */
  public Bytes remove(LeafIndex removed) throws RuleViolation {
    return send(new Proposal.Remove(removed), null);
  }

  /** That a key which all members hold is mixed in (§12.1.4). */
  public Bytes externalPsk(Bytes pskId) throws RuleViolation {
    return send(Proposals.externalPsk(state, pskId), null);
  }

  /** That the secret of an epoch of this group is mixed in (§8.6). */
  public Bytes resumptionPsk(long epoch) throws RuleViolation {
    return send(Proposals.resumptionPsk(state, epoch), null);
  }

  /** That the secret of an epoch of another group is mixed in, in which all members were (§8.6). */
  public Bytes resumptionPsk(Bytes groupId, long epoch) throws RuleViolation {
    return send(Proposals.resumptionPsk(state, groupId, epoch), null);
  }

  /** That another group takes this one's place (§12.1.5). */
  public Bytes reInit(
      Bytes groupId, ProtocolVersion version, CipherSuiteId suite, List<Extension> extensions)
      throws RuleViolation {
    return send(new Proposal.ReInit(groupId, version, suite, extensions), null);
  }

  /**
   * That one extension of the group context is set, and all others are kept (§12.1.7).
   *
   * @throws IllegalArgumentException if it is malformed, or not registered for the group context
   */
  public Bytes setExtension(Extension extension) throws RuleViolation {
    return send(edits().set(extension));
  }

  /** That one extension is taken out of the group context, if it is there; all others are kept. */
  public Bytes dropExtension(ExtensionType type) throws RuleViolation {
    return send(edits().drop(type));
  }

  /** That all members have to support this from then on (§11.1); all other extensions are kept. */
  public Bytes requireCapabilities(RequiredCapabilities required) throws RuleViolation {
    return send(edits().require(required));
  }

  /** That these may send proposals from outside (§12.1.8.1); all other extensions are kept. */
  public Bytes externalSenders(List<ExternalSender> senders) throws RuleViolation {
    return send(edits().externalSenders(senders));
  }

  private ExtensionEdits edits() {
    return new ExtensionEdits(state.config.registrations());
  }

  private Bytes send(ExtensionEdits edits) throws RuleViolation {
    synchronized (group) {
      return send(edits.applyTo(state.current().context().extensions()), null);
    }
  }

  /**
   * That these take the place of all extensions of the group context (§12.1.7): what is not among
   * them goes.
   */
  public Bytes groupContextExtensions(List<Extension> extensions) throws RuleViolation {
    return send(new Proposal.GroupContextExtensions(extensions), null);
  }

  /**
   * Something that only the application knows the meaning of (§13.2).
   *
   * @param body of the proposal, as its registration reads it
   * @throws IllegalArgumentException if the type is not registered, or the body is malformed
   * @throws IllegalStateException if it takes its sender out of the group, and has been sent in
   *     this epoch already
   */
  public Bytes custom(ProposalType type, Bytes body) throws RuleViolation {
    return send(Proposals.custom(state.config.registrations(), type, body), null);
  }

  /**
   * What commits call the proposal that this has sent last (§5.2): its message does not tell where
   * it is encrypted.
   *
   * @throws IllegalStateException if it has sent none
   */
  public ProposalRef reference() {
    synchronized (group) {
      if (reference == null) {
        throw new IllegalStateException("nothing has been proposed");
      }
      return reference;
    }
  }

  private WireFormat format(Outbox outbox, Proposal proposal) {
    CustomProposalType custom = state.config.registrations().proposal(proposal.proposalType());
    return custom != null && custom.alwaysPublic()
        ? WireFormat.MLS_PUBLIC_MESSAGE
        : outbox.handshakeFormat();
  }

  /** Nobody leaves twice. */
  private void requireFirst(ValidProposal valid) {
    if (valid.custom() != null
        && valid.removes() != null
        && state.proposals.entries().values().stream()
            .map(ProposalCache.Entry::proposal)
            .anyMatch(p -> p.custom() != null && valid.removes().equals(p.removes()))) {
      throw new IllegalStateException("sent in this epoch already");
    }
  }

  /** Sends any proposal that is valid by itself. */
  Bytes send(Proposal proposal, @Nullable KemPrivateKey ownKey) throws RuleViolation {
    synchronized (group) {
      state.requireActive();
      EpochState current = state.current();
      CipherSuite suite = current.epoch().suite();
      Outbox outbox = new Outbox(state);
      WireFormat format = format(outbox, proposal);
      ValidProposal valid =
          Proposals.validator(state)
              .validateSent(
                  proposal,
                  new Sender.Member(current.ownLeaf()),
                  format,
                  Occasion.SENDING,
                  Place.of("proposal"));
      requireFirst(valid);
      AuthenticatedContent content =
          outbox.sign(format, authenticatedData, new Content.OfProposal(proposal));
      Bytes message = outbox.protect(content);
      ProposalRef sent = suite.proposalRef(content);
      state.proposals.put(sent, valid, ownKey);
      reference = sent;
      state.expire();
      state.store(List.of(message));
      return message;
    }
  }
}
