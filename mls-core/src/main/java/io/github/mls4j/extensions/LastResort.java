package io.github.mls4j.extensions;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.wire.KeyPackage;
import java.util.List;

/**
 * Last-Resort KeyPackages: a mark by which the delivery service, and everyone who sees the key
 * package added, can tell that it may be used more than once. It is an entry in the key package's
 * {@link AppDataDictionary}.
 */
public final class LastResort {

  private LastResort() {}

  /**
   * A fresh key package that is marked as a last resort and kept after a join.
   *
   * @param config with {@link AppDataDictionary#EXTENSION} registered
   * @throws IllegalArgumentException if it is not registered
   */
  public static KeyPackageBundle generate(GroupConfig config, MlsIdentity identity) {
    AppDataDictionary mark =
        new AppDataDictionary(
            List.of(new ComponentData(MlsExtensions.LAST_RESORT_KEY_PACKAGE, Bytes.EMPTY)));
    return KeyPackageBundle.generateLastResort(
        config, identity, List.of(AppDataDictionary.EXTENSION.with(mark)));
  }

  /**
   * Whether a key package is marked as a last resort.
   *
   * @throws DecodeException if its AppDataDictionary is malformed
   */
  public static boolean isMarked(KeyPackage keyPackage) throws DecodeException {
    return AppDataDictionary.EXTENSION
        .find(keyPackage.extensions())
        .flatMap(dictionary -> dictionary.find(MlsExtensions.LAST_RESORT_KEY_PACKAGE))
        .isPresent();
  }
}
