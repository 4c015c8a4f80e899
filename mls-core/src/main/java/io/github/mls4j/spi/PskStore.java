package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import org.jspecify.annotations.Nullable;

/** Where pre-shared keys come from (RFC 9420 §8.4). */
@FunctionalInterface
public interface PskStore {

  /** The key with the given id, as a copy that the caller closes; null where there is none. */
  @Nullable Secret find(Bytes pskId);

  /**
   * The resumption secret of an epoch of a group (§8.6), as a copy that the caller closes; null
   * where there is none. A group knows its own; this is asked for those of other groups, and by a
   * client that joins a group in which it has been before. An application that wants them used
   * answers with what its groups say ({@code Group.resumptionPsk}).
   *
   * @param epoch unsigned
   */
  default @Nullable Secret findResumption(Bytes groupId, long epoch) {
    return null;
  }

  /** A store that holds nothing. */
  static PskStore empty() {
    return pskId -> null;
  }
}
