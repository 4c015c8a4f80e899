package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An external commit (RFC 9420 §12.4.3.2) that waits for the delivery service to take it: with
 * {@link #merge()} its sender is a member. Where another commit won, it is closed, and the join
 * starts anew from the GroupInfo of the next epoch. A store keeps it across a restart ({@link
 * Group#pendingJoins}); where there is none, {@link #save()} does.
 */
public final class PendingJoin implements AutoCloseable {

  private static final int FORMAT = 1;

  private final Bytes message;
  private @Nullable GroupState state;

  /** Whether the configuration's store has it, for as long as it may be merged. */
  private boolean stored;

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
   * @throws IllegalStateException if this has been merged or closed, be it by another object that
   *     was read from the store; or if its client has got into the group in another way since
   */
  public synchronized Group merge() {
    GroupState joined = open();
    boolean merged = false;
    try {
      long held =
          stored
              ? StoredGroups.requirePending(joined.config, joined.groupId, id(joined))
              : StoredGroups.version(joined.config, joined.groupId);
      joined.store(held, List.of(), null);
      merged = true;
      return new Group(joined);
    } finally {
      state = null;
      if (!merged) {
        joined.close();
      }
    }
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

  /** As {@link #restore}, from the configuration's store. */
  static PendingJoin load(GroupConfig config, MlsIdentity identity, Secret saved)
      throws DecodeException {
    PendingJoin loaded = restore(config, identity, saved);
    loaded.stored = true;
    return loaded;
  }

  /** Writes the join down before its message goes out. */
  void begin() {
    boolean begun = false;
    GroupState joined = open();
    try {
      StoredGroups.pending(joined.config, joined.groupId, id(joined), this);
      stored = joined.config.store() != null;
      begun = true;
    } finally {
      if (!begun) {
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
