package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A member's own commits of the current epoch that are neither merged nor discarded. */
final class PendingCommits implements AutoCloseable {

  private final Journal journal;
  private final Map<Bytes, PendingCommit> byId = new LinkedHashMap<>();
  private long last;

  PendingCommits(Journal journal) {
    this.journal = journal;
  }

  /** The place of the next one in the order in which they were made. */
  long nextSequence() {
    return last + 1;
  }

  void add(PendingCommit commit) {
    restore(commit);
    touch(commit);
  }

  /** As it was written down; the oldest has to come first. */
  void restore(PendingCommit commit) {
    byId.put(commit.id(), commit);
    last = Math.max(last, commit.sequence());
  }

  @Nullable PendingCommit find(Bytes id) {
    return byId.get(id);
  }

  /** All, oldest first. */
  List<PendingCommit> all() {
    return List.copyOf(byId.values());
  }

  /** Lets go of a commit; whether it was one of these. */
  boolean remove(PendingCommit commit) {
    boolean known = byId.remove(commit.id(), commit);
    if (known) {
      touch(commit);
    }
    return known;
  }

  private void touch(PendingCommit commit) {
    journal.touch(RecordKey.of(RecordKey.Kind.PENDING_COMMIT, commit.id()));
  }

  /** Wipes all, as at the end of their epoch. */
  @Override
  public void close() {
    byId.values().forEach(this::touch);
    byId.values().forEach(commit -> commit.next().close());
    byId.clear();
  }
}
