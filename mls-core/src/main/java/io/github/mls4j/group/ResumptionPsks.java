package io.github.mls4j.group;

import io.github.mls4j.codec.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resumption secrets of the newest epochs (RFC 9420 §8.6), by epoch, oldest first. Other groups
 * may ask for them while this one is at work, perhaps asking them: so there is a lock for them
 * alone, under which nothing else is waited for.
 */
final class ResumptionPsks implements AutoCloseable {

  private final int limit;
  private final Map<Long, Secret> byEpoch = new LinkedHashMap<>();

  private final Journal journal;

  /**
   * @param limit how many are kept
   */
  ResumptionPsks(int limit, Journal journal) {
    this.limit = limit;
    this.journal = journal;
  }

  /** Keeps the secret of one more epoch, which it takes over, and wipes what is too old. */
  synchronized void put(long epoch, Secret psk) {
    touch(epoch);
    restore(epoch, psk);
  }

  /** As {@link #put}, for what was written down before. */
  synchronized void restore(long epoch, Secret psk) {
    Secret replaced = byEpoch.put(epoch, psk);
    if (replaced != null) {
      replaced.close();
    }
    var oldest = byEpoch.entrySet().iterator();
    while (byEpoch.size() > limit) {
      Map.Entry<Long, Secret> dropped = oldest.next();
      dropped.getValue().close();
      touch(dropped.getKey());
      oldest.remove();
    }
  }

  private void touch(long epoch) {
    journal.touch(RecordKey.of(RecordKey.Kind.RESUMPTION_PSK, epoch));
  }

  /** The secret of one epoch, as a copy that the caller closes. */
  synchronized @Nullable Secret find(long epoch) {
    Secret found = byEpoch.get(epoch);
    return found == null ? null : found.copy();
  }

  /** Of which epochs secrets are kept. */
  synchronized Set<Long> epochs() {
    return Set.copyOf(byEpoch.keySet());
  }

  @Override
  public synchronized void close() {
    byEpoch.values().forEach(Secret::close);
    byEpoch.clear();
  }
}
