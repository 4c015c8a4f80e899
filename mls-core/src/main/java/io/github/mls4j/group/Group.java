package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.validation.GroupInfoValidator;
import io.github.mls4j.validation.RegisteredExtensions;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's view of one MLS group (RFC 9420): the entry to everything that a member does.
 *
 * <p>Messages go in and out as encoded MLSMessages. A commit, own or received, is an object that
 * owns the complete next epoch; the group enters it when the application merges it. Whatever fails,
 * the group is exactly as it was before.
 *
 * <p>Calls of several threads are serialised.
 */
public final class Group extends GroupFacts implements AutoCloseable {

  Group(GroupState state) {
    super(state);
    state.belongsTo(this);
  }

  // Getting in

  /**
   * Creates a group with one member (§11).
   *
   * @param groupId unique; {@link #randomId} makes one
   * @param extensions of the group context
   * @throws IllegalArgumentException if the creator itself does not support the extensions, or the
   *     store has a group of that name
   */
  public static Group create(
      GroupConfig config, MlsIdentity identity, Bytes groupId, List<Extension> extensions) {
    try {
      long held = StoredGroups.requireFree(config, groupId);
      GroupState state = GroupCreation.create(config, identity, groupId, extensions);
      state.store(held, List.of(), null);
      return new Group(state);
    } catch (RuleViolation e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** As {@link #create(GroupConfig, MlsIdentity, Bytes, List)} without extensions. */
  public static Group create(GroupConfig config, MlsIdentity identity, Bytes groupId) {
    return create(config, identity, groupId, List.of());
  }

  /** As {@link #create(GroupConfig, MlsIdentity, Bytes)} with a {@link #randomId}. */
  public static Group create(GroupConfig config, MlsIdentity identity) {
    return create(config, identity, randomId(config, identity.suite()));
  }

  /** A name for a group that nobody else will give to another one (§11): as long as a hash. */
  public static Bytes randomId(GroupConfig config, CipherSuite suite) {
    return Proposals.nonce(config.random(), suite.hashLength());
  }

  /**
   * Joins by a Welcome that carries the ratchet tree (§12.4.3.1), with the key package that it is
   * for, which is found in {@link GroupConfig#keyPackages} and used up: {@link WelcomeJoin#join}.
   *
   * @throws MissingInput if there is no such key package, or a PSK or the tree is not here
   */
  public static Group join(GroupConfig config, MlsIdentity identity, Bytes welcome)
      throws DecodeException, RuleViolation, MissingInput {
    return joinByWelcome(config, identity, welcome).join();
  }

  /**
   * As {@link #join(GroupConfig, MlsIdentity, Bytes)}, with a key package that the application
   * keeps: {@link WelcomeJoin#keyPackage}.
   *
   * @throws MissingInput if the Welcome is for another key package, or a PSK or the tree is not
   *     here
   */
  public static Group join(
      GroupConfig config, MlsIdentity identity, KeyPackageBundle keyPackage, Bytes welcome)
      throws DecodeException, RuleViolation, MissingInput {
    return joinByWelcome(config, identity, welcome).keyPackage(keyPackage).join();
  }

  /**
   * Starts to join by a Welcome that does not bring all that is needed, or into a group that starts
   * from another (§12.4.3.1).
   */
  public static WelcomeJoin joinByWelcome(GroupConfig config, MlsIdentity identity, Bytes welcome)
      throws DecodeException, RuleViolation {
    return new WelcomeJoin(config, identity, welcome);
  }

  /** Starts to join by a commit of one's own (§12.4.3.2), from a member's {@link #groupInfo}. */
  public static ExternalJoin joinExternally(
      GroupConfig config, MlsIdentity identity, Bytes groupInfo)
      throws DecodeException, RuleViolation, MissingInput {
    return joinExternally(config, identity, groupInfo, Optional.empty());
  }

  /**
   * As {@link #joinExternally(GroupConfig, MlsIdentity, Bytes)}, with the ratchet tree beside it.
   */
  public static ExternalJoin joinExternally(
      GroupConfig config, MlsIdentity identity, Bytes groupInfo, Bytes ratchetTree)
      throws DecodeException, RuleViolation, MissingInput {
    return joinExternally(
        config,
        identity,
        groupInfo,
        Optional.of(TlsReader.decode(ratchetTree, RatchetTreeExtension::readFrom)));
  }

  private static ExternalJoin joinExternally(
      GroupConfig config, MlsIdentity identity, Bytes message, Optional<RatchetTreeExtension> nodes)
      throws DecodeException, RuleViolation, MissingInput {
    MLSMessage decoded = TlsReader.decode(message, MLSMessage::readFrom);
    if (!(decoded.body() instanceof GroupInfo groupInfo)) {
      throw new RuleViolation(Rule.MESSAGE_KIND_FITS, "wire_format");
    }
    RatchetTree tree =
        new GroupInfoValidator(identity.suite(), config.validation(), config.workers())
            .validate(groupInfo, nodes);
    new RegisteredExtensions(config.registrations()).check(groupInfo, tree);
    return new ExternalJoin(config, identity, groupInfo, tree);
  }

  // Groups that start from this one

  /**
   * Creates the group that takes this one's place after a ReInit (§11.2), for all its members. Any
   * of them may do it.
   *
   * @param identity of this client, in the suite that the ReInit asks for
   * @param keyPackages of all other members in that suite, each in an MLSMessage
   * @throws IllegalStateException if no ReInit was committed
   */
  public FoundedGroup reInitialize(MlsIdentity identity, List<Bytes> keyPackages)
      throws DecodeException, RuleViolation, MissingInput {
    return reInitialize(identity, keyPackages, commit -> {});
  }

  /**
   * As {@link #reInitialize(MlsIdentity, List)}.
   *
   * @param firstCommit sets how the commit is made that adds the other members: with a path or
   *     without, with the ratchet tree in its Welcome or not
   */
  public synchronized FoundedGroup reInitialize(
      MlsIdentity identity, List<Bytes> keyPackages, Consumer<CommitBuilder> firstCommit)
      throws DecodeException, RuleViolation, MissingInput {
    return new Succession(state).reInitialize(identity, keyPackages, firstCommit);
  }

  /**
   * Creates a subgroup (§11.3).
   *
   * @param groupId of the new group
   * @param extensions of its group context
   * @param keyPackages of the other members that are to be in it, each in an MLSMessage
   */
  public FoundedGroup branch(Bytes groupId, List<Extension> extensions, List<Bytes> keyPackages)
      throws DecodeException, RuleViolation, MissingInput {
    return branch(groupId, extensions, keyPackages, commit -> {});
  }

  /**
   * As {@link #branch(Bytes, List, List)}.
   *
   * @param firstCommit as in {@link #reInitialize(MlsIdentity, List, Consumer)}
   */
  public synchronized FoundedGroup branch(
      Bytes groupId,
      List<Extension> extensions,
      List<Bytes> keyPackages,
      Consumer<CommitBuilder> firstCommit)
      throws DecodeException, RuleViolation, MissingInput {
    return new Succession(state).branch(groupId, extensions, keyPackages, firstCommit);
  }

  // Secrets of the epoch

  /** Equal for all members in the same epoch, and made to be compared by them (§8.7). */
  public synchronized Bytes epochAuthenticator() {
    return state.current().secrets().epochAuthenticator();
  }

  /**
   * A secret that all members of this epoch can derive (§8.5); the caller closes it.
   *
   * @param length in bytes
   */
  public synchronized Secret export(String label, Bytes context, int length) {
    return state.current().secrets().export(label, context, length);
  }

  /**
   * The resumption secret of an epoch of this group (§8.6), as a copy that the caller closes; null
   * if it is not kept. For the application's {@code PskStore}, when this client joins another group
   * that uses it; no other call of this group is waited for.
   */
  public @Nullable Secret resumptionPsk(long epoch) {
    return state.resumptionPsks.find(epoch);
  }

  @Nullable Secret resumptionPsk(Bytes ofGroup, long epoch) {
    return Psks.resumptions(state).find(ofGroup, epoch);
  }

  // Sending

  /**
   * Encrypts application data for all members of this epoch (§15): an MLSMessage.
   *
   * @throws EpochExhaustedException if enough has been sent in this epoch
   * @throws IllegalStateException if proposals wait for a commit, unless the configuration allows
   *     it
   */
  public Bytes protect(Bytes data) {
    return protect(data, Bytes.EMPTY);
  }

  /**
   * As {@link #protect(Bytes)}.
   *
   * @param authenticatedData goes along in the open, and is authenticated like the data
   */
  public synchronized Bytes protect(Bytes data, Bytes authenticatedData) {
    state.requireActive();
    if (state.config.commitBeforeSending() && !state.proposals.isEmpty()) {
      throw new IllegalStateException("pending proposals have to be committed first (§12.4)");
    }
    Outbox outbox = new Outbox(state);
    AuthenticatedContent content =
        outbox.sign(
            WireFormat.MLS_PRIVATE_MESSAGE, authenticatedData, new Content.Application(data));
    Bytes message = outbox.protect(content);
    state.expire();
    state.store(List.of(message));
    return message;
  }

  /** Starts a proposal. */
  public synchronized Proposer propose() {
    return new Proposer(this, state);
  }

  /** Starts a commit. */
  public synchronized CommitBuilder commit() {
    return new CommitBuilder(this, state);
  }

  /**
   * Signs what a client has to know to join from outside, as an MLSMessage (§12.4.3). It is good
   * for one external join, and no secret.
   *
   * @param withTree whether the ratchet tree is in it
   */
  public synchronized Bytes groupInfo(boolean withTree) {
    state.requireActive();
    return Outbox.message(
        GroupInfos.sign(state.current(), state.config, state.identity, withTree, true));
  }

  /**
   * Tells a restored group of an identity that an Update of this client, sent before, goes over to
   * ({@link Proposer#update(MlsIdentity)}): signature keys are not in the written state.
   *
   * @throws IllegalArgumentException if it is for another cipher suite
   */
  public synchronized void addIdentity(MlsIdentity identity) {
    state.successors.add(state.requireSameSuite(identity));
  }

  // Receiving

  /**
   * Takes any message of the group: application data comes back opened, a proposal is kept for a
   * commit, a commit comes back staged.
   *
   * @throws DecodeException if it is not well-formed
   * @throws RuleViolation if it breaks a rule
   * @throws MissingInput if it needs something that is not here, such as an epoch to come
   * @throws InactiveGroupException if this client has been removed
   */
  public synchronized Received receive(Bytes message)
      throws DecodeException, RuleViolation, MissingInput {
    if (state.status() == GroupStatus.REMOVED) {
      throw new InactiveGroupException(state.status());
    }
    state.journal.requireOpen();
    Received received = new Inbox(state).receive(message);
    state.expire();
    state.store();
    return received;
  }

  /** The proposals that wait for a commit, oldest first. */
  public synchronized List<PendingProposal> pendingProposals() {
    return state.proposals.entries().entrySet().stream()
        .map(
            entry ->
                new PendingProposal(
                    entry.getKey(),
                    entry.getValue().proposal().sender(),
                    entry.getValue().proposal().proposal()))
        .toList();
  }

  /** Forgets a proposal; whether there was one. A commit of others may still refer to it. */
  public synchronized boolean drop(ProposalRef proposal) {
    boolean dropped = state.proposals.drop(proposal);
    state.store();
    return dropped;
  }

  /**
   * Wipes the past epochs that the configuration does not want kept any longer (§14). Every step
   * that succeeds does this too; this is for groups in which nothing happens.
   *
   * @return how many that were
   */
  public synchronized int expirePastEpochs() {
    int expired = state.expire();
    state.store();
    return expired;
  }

  // Going on to the next epoch

  /** The own commits of this epoch that are neither merged nor discarded, oldest first. */
  public synchronized List<PendingCommit> pendingCommits() {
    return state.pendingCommits.all();
  }

  /** The own commit that {@link OwnMessage#commit} names; empty if it is not pending any more. */
  public synchronized Optional<PendingCommit> pendingCommit(Bytes id) {
    return Optional.ofNullable(state.pendingCommits.find(id));
  }

  /**
   * Enters the epoch of an own commit that the delivery service has taken. All other own commits of
   * the old epoch are discarded.
   *
   * @throws IllegalArgumentException if it is of another group or epoch
   * @throws IllegalStateException if it has been closed, or goes over to an identity that a
   *     restarted group has not been told of ({@link #addIdentity})
   */
  public synchronized void merge(PendingCommit commit) {
    requireOwn(commit.state());
    state.enter(commit.next());
    state.store(commit.welcome().stream().toList());
  }

  @SuppressWarnings("ReferenceEquality")
  private void requireOwn(GroupState owner) {
    if (owner != state) {
      throw new IllegalArgumentException("the commit is not for this group");
    }
  }

  /**
   * Enters the epoch of a received commit. All own commits of the old epoch are discarded.
   *
   * @throws IllegalArgumentException if it is of another group or epoch
   * @throws IllegalStateException if it has been closed
   */
  public synchronized void merge(StagedCommit commit) {
    requireOwn(commit.state());
    state.requireNext(commit.next());
    commit.content().acceptLate();
    state.enter(commit.next());
    state.store();
  }

  // Keeping

  /**
   * The group of that name in the configuration's store, as its last step left it; empty if there
   * is none.
   *
   * @throws DecodeException if what the store has is damaged, or a group of another identity
   * @throws IllegalStateException if the configuration has no store
   */
  public static Optional<Group> load(GroupConfig config, MlsIdentity identity, Bytes groupId)
      throws DecodeException {
    return new StoredGroups(config, identity).load(groupId);
  }

  /**
   * The external commits to a group in the configuration's store that are neither merged nor
   * discarded.
   *
   * @throws DecodeException if what the store has is damaged, or of another identity
   * @throws IllegalStateException if the configuration has no store
   */
  public static List<PendingJoin> pendingJoins(
      GroupConfig config, MlsIdentity identity, Bytes groupId) throws DecodeException {
    return new StoredGroups(config, identity).pendingJoins(groupId);
  }

  /**
   * The whole state, to be stored as the secret that it is, by an application that has no {@link
   * GroupConfig#store}.
   *
   * @throws IllegalStateException if the group is over for this client: nothing is left to keep
   */
  public synchronized Secret save() {
    if (state.status() == GroupStatus.REMOVED) {
      throw new InactiveGroupException(state.status());
    }
    return GroupStateCodec.write(state);
  }

  /**
   * The group that {@link #save()} wrote, which goes on as if nothing had happened. A store that
   * the configuration has takes it in.
   *
   * @throws DecodeException if it is something else, or a group of another identity
   * @throws IllegalArgumentException if the store has a group of that name, which may be newer
   */
  public static Group restore(GroupConfig config, MlsIdentity identity, Secret saved)
      throws DecodeException {
    GroupState state = GroupStateCodec.read(config, identity, saved);
    try {
      state.store(StoredGroups.requireFree(config, state.groupId), List.of(), null);
    } catch (RuleViolation e) {
      state.close();
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return new Group(state);
  }

  /**
   * Gives the group up: all secrets are wiped, and a store forgets it, with all commits that are
   * pending. Whoever leaves a group is removed from it first; this is for what is left then, such
   * as a group that another one has taken the place of.
   */
  public synchronized void delete() {
    state.journal.delete(state);
    state.close();
  }

  /** Wipes all secrets; the group cannot be used any more, but loaded again from a store. */
  @Override
  public synchronized void close() {
    state.close();
  }
}
