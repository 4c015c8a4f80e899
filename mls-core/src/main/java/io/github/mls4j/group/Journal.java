package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.schedule.StateEntry;
import io.github.mls4j.spi.GroupStore;
import io.github.mls4j.spi.StateBatch;
import io.github.mls4j.spi.StateRecord;
import io.github.mls4j.tree.NodeChange;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.KeyPackageRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a group's state its store does not have yet, and how it gets there: at the end of each
 * step, in one batch with what the step sends.
 */
final class Journal {

  private final Set<RecordKey> touched = new LinkedHashSet<>();
  private @Nullable GroupStore store;
  private long version;

  /** The ratchet tree as the store has it; null if the store has nothing of the group. */
  private @Nullable RatchetTree writtenTree;

  private boolean failed;
  private boolean closed;

  /** Something under this key has changed. */
  void touch(RecordKey key) {
    touched.add(key);
  }

  void touch(RecordKey.Kind kind) {
    touch(RecordKey.of(kind));
  }

  /**
   * From now on everything goes to {@code target}, if there is one; the next step writes all.
   *
   * @param held the version of what is there, which gives way
   */
  void attach(@Nullable GroupStore target, long held) {
    store = target;
    version = held;
  }

  /** The group has just been read from there. */
  void loaded(GroupStore source, long held, RatchetTree tree) {
    attach(source, held);
    writtenTree = tree;
  }

  /**
   * @throws IllegalStateException if the store may be behind or ahead of what is in memory
   */
  void requireWorking() {
    if (failed) {
      throw new IllegalStateException(
          "the store has failed, and may or may not have the last step: load the group again");
    }
  }

  /**
   * Writes down what the step has changed, if there is anything.
   *
   * @param outgoing what the step sends
   * @param consumed a key package that it has used up
   */
  void write(GroupState state, List<Bytes> outgoing, @Nullable KeyPackageRef consumed) {
    requireWorking();
    requireOpen();
    GroupStore target = store;
    if (target != null) {
      List<StateRecord> puts = new ArrayList<>();
      try {
        List<Bytes> deletes = state.status() == GroupStatus.REMOVED ? all() : collect(state, puts);
        if (deletes.isEmpty() && puts.isEmpty() && outgoing.isEmpty()) {
          return;
        }
        apply(
            target,
            new StateBatch(state.groupId, version + 1, deletes, puts, outgoing, consumed),
            state);
      } finally {
        puts.forEach(StateRecord::close);
      }
    }
    touched.clear();
    if (state.status() == GroupStatus.REMOVED) {
      // Nothing is left to write, and the store may get another group of that name.
      store = null;
    } else {
      state.secretTrees().values().forEach(SecretTree::changesWritten);
      writtenTree = target == null ? null : state.current().tree();
    }
  }

  /** What is wiped now is not to be written any more. */
  void close() {
    closed = true;
  }

  /**
   * @throws IllegalStateException if the group has been closed
   */
  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the group has been closed");
    }
  }

  /** Deletes the group and what still waits for it; a removed member has done so before. */
  void delete(GroupState state) {
    requireWorking();
    requireOpen();
    GroupStore target = store;
    if (target != null) {
      apply(
          target,
          new StateBatch(
              state.groupId, version + 1, List.of(Bytes.EMPTY), List.of(), List.of(), null),
          state);
    }
  }

  private void apply(GroupStore target, StateBatch batch, GroupState state) {
    boolean applied = false;
    try {
      target.apply(batch);
      applied = true;
      version = batch.version();
    } finally {
      if (!applied) {
        failed = true;
        state.close();
      }
    }
  }

  /** What a member that has been removed deletes; a join of its own that is pending stays. */
  private static List<Bytes> all() {
    return Arrays.stream(RecordKey.Kind.values())
        .filter(kind -> kind != RecordKey.Kind.PENDING_JOIN)
        .map(RecordKey.Kind::prefix)
        .toList();
  }

  /** What is to be deleted; what is to be put goes to {@code puts}. */
  private List<Bytes> collect(GroupState state, List<StateRecord> puts) {
    StateWriter writer = new StateWriter(state);
    RatchetTree written = writtenTree;
    if (written == null) {
      puts.addAll(writer.all());
      return List.of(Bytes.EMPTY);
    }
    List<Bytes> deletes = new ArrayList<>();
    for (RecordKey key : touched) {
      Secret value = key.kind() == RecordKey.Kind.RATCHET ? null : writer.value(key);
      add(key.encode(), value, puts, deletes);
    }
    for (NodeChange change : state.current().tree().changesSince(written)) {
      Secret value = change.content().map(StateWriter::node).orElse(null);
      add(StateWriter.nodeKey(change.node()), value, puts, deletes);
    }
    for (Map.Entry<Long, SecretTree> tree : state.secretTrees().entrySet()) {
      for (StateEntry entry : tree.getValue().changes()) {
        add(RecordKey.ratchet(tree.getKey(), entry.key()).encode(), entry.value(), puts, deletes);
      }
    }
    return deletes;
  }

  private static void add(
      Bytes key, @Nullable Secret value, List<StateRecord> puts, List<Bytes> deletes) {
    if (value == null) {
      deletes.add(key);
    } else {
      puts.add(new StateRecord(key, value));
    }
  }
}
