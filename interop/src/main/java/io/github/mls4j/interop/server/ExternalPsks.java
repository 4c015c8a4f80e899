package io.github.mls4j.interop.server;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.spi.PskStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The external PSKs of one client; a group keeps them for those that start from it. */
final class ExternalPsks extends Counted implements PskStore {

  static final int MAX_PSKS = 1000;

  /** Of an id, and of a secret. */
  static final int MAX_BYTES = 4096;

  private final Map<Bytes, Secret> byId = new HashMap<>();

  /** Keeps a copy of {@code secret}, in place of what had that id before. */
  synchronized void put(Bytes id, Secret secret) {
    if (id.size() > MAX_BYTES || secret.size() > MAX_BYTES) {
      throw Refusals.invalid("a PSK, or the id of one, is longer than " + MAX_BYTES + " bytes");
    }
    if (byId.size() >= MAX_PSKS && !byId.containsKey(id)) {
      throw Refusals.exhausted("this client has " + MAX_PSKS + " PSKs already");
    }
    Secret replaced = byId.put(id.compact(), secret.copy());
    if (replaced != null) {
      replaced.close();
    }
  }

  @Override
  public synchronized @Nullable Secret find(Bytes pskId) {
    Secret found = byId.get(pskId);
    return found == null ? null : found.copy();
  }

  @Override
  synchronized void wipe() {
    byId.values().forEach(Secret::close);
    byId.clear();
  }
}
