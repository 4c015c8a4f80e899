package io.github.mls4j.group;

import io.github.mls4j.wire.LeafNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The complete epoch that a commit leads to, not entered yet. Whoever holds it either has the group
 * enter it or closes it, which wipes its secrets.
 */
final class NextEpoch implements AutoCloseable {

  private final EpochState base;
  private final CommitChanges changes;
  private final @Nullable MlsIdentity identity;
  private @Nullable EpochState state;
  private boolean open = true;

  /**
   * @param base the epoch in which the commit was sent
   * @param identity of this client from then on; null if it is not known (again)
   * @param state the one after it; null if this client is not in it
   */
  NextEpoch(
      EpochState base,
      CommitChanges changes,
      @Nullable MlsIdentity identity,
      @Nullable EpochState state) {
    this.base = base;
    this.changes = changes;
    this.identity = identity;
    this.state = state;
  }

  /** Whether this follows that very epoch: another group, or the same restored, has its own. */
  @SuppressWarnings("ReferenceEquality")
  boolean follows(EpochState current) {
    return base == current;
  }

  CommitChanges changes() {
    return changes;
  }

  @Nullable MlsIdentity identity() {
    return identity;
  }

  /** This client's own leaf in the next epoch. */
  LeafNode ownLeaf() {
    EpochState ready = lend();
    return ready.tree().member(ready.ownLeaf()).leafNode();
  }

  /** The next epoch, still owned by this. */
  EpochState lend() {
    requireOpen();
    return Objects.requireNonNull(state, "this client is not in the next epoch");
  }

  /**
   * @throws IllegalStateException if the epoch has been entered or closed
   */
  void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the commit has been merged or discarded");
    }
  }

  /** Hands the epoch out, once; null if this client is not in it. */
  @Nullable EpochState take() {
    requireOpen();
    open = false;
    EpochState taken = state;
    state = null;
    return taken;
  }

  @Override
  public void close() {
    open = false;
    EpochState dropped = state;
    if (dropped != null) {
      state = null;
      dropped.close();
    }
  }
}
