package io.github.mls4j.spi;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.KeyPackageRef;
import org.jspecify.annotations.Nullable;

/**
 * Where key packages with their private keys are kept until a Welcome comes (RFC 9420 §10). One
 * object may be this and a {@link GroupStore}: then a key package that a join uses up goes in the
 * same batch as the group comes. Otherwise it is deleted once the group is stored.
 */
public interface KeyPackageStore {

  /**
   * Keeps a new key package, before its public part is handed out.
   *
   * @param bundle lent for the call
   */
  void put(KeyPackageRef reference, Secret bundle);

  /** The key package of that name, as a copy that the caller closes; null if there is none. */
  @Nullable Secret find(KeyPackageRef reference);

  /** Forgets a key package that has been used up; nothing happens if there is none. */
  void delete(KeyPackageRef reference);
}
