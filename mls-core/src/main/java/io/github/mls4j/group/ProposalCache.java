package io.github.mls4j.group;

import io.github.mls4j.codec.DecodeLimits;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.ProposalRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proposals of the current epoch that wait for a commit (RFC 9420 §12.1), in the order of
 * arrival. A member could send them without end: beyond {@link #MAX_PROPOSALS} or {@link
 * #MAX_BYTES} the oldest are dropped.
 */
final class ProposalCache implements AutoCloseable {

  /** More than any honest epoch sees. */
  static final int MAX_PROPOSALS = 10_000;

  /** Encoded, all together: as much as any one message may bring. */
  static final int MAX_BYTES = DecodeLimits.DEFAULT.maxInputBytes();

  /**
   * A proposal that waits.
   *
   * @param sequence its place in the order of arrival
   * @param proposal what it is
   * @param ownKey the private key of the new leaf, if it is an Update of this client's own
   */
  record Entry(long sequence, ValidProposal proposal, @Nullable KemPrivateKey ownKey)
      implements AutoCloseable {

    private int size() {
      return proposal.proposal().encode().size();
    }

    @Override
    public void close() {
      if (ownKey != null) {
        ownKey.close();
      }
    }
  }

  private final Journal journal;
  private final Map<ProposalRef, Entry> byRef = new LinkedHashMap<>();
  private long last;
  private long bytes;

  ProposalCache(Journal journal) {
    this.journal = journal;
  }

  /** Takes the key over. */
  void put(ProposalRef ref, ValidProposal proposal, @Nullable KemPrivateKey ownKey) {
    Entry replaced = byRef.get(ref);
    long sequence = replaced == null ? last + 1 : replaced.sequence();
    restore(ref, new Entry(sequence, proposal, ownKey));
    touch(ref);
    if (replaced != null) {
      bytes -= replaced.size();
      replaced.close();
    }
    while (byRef.size() > MAX_PROPOSALS || (bytes > MAX_BYTES && byRef.size() > 1)) {
      drop(byRef.keySet().iterator().next());
    }
  }

  /** As it was written down; the oldest has to come first. */
  void restore(ProposalRef ref, Entry entry) {
    byRef.put(ref, entry);
    bytes += entry.size();
    last = Math.max(last, entry.sequence());
  }

  @Nullable Entry find(ProposalRef ref) {
    return byRef.get(ref);
  }

  /** All entries, oldest first. */
  Map<ProposalRef, Entry> entries() {
    return byRef;
  }

  boolean isEmpty() {
    return byRef.isEmpty();
  }

  /** Forgets one proposal; whether there was one. */
  boolean drop(ProposalRef ref) {
    Entry dropped = byRef.remove(ref);
    if (dropped != null) {
      bytes -= dropped.size();
      dropped.close();
      touch(ref);
    }
    return dropped != null;
  }

  private void touch(ProposalRef ref) {
    journal.touch(RecordKey.of(RecordKey.Kind.PROPOSAL, ref.value()));
  }

  /** Forgets all, as at the end of an epoch. */
  @Override
  public void close() {
    byRef.keySet().forEach(this::touch);
    byRef.values().forEach(Entry::close);
    byRef.clear();
    bytes = 0;
  }
}
