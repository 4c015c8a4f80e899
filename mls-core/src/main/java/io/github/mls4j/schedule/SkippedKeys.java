package io.github.mls4j.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys that a ratchet has passed over, kept for messages that are late (RFC 9420 §9.2, §15.3), in
 * the order in which they came in. Bounded for each sender and in total; the oldest goes first.
 */
final class SkippedKeys implements AutoCloseable {

  /** A key and its place in the order; numbers are reused once no younger key is left. */
  record Kept(long sequence, MessageKey key) {}

  private final RatchetLimits limits;
  private final Map<KeyId, Kept> keys = new HashMap<>();
  private final NavigableMap<Long, KeyId> byAge = new TreeMap<>();
  private final Map<Integer, TreeSet<Long>> bySender = new HashMap<>();

  SkippedKeys(RatchetLimits limits) {
    this.limits = limits;
  }

  /** The keys that are held, from the oldest on. */
  Iterable<KeyId> ids() {
    return byAge.values();
  }

  @Nullable Kept get(KeyId id) {
    return keys.get(id);
  }

  /** Takes the key over as the youngest; {@link #evict} has to follow. */
  void add(KeyId id, MessageKey key) {
    add(id, new Kept(byAge.isEmpty() ? 0 : byAge.lastKey() + 1, key));
  }

  /** As it was written to the state. */
  void add(KeyId id, Kept kept) {
    keys.put(id, kept);
    byAge.put(kept.sequence(), id);
    bySender.computeIfAbsent(id.leaf(), leaf -> new TreeSet<>()).add(kept.sequence());
  }

  /** Drops and wipes the oldest key above a limit and names it; null if there is none. */
  @Nullable KeyId evict(int leaf) {
    TreeSet<Long> ofSender = bySender.get(leaf);
    long oldest;
    if (ofSender != null && ofSender.size() > limits.maxSkippedPerSender()) {
      oldest = ofSender.first();
    } else if (keys.size() > limits.maxSkipped()) {
      oldest = byAge.firstKey();
    } else {
      return null;
    }
    KeyId evicted = byAge.get(oldest);
    remove(evicted);
    return evicted;
  }

  /** Forgets and wipes a key, once it has been used; nothing happens if it is not there. */
  void remove(@Nullable KeyId id) {
    Kept kept = keys.remove(id);
    if (id != null && kept != null) {
      kept.key().close();
      byAge.remove(kept.sequence());
      TreeSet<Long> ofSender = bySender.get(id.leaf());
      if (ofSender != null && ofSender.remove(kept.sequence()) && ofSender.isEmpty()) {
        bySender.remove(id.leaf());
      }
    }
  }

  @Override
  public void close() {
    keys.values().forEach(kept -> kept.key().close());
    keys.clear();
    byAge.clear();
    bySender.clear();
  }
}
