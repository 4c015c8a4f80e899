package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.validation.AddedClients;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mutable state of one group: which epoch it is in, and what it keeps beside that. */
final class GroupState implements AutoCloseable {

  final GroupConfig config;

  /** Other identities of this client, which a pending Update may go over to. */
  final List<MlsIdentity> successors = new ArrayList<>();

  MlsIdentity identity;
  final ProposalCache proposals;
  final ResumptionPsks resumptionPsks;
  final Deque<PastEpoch> past = new ArrayDeque<>();
  final LeafUpdates leafUpdates;
  final OwnCommits ownCommits;
  final PendingCommits pendingCommits;
  final AddedClients addedClients;
  final Journal journal;
  final Bytes groupId;

  private Object monitor = this;
  private EpochState current;
  private GroupStatus status = GroupStatus.ACTIVE;
  private Optional<Proposal.ReInit> reInit = Optional.empty();

  /** A group in its first epoch, which it takes over. */
  GroupState(GroupConfig config, MlsIdentity identity, EpochState current) {
    this(config, identity, current, new Journal());
  }

  private GroupState(
      GroupConfig config, MlsIdentity identity, EpochState current, Journal journal) {
    this(
        config,
        identity,
        current,
        new ResumptionPsks(config.resumptionEpochs(), journal),
        new ProposalCache(journal),
        new LeafUpdates(current.context().epoch(), time(config), journal),
        new OwnCommits(journal),
        journal);
    resumptionPsks.put(current.context().epoch(), current.secrets().resumptionPsk().copy());
  }

  /** A group as it was written down. */
  GroupState(
      GroupConfig config,
      MlsIdentity identity,
      EpochState current,
      ResumptionPsks resumptionPsks,
      ProposalCache proposals,
      LeafUpdates leafUpdates,
      OwnCommits ownCommits,
      Journal journal) {
    this.config = config;
    this.identity = identity;
    this.current = current;
    this.resumptionPsks = resumptionPsks;
    this.proposals = proposals;
    this.leafUpdates = leafUpdates;
    this.ownCommits = ownCommits;
    this.pendingCommits = new PendingCommits(journal);
    this.addedClients = new AddedClients(config.validation().authentication());
    this.journal = journal;
    this.groupId = current.context().groupId().compact();
  }

  /** What whoever reads or changes the state holds: the group that it is the state of. */
  Object monitor() {
    return monitor;
  }

  void belongsTo(Group group) {
    monitor = group;
  }

  /**
   * Goes to the configuration's store, if there is one, as a whole: the first step of a group.
   *
   * @param held the version of what is there, which gives way
   * @param outgoing what the step sends
   * @param consumed the key package that is used up by it
   */
  void store(long held, List<Bytes> outgoing, @Nullable KeyPackageRef consumed) {
    journal.attach(config.store(), held);
    journal.write(this, outgoing, consumed);
  }

  /** Has the store take in what a step has changed, before anything that it sends goes out. */
  void store(List<Bytes> outgoing) {
    journal.write(this, outgoing, null);
  }

  /** As {@link #store(List)}, where the step sends nothing. */
  void store() {
    store(List.of());
  }

  EpochState current() {
    journal.requireWorking();
    return current;
  }

  GroupStatus status() {
    return status;
  }

  Optional<Proposal.ReInit> reInit() {
    return reInit;
  }

  void restore(GroupStatus restored, Optional<Proposal.ReInit> successor) {
    status = restored;
    reInit = successor;
  }

  void requireActive() {
    if (status != GroupStatus.ACTIVE) {
      throw new InactiveGroupException(status);
    }
    journal.requireOpen();
  }

  MlsIdentity requireSameSuite(MlsIdentity next) {
    if (!next.suite().id().equals(identity.suite().id())) {
      throw new IllegalArgumentException("the group is of " + identity.suite().id());
    }
    return next;
  }

  /**
   * Who this client is by a leaf of its own.
   *
   * @throws MissingInput if that identity has not been given (again)
   */
  MlsIdentity identityOf(LeafNode leaf) throws MissingInput {
    return Stream.concat(Stream.of(identity), successors.stream())
        .filter(known -> known.signer().publicKey().equals(leaf.signatureKey()))
        .findFirst()
        .map(known -> known.withCredential(leaf.credential()))
        .orElseThrow(() -> MissingInput.identity(leaf.signatureKey()));
  }

  /** The ratchets of all epochs whose messages still open. */
  Map<Long, SecretTree> secretTrees() {
    Map<Long, SecretTree> trees = new TreeMap<>();
    past.forEach(epoch -> trees.put(epoch.epoch(), epoch.messages().secretTree()));
    trees.put(current.context().epoch(), current.messages().secretTree());
    return trees;
  }

  /** The past epoch of that number. */
  PastEpoch past(long epoch) throws MissingInput {
    return past.stream()
        .filter(p -> p.epoch() == epoch && !isTooOld(p))
        .findFirst()
        .orElseThrow(() -> MissingInput.pastEpoch(epoch));
  }

  /**
   * Refuses what {@link #enter} cannot go over to, before anything has changed; an epoch that is
   * not this group's next one is closed.
   */
  void requireNext(NextEpoch next) {
    journal.requireWorking();
    journal.requireOpen();
    if (status != GroupStatus.ACTIVE || !next.follows(current)) {
      next.close();
      throw new IllegalArgumentException("the commit is not for this epoch of this group");
    }
    next.requireOpen();
  }

  /** Goes over to the epoch that {@code next} has ready: a swap and a wipe. */
  void enter(NextEpoch next) {
    requireNext(next);
    MlsIdentity entering = identityIn(next);
    EpochState entered = next.take();
    proposals.close();
    pendingCommits.close();
    if (entered == null) {
      status = GroupStatus.REMOVED;
      wipe();
      return;
    }
    journal.touch(RecordKey.Kind.HEAD);
    journal.touch(RecordKey.Kind.EPOCH_SECRETS);
    journal.touch(RecordKey.Kind.PRIVATE_KEYS);
    journal.touch(RecordKey.of(RecordKey.Kind.PAST_EPOCH, current.context().epoch()));
    past.addLast(current.retire(time()));
    current = entered;
    identity = entering;
    successors.clear();
    resumptionPsks.put(current.context().epoch(), current.secrets().resumptionPsk().copy());
    leafUpdates.record(next.changes(), current.context().epoch(), time());
    expire();
    reInit = next.changes().reInit();
    if (reInit.isPresent()) {
      status = GroupStatus.REINITIALIZED;
    }
  }

  /** A commit that was read back does not know as whom this client goes on. */
  private MlsIdentity identityIn(NextEpoch next) {
    MlsIdentity known = next.identity();
    try {
      return known != null ? known : identityOf(next.ownLeaf());
    } catch (MissingInput e) {
      throw new IllegalStateException("the commit goes over to an identity that is not here", e);
    }
  }

  /** Gives an own commit up: it is wiped, and the store forgets it. */
  void discard(PendingCommit commit) {
    boolean known = pendingCommits.remove(commit);
    commit.next().close();
    if (known) {
      store();
    }
  }

  /** Wipes the past epochs that are too many or too old; how many that were. */
  int expire() {
    int expired = 0;
    while (!past.isEmpty() && (past.size() > config.pastEpochs() || isTooOld(past.getFirst()))) {
      PastEpoch dropped = past.removeFirst();
      dropped.close();
      journal.touch(RecordKey.of(RecordKey.Kind.PAST_EPOCH, dropped.epoch()));
      journal.touch(RecordKey.ratchet(dropped.epoch(), Bytes.EMPTY));
      expired++;
    }
    return expired;
  }

  private boolean isTooOld(PastEpoch epoch) {
    return Duration.between(epoch.ended(), time()).compareTo(config.pastEpochAge()) > 0;
  }

  /** Whether the keys of a leaf, which is not blank, are too old. */
  boolean isDue(LeafIndex leaf, UpdatePolicy policy) {
    return policy.isDue(leafUpdates.of(leaf), current.context().epoch(), time());
  }

  /** The time as a written state has it. */
  Instant time() {
    return time(config);
  }

  private static Instant time(GroupConfig config) {
    return Instant.ofEpochSecond(config.validation().clock().instant().getEpochSecond());
  }

  /** Wipes all secrets. */
  @Override
  public void close() {
    journal.close();
    wipe();
  }

  /** Nothing secret. */
  @Override
  public String toString() {
    return groupId + ", epoch " + Long.toUnsignedString(current.context().epoch()) + ", " + status;
  }

  private void wipe() {
    proposals.close();
    pendingCommits.close();
    resumptionPsks.close();
    current.close();
    past.forEach(PastEpoch::close);
    past.clear();
  }
}
