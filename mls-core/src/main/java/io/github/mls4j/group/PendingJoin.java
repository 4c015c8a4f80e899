package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An external commit that waits for the delivery service to take it: with {@link #merge()} its
 * sender is a member. Where another commit won, it is closed, and the join starts anew from the
 * GroupInfo of the next epoch. A store keeps it across a restart ({@link Group#pendingJoins});
 * where there is none, {@link #save()} does.
 */
public final class PendingJoin implements AutoCloseable {

  private static final int FORMAT = 1;

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
   * The group, once the commit has been taken. In the store it takes the place of an older self in
   * the same group.
   *
   * @throws IllegalStateException if this has been merged or closed
   */
  public synchronized Group merge() {
    GroupState joined = open();
    state = null;
    joined.store(StoredGroups.version(joined.config, joined.groupId), List.of(), null);
    return new Group(joined);
  }

  private GroupState open() {
    GroupState joined = state;
    if (joined == null) {
      throw new IllegalStateException("the join has been merged or discarded");
    }
    return joined;
  }

  /**
   * All that is needed to merge after a restart, to be stored as the secret that it is. Where the
   * configuration has a store, this is not needed.
   *
   * @throws IllegalStateException if this has been merged or closed
   */
  public synchronized Secret save() {
    TlsWriter out = new TlsWriter(4096).uint8(FORMAT).opaque(message);
    GroupStateCodec.write(open(), out);
    return out.toSecret();
  }

  /**
   * What {@link #save()} wrote.
   *
   * @throws DecodeException if it is something else, or a join of another identity
   */
  public static PendingJoin restore(GroupConfig config, MlsIdentity identity, Secret saved)
      throws DecodeException {
    return TlsReader.decode(
        saved,
        in -> {
          SavedState.expectFormat(in, FORMAT);
          return new PendingJoin(in.opaque("message"), GroupStateCodec.read(config, identity, in));
        });
  }

  /** Writes the join down before its message goes out. */
  void begin() {
    boolean stored = false;
    GroupState joined = open();
    try {
      StoredGroups.pending(joined.config, joined.groupId, id(joined), this);
      stored = true;
    } finally {
      if (!stored) {
        state = null;
        joined.close();
      }
    }
  }

  private Bytes id(GroupState joined) {
    return PendingCommit.id(joined.identity.suite(), message);
  }

  /** Discards the join: its secrets are wiped, and a store forgets it. Not once it is merged. */
  @Override
  public synchronized void close() {
    GroupState dropped = state;
    if (dropped != null) {
      state = null;
      dropped.close();
      StoredGroups.pending(dropped.config, dropped.groupId, id(dropped), null);
    }
  }
}
