package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An external commit that waits for the delivery service to take it: with {@link #merge()} its
 * sender is a member. Where another commit won, it is closed, and the join starts anew from the
 * GroupInfo of the next epoch.
 */
public final class PendingJoin implements AutoCloseable {

  private final Bytes message;
  private @Nullable GroupState state;

  PendingJoin(Bytes message, GroupState state) {
    this.message = message;
    this.state = state;
  }

  /** The commit as an MLSMessage, for all members. */
  public Bytes message() {
    return message;
  }

  /**
   * The group, once the commit has been taken.
   *
   * @throws IllegalStateException if this has been merged or closed
   */
  public Group merge() {
    GroupState joined = state;
    if (joined == null) {
      throw new IllegalStateException("the join has been merged or discarded");
    }
    state = null;
    return new Group(joined);
  }

  /** Discards the join and wipes its secrets, unless it has been merged. */
  @Override
  public void close() {
    GroupState dropped = state;
    if (dropped != null) {
      state = null;
      dropped.close();
    }
  }
}
