package io.github.mls4j.group;

import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.wire.Proposal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The mutable state of one group: which epoch it is in, and what it keeps beside that. */
final class GroupState implements AutoCloseable {

  /** Whether a client can still act in a group. */
  enum Status {
    /** A member. */
    ACTIVE(1),
    /** Not a member any more (§12.4.2). */
    REMOVED(2),
    /** Ended by a ReInit; another group takes its place (§11.2). */
    REINITIALIZED(3);

    /** What stands for it in a written state. */
    final int code;

    Status(int code) {
      this.code = code;
    }
  }

  final GroupConfig config;
  final MlsIdentity identity;
  final ProposalCache proposals = new ProposalCache();
  final ResumptionPsks resumptionPsks;
  final Deque<PastEpoch> past = new ArrayDeque<>();

  private EpochState current;
  private Status status = Status.ACTIVE;
  private Optional<Proposal.ReInit> reInit = Optional.empty();

  /** A group in its first epoch, which it takes over. */
  GroupState(GroupConfig config, MlsIdentity identity, EpochState current) {
    this(config, identity, current, new ResumptionPsks(config.resumptionEpochs()));
    resumptionPsks.put(current.context().epoch(), current.secrets().resumptionPsk().copy());
  }

  /** A group as it was written down. */
  GroupState(
      GroupConfig config, MlsIdentity identity, EpochState current, ResumptionPsks resumptionPsks) {
    this.config = config;
    this.identity = identity;
    this.current = current;
    this.resumptionPsks = resumptionPsks;
  }

  EpochState current() {
    return current;
  }

  Status status() {
    return status;
  }

  Optional<Proposal.ReInit> reInit() {
    return reInit;
  }

  void restore(Status restored, Optional<Proposal.ReInit> successor) {
    status = restored;
    reInit = successor;
  }

  void requireActive() {
    if (status != Status.ACTIVE) {
      throw new IllegalStateException("the group is " + status);
    }
  }

  /** The past epoch of that number. */
  PastEpoch past(long epoch) throws MissingInput {
    return past.stream()
        .filter(p -> p.epoch() == epoch)
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
    if (status != Status.ACTIVE || !next.follows(current)) {
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
      status = Status.REMOVED;
      close();
      return;
    }
    past.addLast(current.retire());
    current = entered;
    resumptionPsks.put(current.context().epoch(), current.secrets().resumptionPsk().copy());
    while (past.size() > config.pastEpochs()) {
      past.removeFirst().close();
    }
    reInit = next.changes().reInit();
    if (reInit.isPresent()) {
      status = Status.REINITIALIZED;
    }
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
