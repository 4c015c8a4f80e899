package io.github.mls4j.group;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resumption secrets of the newest epochs (RFC 9420 §8.6), by epoch, oldest first. */
final class ResumptionPsks implements AutoCloseable {

  private final int limit;
  private final Map<Long, Secret> byEpoch = new LinkedHashMap<>();

  /**
   * @param limit how many are kept
   */
  ResumptionPsks(int limit) {
    this.limit = limit;
  }

  /** Keeps the secret of one more epoch, which it takes over, and wipes what is too old. */
  void put(long epoch, Secret psk) {
    Secret replaced = byEpoch.put(epoch, psk);
    if (replaced != null) {
      replaced.close();
    }
    var oldest = byEpoch.entrySet().iterator();
    while (byEpoch.size() > limit) {
      oldest.next().getValue().close();
      oldest.remove();
    }
  }

  /** The secret of one epoch, lent. */
  @Nullable Secret find(long epoch) {
    return byEpoch.get(epoch);
  }

  void writeTo(TlsWriter out) {
    out.uint32(byEpoch.size());
    byEpoch.forEach((epoch, psk) -> out.uint64(epoch).secret(psk));
  }

  static ResumptionPsks readFrom(TlsReader in, int limit) throws DecodeException {
    ResumptionPsks psks = new ResumptionPsks(limit);
    long count = in.uint32("resumption_psks");
    for (long i = 0; i < count; i++) {
      long epoch = in.uint64("epoch");
      if (psks.byEpoch.containsKey(epoch)) {
        throw in.fail("epoch", 8, "epoch " + Long.toUnsignedString(epoch) + " occurs twice");
      }
      psks.put(epoch, in.secret("resumption_psk"));
    }
    return psks;
  }

  @Override
  public void close() {
    byEpoch.values().forEach(Secret::close);
    byEpoch.clear();
  }
}
