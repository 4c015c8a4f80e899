package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.spi.GroupStore;
import io.github.mls4j.spi.InMemoryStore;
import io.github.mls4j.spi.StateBatch;
import io.github.mls4j.spi.StateRecord;
import io.github.mls4j.spi.StoredGroup;
import java.util.ArrayList;
import java.util.List;

/** A store that counts, and that can die before or after it has taken a batch in. */
final class TestStore implements GroupStore {

  /** When the process dies. */
  enum Crash {
    BEFORE_THE_BATCH,
    AFTER_THE_BATCH
  }

  /** What the caller sees of the crash. */
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final InMemoryStore inner = new InMemoryStore();
  final List<StateBatch> batches = new ArrayList<>();

  /** Messages of applied batches, to be sent. */
  final List<Bytes> outbox = new ArrayList<>();

  private Crash next;
  private int after;

  /** The batch after so many others is the last that this process writes. */
  void crash(Crash when, int afterBatches) {
    next = when;
    after = afterBatches;
  }

  void crash(Crash when) {
    crash(when, 0);
  }

  boolean isCrashAhead() {
    return next != null;
  }

  void noCrash() {
    next = null;
  }

  @Override
  public void apply(StateBatch batch) {
    boolean dies = next != null && after-- == 0;
    Crash crash = next;
    if (dies) {
      next = null;
    }
    if (dies && crash == Crash.BEFORE_THE_BATCH) {
      throw new Died();
    }
    inner.apply(batch);
    batches.add(batch);
    outbox.addAll(batch.outgoing());
    if (dies) {
      throw new Died();
    }
  }

  @Override
  public StoredGroup load(Bytes groupId) {
    return inner.load(groupId);
  }

  StateBatch last() {
    return batches.get(batches.size() - 1);
  }

  /** What a batch costs: its keys and values, not what is sent. */
  static int bytes(StateBatch batch) {
    int bytes = 0;
    for (Bytes key : batch.deletes()) {
      bytes += key.size();
    }
    for (StateRecord put : batch.puts()) {
      bytes += put.key().size() + put.value().size();
    }
    return bytes;
  }

  /** How many records there are of a group. */
  int records(Bytes groupId) {
    try (StoredGroup held = load(groupId)) {
      return held.records().size();
    }
  }
}
