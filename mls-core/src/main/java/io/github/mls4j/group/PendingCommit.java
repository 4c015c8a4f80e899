package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.validation.ValidProposal;
import java.util.List;
import java.util.Optional;

/**
 * A commit of our own that waits for the delivery service to take it. It owns the complete next
 * epoch, which the group enters with {@link Group#merge(PendingCommit)}; where another commit won,
 * it is closed. Until then the group is in its old epoch. It is part of the group's state, and
 * still there after a restart ({@link Group#pendingCommits}).
 */
public final class PendingCommit implements AutoCloseable {

  private final GroupState state;
  private final long sequence;
  private final NextEpoch next;
  private final List<ValidProposal> covered;
  private final Bytes id;
  private final Bytes message;
  private final Optional<Bytes> welcome;
  private final List<LeftOut> leftOut;

  /**
   * @param sequence its place in the order in which they were made
   * @param covered its proposals
   */
  PendingCommit(
      GroupState state,
      long sequence,
      NextEpoch next,
      List<ValidProposal> covered,
      Bytes message,
      Optional<Bytes> welcome,
      List<LeftOut> leftOut) {
    this.state = state;
    this.sequence = sequence;
    this.next = next;
    this.covered = List.copyOf(covered);
    this.id = id(state.identity.suite(), message);
    this.message = message;
    this.welcome = welcome;
    this.leftOut = List.copyOf(leftOut);
  }

  /** The hash of a commit's message, which {@link OwnMessage} calls it by. */
  static Bytes id(CipherSuite suite, Bytes message) {
    return suite.hash(message);
  }

  /** What {@link OwnMessage#commit} calls it when the delivery service sends it back. */
  public Bytes id() {
    return id;
  }

  /** The commit as an MLSMessage, for all members of the current epoch. */
  public Bytes message() {
    return message;
  }

  /**
   * The Welcome as an MLSMessage, for all new members if there are any. It must not reach them
   * before the commit has been taken (RFC 9420 §14).
   */
  public Optional<Bytes> welcome() {
    return welcome;
  }

  /**
   * The ratchet tree of the epoch that it leads to: for new members whose Welcome does not carry it
   * ({@link CommitBuilder#treeInWelcome}).
   *
   * @throws IllegalStateException if it has been merged or closed
   */
  public Bytes ratchetTree() {
    synchronized (state.monitor()) {
      return next.lend().tree().encode();
    }
  }

  /** What it changes. */
  public CommitChanges changes() {
    return next.changes();
  }

  /**
   * Pending proposals that this commit does not cover, each with what stands in the way. Not known
   * any more after a restart.
   */
  public List<LeftOut> leftOut() {
    return leftOut;
  }

  GroupState state() {
    return state;
  }

  long sequence() {
    return sequence;
  }

  List<ValidProposal> covered() {
    return covered;
  }

  NextEpoch next() {
    return next;
  }

  /**
   * Discards the commit: the secrets of its epoch are wiped, and a store forgets it. Does nothing
   * once it has been merged, or another commit has, or the group has been closed.
   */
  @Override
  public void close() {
    synchronized (state.monitor()) {
      state.discard(this);
    }
  }

  @Override
  public String toString() {
    return "PendingCommit[" + id + "]";
  }
}
