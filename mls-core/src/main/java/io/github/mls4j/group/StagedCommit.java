package io.github.mls4j.group;

import io.github.mls4j.framing.VerifiedContent;

/**
 * Somebody else's commit, checked to the end (RFC 9420 §12.4.2): it owns the complete next epoch.
 * The group enters it with {@link Group#merge(StagedCommit)}, or never, when it is closed: then the
 * group is as if the commit had never come, and would take it again.
 */
public final class StagedCommit implements Received, AutoCloseable {

  private final GroupState state;
  private final VerifiedContent content;
  private final NextEpoch next;

  StagedCommit(GroupState state, VerifiedContent content, NextEpoch next) {
    this.state = state;
    this.content = content;
    this.next = next;
  }

  /** What it changes: for the application to look at and decide. */
  public CommitChanges changes() {
    return next.changes();
  }

  GroupState state() {
    return state;
  }

  VerifiedContent content() {
    return content;
  }

  NextEpoch next() {
    return next;
  }

  /** Drops the commit and wipes the secrets of its epoch, unless it has been merged. */
  @Override
  public void close() {
    synchronized (state.monitor()) {
      content.close();
      next.close();
    }
  }
}
