package io.github.mls4j.group;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.wire.LeafIndex;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * When each leaf has last got new keys (RFC 9420 §3.2): only those are kept that this client has
 * seen, so that a newcomer to a large group keeps nothing for all who were there before.
 */
final class LeafUpdates {

  private final Journal journal;
  private final LastUpdate start;
  private final TreeMap<LeafIndex, LastUpdate> seen = new TreeMap<>();

  /** From the epoch on in which this client became a member. */
  LeafUpdates(long epoch, Instant now, Journal journal) {
    this(new LastUpdate(epoch, now, false), journal);
  }

  /** As it was written down; what was seen is to be put in. */
  LeafUpdates(LastUpdate start, Journal journal) {
    this.start = start;
    this.journal = journal;
  }

  /** Takes note of what a commit did that has just been merged. */
  void record(CommitChanges changes, long epoch, Instant now) {
    LastUpdate last = new LastUpdate(epoch, now, true);
    for (Member member : changes.removed()) {
      seen.remove(member.index());
      touch(member.index());
    }
    changes.updated().forEach(change -> put(change.after().index(), last));
    changes.added().forEach(member -> put(member.index(), last));
    if (changes.external()) {
      put(changes.committer().index(), last);
    }
  }

  private void put(LeafIndex leaf, LastUpdate last) {
    seen.put(leaf, last);
    touch(leaf);
  }

  private void touch(LeafIndex leaf) {
    journal.touch(RecordKey.of(RecordKey.Kind.LEAF_UPDATE, leaf.value()));
  }

  /** Of a leaf that is not blank. */
  LastUpdate of(LeafIndex leaf) {
    return seen.getOrDefault(leaf, start);
  }

  /** What holds for all leaves that are not in {@link #seen()}. */
  LastUpdate start() {
    return start;
  }

  /** The leaves whose last update this client has seen. */
  Map<LeafIndex, LastUpdate> seen() {
    return seen;
  }

  static void write(TlsWriter out, LastUpdate last) {
    out.uint64(last.epoch()).uint64(last.time().getEpochSecond());
  }

  static LastUpdate read(TlsReader in, boolean seen) throws DecodeException {
    return new LastUpdate(in.uint64("epoch"), StoredTime.readFrom(in), seen);
  }
}
