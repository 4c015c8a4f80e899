package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.validation.Occasion;
import io.github.mls4j.validation.ProposalLists;
import io.github.mls4j.validation.ProposalValidator;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.Sender;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a commit of this member does (RFC 9420 §12.4.1). With nothing asked for, it covers
 * all pending proposals and renews this member's keys.
 */
public final class CommitBuilder {

  private final Group group;
  private final GroupState state;
  private final List<Proposal> byValue = new ArrayList<>();
  private final ExtensionEdits edits;
  private Psks psks;
  private @Nullable MlsIdentity next;
  private boolean startsFromAnother;
  private Predicate<ProposalRef> pending = reference -> true;
  private boolean withPath = true;
  private boolean treeInWelcome;
  private Bytes authenticatedData = Bytes.EMPTY;

  CommitBuilder(Group group, GroupState state) {
    this.group = group;
    this.state = state;
    this.psks = Psks.of(state);
    this.edits = new ExtensionEdits(state.config.registrations());
    this.treeInWelcome = state.config.treeInWelcome();
  }

  /**
   * Adds a client (§12.1.1); it gets the Welcome. Many clients are best added by one commit: each
   * commit with a path encrypts to all members below nodes that nobody has set yet, so that adding
   * one after the other costs the square of their number.
   *
   * @param keyPackage as it was published: an MLSMessage
   */
  public CommitBuilder add(Bytes keyPackage) throws DecodeException, RuleViolation {
    return add(PublishedKeyPackage.read(keyPackage));
  }

  /** As {@link #add(Bytes)}, for a key package that is decoded already. */
  public CommitBuilder add(KeyPackage keyPackage) {
    return propose(new Proposal.Add(keyPackage));
  }

  /** Removes a member (§12.1.3). */
  public CommitBuilder remove(LeafIndex removed) {
    return propose(new Proposal.Remove(removed));
  }

  /** Mixes in a key that all members hold, new ones included (§12.1.4). */
  public CommitBuilder externalPsk(Bytes pskId) {
    return propose(Proposals.externalPsk(state, pskId));
  }

  /** Mixes in the secret of an epoch of this group (§8.6). */
  public CommitBuilder resumptionPsk(long epoch) {
    return propose(Proposals.resumptionPsk(state, epoch));
  }

  /**
   * Mixes in the secret of an epoch of another group that all members, new ones included, are or
   * were in (§8.6).
   */
  public CommitBuilder resumptionPsk(Bytes groupId, long epoch) {
    return propose(Proposals.resumptionPsk(state, groupId, epoch));
  }

  /** Ends the group, for another to take its place (§12.1.5). */
  public CommitBuilder reInit(
      Bytes groupId, ProtocolVersion version, CipherSuiteId suite, List<Extension> extensions) {
    return propose(new Proposal.ReInit(groupId, version, suite, extensions));
  }

  /**
   * Replaces all extensions of the group context (§12.1.7): what is not among them is gone. To
   * change one of them, use {@link #setExtension}.
   */
  public CommitBuilder groupContextExtensions(List<Extension> extensions) {
    return propose(new Proposal.GroupContextExtensions(extensions));
  }

  /**
   * Sets one extension of the group context and keeps all others (§12.1.7).
   *
   * @throws IllegalArgumentException if it is malformed, or not registered for the group context
   */
  public CommitBuilder setExtension(Extension extension) {
    edits.set(extension);
    return this;
  }

  /** Takes one extension out of the group context, if it is there, and keeps all others. */
  public CommitBuilder dropExtension(ExtensionType type) {
    edits.drop(type);
    return this;
  }

  /** Sets what all members have to support from now on (§11.1), and keeps all other extensions. */
  public CommitBuilder requireCapabilities(RequiredCapabilities required) {
    edits.require(required);
    return this;
  }

  /** Sets who may send proposals from outside (§12.1.8.1), and keeps all other extensions. */
  public CommitBuilder externalSenders(List<ExternalSender> senders) {
    edits.externalSenders(senders);
    return this;
  }

  /**
   * Does something that only the application knows the meaning of (§13.2).
   *
   * @param body of the proposal, as its registration reads it
   * @throws IllegalArgumentException if the type is not registered, or the body is malformed
   */
  public CommitBuilder custom(ProposalType type, Bytes body) {
    return propose(Proposals.custom(state.config.registrations(), type, body));
  }

  /** Ties the first commit of a new group to the one that it starts from (§11.2, §11.3). */
  CommitBuilder startingFrom(GroupState origin, PreSharedKeyID.Resumption psk) {
    startsFromAnother = true;
    psks = new Psks(state.identity.suite(), state.config.psks(), Psks.resumptions(origin));
    return propose(new Proposal.PreSharedKey(psk));
  }

  /** Any proposal at all: whether it may be sent is judged when the commit is made. */
  CommitBuilder propose(Proposal proposal) {
    byValue.add(proposal);
    return this;
  }

  /** Leaves all pending proposals out. */
  public CommitBuilder withoutPending() {
    pending = reference -> false;
    return this;
  }

  /**
   * Covers these of the pending proposals, as far as they go together, and leaves all others out.
   *
   * @throws IllegalArgumentException if one of them is not pending
   */
  public CommitBuilder withPending(Collection<ProposalRef> references) {
    synchronized (group) {
      for (ProposalRef reference : references) {
        if (state.proposals.find(reference) == null) {
          throw new IllegalArgumentException("no pending proposal " + reference);
        }
      }
    }
    pending = Set.copyOf(references)::contains;
    return this;
  }

  /**
   * Whether the Welcome carries the ratchet tree (§12.4.3.3); as {@link
   * GroupConfig#treeInWelcome()} says, unless set. Where it does not, joiners get {@link
   * PendingCommit#ratchetTree()} in another way.
   */
  public CommitBuilder treeInWelcome(boolean value) {
    treeInWelcome = value;
    return this;
  }

  /**
   * Goes over to another signature key, another credential or both (§7.5). The commit itself still
   * is signed with the old key; all from the next epoch on, a Welcome's GroupInfo included, with
   * the new one. From then on the group is restored with this identity.
   *
   * @throws IllegalArgumentException if it is for another cipher suite
   */
  public CommitBuilder withIdentity(MlsIdentity next) {
    this.next = state.requireSameSuite(next);
    withPath = true;
    return this;
  }

  /**
   * Does without new keys for this member where the proposals allow it (§12.4) and it does not
   * change its identity: a smaller commit that heals nothing.
   */
  public CommitBuilder withoutPath() {
    withPath = next != null && !next.equals(state.identity);
    return this;
  }

  /** Sends these bytes along, in the open and authenticated. */
  public CommitBuilder authenticatedData(Bytes data) {
    authenticatedData = data;
    return this;
  }

  /**
   * What the commit would do, without making any keys: nothing is used up, and it can be built
   * afterwards.
   *
   * @throws RuleViolation if receivers would refuse what was asked for
   * @throws MissingInput if a pre-shared key in it is not here
   */
  public CommitPreview preview() throws RuleViolation, MissingInput {
    synchronized (group) {
      state.requireActive();
      EpochState current = state.current();
      ProposalSelection selected = select(current);
      CommitChanges changes =
          CommitChanges.of(
              current.epoch(),
              selected.proposals(),
              selected.applied(),
              selected.applied().tree(),
              current.ownLeaf(),
              false,
              current.ownLeaf());
      return new CommitPreview(changes, selected.leftOut(), hasPath(selected));
    }
  }

  /**
   * Makes the commit. The group stays in its epoch until the commit is merged.
   *
   * @throws RuleViolation if receivers would refuse it
   * @throws MissingInput if a pre-shared key is not here
   */
  public PendingCommit build() throws RuleViolation, MissingInput {
    synchronized (group) {
      state.requireActive();
      EpochState current = state.current();
      MlsIdentity identity = next == null ? state.identity : next;
      ProposalSelection selected = select(current);
      AppliedProposals applied = selected.applied();
      Outbox outbox = new Outbox(state);
      CommitMaker maker =
          new CommitMaker(
              state.config,
              state.identity,
              identity,
              current.epoch(),
              new Sender.Member(current.ownLeaf()),
              current.ownLeaf());
      CommitMaker.Made made;
      try (PskSecret pskSecret = psks.secret(applied.psks())) {
        CommitMaker.Inputs inputs =
            new CommitMaker.Inputs(
                selected.refs(),
                applied,
                current.secrets().initSecret(),
                pskSecret,
                authenticatedData,
                outbox.handshakeFormat(),
                treeInWelcome);
        made =
            hasPath(selected) ? maker.withPath(inputs) : maker.withoutPath(inputs, current.keys());
      }
      CommitChanges changes =
          CommitChanges.of(
              current.epoch(),
              selected.proposals(),
              applied,
              made.state().tree(),
              current.ownLeaf(),
              false,
              current.ownLeaf());
      Bytes message;
      try {
        message = outbox.protect(made.content());
      } catch (RuntimeException e) {
        made.state().close();
        throw e;
      }
      PendingCommit commit =
          new PendingCommit(
              state,
              state.pendingCommits.nextSequence(),
              new NextEpoch(current, changes, identity, made.state()),
              selected.proposals(),
              message,
              made.welcome().map(Outbox::message),
              selected.leftOut());
      state.ownCommits.add(commit.id(), current.context().epoch());
      state.pendingCommits.add(commit);
      state.expire();
      state.store(List.of(message));
      return commit;
    }
  }

  private ProposalSelection select(EpochState current) throws RuleViolation, MissingInput {
    ProposalSelection selected = new ProposalSelection(state, psks, validated(current), pending);
    checkSuite(current, selected.applied());
    return selected;
  }

  private boolean hasPath(ProposalSelection selected) {
    return withPath || ProposalLists.requirePath(selected.proposals());
  }

  /** §11: by the first commit of a group; one that starts from another has no choice. */
  private void checkSuite(EpochState current, AppliedProposals applied) throws RuleViolation {
    if (current.context().epoch() != 0 || startsFromAnother || applied.added().isEmpty()) {
      return;
    }
    Optional<CipherSuiteId> best = CommonSuite.best(state.config, applied.tree());
    if (best.isPresent() && !best.get().equals(current.context().cipherSuite())) {
      throw new RuleViolation(Rule.GROUP_SUITE_IS_BEST, Place.of("group_context.cipher_suite"));
    }
  }

  private List<ValidProposal> validated(EpochState current) throws RuleViolation {
    ProposalValidator validator = Proposals.validator(state);
    List<ValidProposal> valid = new ArrayList<>();
    List<Proposal> all = new ArrayList<>(byValue);
    if (!edits.isEmpty()) {
      all.add(edits.applyTo(current.context().extensions()));
    }
    validator.verifyAhead(all, state.config.workers());
    for (Proposal proposal : all) {
      valid.add(
          validator.validate(
              proposal,
              new Sender.Member(current.ownLeaf()),
              Occasion.SENDING,
              ProposalLists.place(valid.size())));
    }
    return valid;
  }
}
