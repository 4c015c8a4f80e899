package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest commits of this client, by the hash of their message: they are known when the delivery
 * service sends them back, be it after the group has gone on to their epoch, where nothing in them
 * can be verified any more.
 */
final class OwnCommits {

  /** More than a client has on their way at once. */
  private static final int LIMIT = 16;

  /**
   * One commit.
   *
   * @param id the hash of its message
   * @param epoch in which it was sent
   */
  record Entry(Bytes id, long epoch) {}

  private final Journal journal;
  private final Deque<Entry> entries = new ArrayDeque<>();

  OwnCommits(Journal journal) {
    this.journal = journal;
  }

  void add(Bytes id, long epoch) {
    journal.touch(RecordKey.Kind.OWN_COMMITS);
    restore(id, epoch);
  }

  private void restore(Bytes id, long epoch) {
    entries.addLast(new Entry(id, epoch));
    if (entries.size() > LIMIT) {
      entries.removeFirst();
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  @Nullable Entry find(Bytes id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst().orElse(null);
  }

  void writeTo(TlsWriter out) {
    out.vector(
        List.copyOf(entries), (writer, entry) -> writer.opaque(entry.id()).uint64(entry.epoch()));
  }

  static OwnCommits readFrom(TlsReader in, Journal journal) throws DecodeException {
    OwnCommits commits = new OwnCommits(journal);
    in.vector("own_commits", entry -> commits.read(entry));
    return commits;
  }

  private Bytes read(TlsReader in) throws DecodeException {
    Bytes id = in.opaque("id").compact();
    if (entries.size() == LIMIT) {
      throw in.fail("more than " + LIMIT + " own commits");
    }
    restore(id, in.uint64("epoch"));
    return id;
  }
}
