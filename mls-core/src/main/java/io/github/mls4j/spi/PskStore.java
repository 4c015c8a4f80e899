package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import org.jspecify.annotations.Nullable;

/** Where external pre-shared keys come from (RFC 9420 §8.4). */
@FunctionalInterface
public interface PskStore {

  /** The key with the given id, as a copy that the caller closes; null where there is none. */
  @Nullable Secret find(Bytes pskId);

  /** A store that holds nothing. */
  static PskStore empty() {
    return pskId -> null;
  }
}
