package io.github.mls4j.group;

import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The mutable state of one group: which epoch it is in, and what it keeps beside that. */
final class GroupState implements AutoCloseable {

  final GroupConfig config;
  final MlsIdentity identity;
  final ProposalCache proposals;
  final ResumptionPsks resumptionPsks;
  final Deque<PastEpoch> past = new ArrayDeque<>();
  final LeafUpdates leafUpdates;
  final OwnCommits ownCommits;

  private EpochState current;
  private GroupStatus status = GroupStatus.ACTIVE;
  private Optional<Proposal.ReInit> reInit = Optional.empty();

  /** A group in its first epoch, which it takes over. */
  GroupState(GroupConfig config, MlsIdentity identity, EpochState current) {
    this(
        config,
        identity,
        current,
        new ResumptionPsks(config.resumptionEpochs()),
        new ProposalCache(),
        new LeafUpdates(current.context().epoch(), time(config)),
        new OwnCommits());
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
      OwnCommits ownCommits) {
    this.config = config;
    this.identity = identity;
    this.current = current;
    this.resumptionPsks = resumptionPsks;
    this.proposals = proposals;
    this.leafUpdates = leafUpdates;
    this.ownCommits = ownCommits;
  }

  EpochState current() {
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
  }

  /** The past epoch of that number. */
  PastEpoch past(long epoch) throws MissingInput {
    return past.stream()
        .filter(p -> p.epoch() == epoch && !isTooOld(p))
        .findFirst()
        .orElseThrow(
            () ->
                new MissingInput(
                    MissingInput.Kind.PAST_EPOCH, "epoch " + Long.toUnsignedString(epoch)));
  }

  /**
   * Refuses what {@link #enter} cannot go over to, before anything has changed; an epoch that is
   * not this group's next one is closed.
   */
  void requireNext(NextEpoch next) {
    if (status != GroupStatus.ACTIVE || !next.follows(current)) {
      next.close();
      throw new IllegalArgumentException("the commit is not for this epoch of this group");
    }
    next.requireOpen();
  }

  /** Goes over to the epoch that {@code next} has ready: a swap and a wipe. */
  void enter(NextEpoch next) {
    requireNext(next);
    EpochState entered = next.take();
    proposals.close();
    if (entered == null) {
      status = GroupStatus.REMOVED;
      close();
      return;
    }
    past.addLast(current.retire(time()));
    current = entered;
    resumptionPsks.put(current.context().epoch(), current.secrets().resumptionPsk().copy());
    leafUpdates.record(next.changes(), current.context().epoch(), time());
    expire();
    reInit = next.changes().reInit();
    if (reInit.isPresent()) {
      status = GroupStatus.REINITIALIZED;
    }
  }

  /** Wipes the past epochs that are too many or too old; how many that were. */
  int expire() {
    int expired = 0;
    while (!past.isEmpty() && (past.size() > config.pastEpochs() || isTooOld(past.getFirst()))) {
      past.removeFirst().close();
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
    proposals.close();
    resumptionPsks.close();
    current.close();
    past.forEach(PastEpoch::close);
    past.clear();
  }
}
