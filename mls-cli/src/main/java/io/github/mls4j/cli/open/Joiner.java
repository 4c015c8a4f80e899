package io.github.mls4j.cli.open;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.KeyPackageInspection;
import io.github.mls4j.spi.PskStore;
import io.github.mls4j.vectors.PassiveClient;
import io.github.mls4j.wire.KeyPackage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that may join by a Welcome.
 *
 * @param keyPackage by which the Welcome names it
 * @param initKey opens its group secrets; whoever takes it closes it
 * @param psks that it has
 * @param entering how it joins
 */
public record Joiner(
    KeyPackage keyPackage, Supplier<Secret> initKey, PskStore psks, Entering entering) {

  /** Joins for good. */
  @FunctionalInterface
  public interface Entering {
    /**
     * Joins.
     *
     * @param tree beside the Welcome; null if it is inside
     */
    Group enter(Bytes welcome, @Nullable Bytes tree) throws MlsException;
  }

  /** The client of a vector. */
  public static Joiner of(PassiveClient client) {
    return new Joiner(client.keyPackage(), client::initKey, client.psks(), client::enter);
  }

  /** Whoever has the private keys of a key package; it has no PSKs. */
  public static Joiner of(KeyPackageInspection keys) {
    return new Joiner(keys.keyPackage(), keys::initKey, PskStore.empty(), keys::join);
  }
}
