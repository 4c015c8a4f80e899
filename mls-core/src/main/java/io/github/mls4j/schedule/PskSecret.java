package io.github.mls4j.schedule;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.PSKLabel;
import java.util.List;

/**
 * RFC 9420 §8.4: {@code psk_secret}, all pre-shared keys of one Commit chained into one secret; all
 * zeros where there are none.
 */
public final class PskSecret implements AutoCloseable {

  /** The index and the count of a PSK are a uint16 each. */
  public static final int MAX_PSKS = 0xffff;

  private final Secret secret;

  private PskSecret(Secret secret) {
    this.secret = secret;
  }

  /** The value for a Commit without pre-shared keys. */
  public static PskSecret none(CipherSuite suite) {
    return new PskSecret(Secret.zeros(suite.hashLength()));
  }

  /** Takes ownership of a value that was computed elsewhere, such as a test vector's. */
  public static PskSecret takeOver(Secret secret) {
    return new PskSecret(secret);
  }

  /**
   * Chains the given keys in the order of the Commit or of {@code GroupSecrets.psks}.
   *
   * <p>The RFC's figure and formula disagree on which input of Extract is the salt: the formula,
   * with {@code psk_input} as the salt, is what the published vectors have.
   *
   * @throws IllegalArgumentException if there are more than {@link #MAX_PSKS}
   */
  public static PskSecret of(CipherSuite suite, List<ResolvedPsk> psks) {
    if (psks.size() > MAX_PSKS) {
      throw new IllegalArgumentException(
          psks.size() + " pre-shared keys where " + MAX_PSKS + " can be counted");
    }
    Secret chained = Secret.zeros(suite.hashLength());
    for (int index = 0; index < psks.size(); index++) {
      Secret previous = chained;
      try (Secret input = input(suite, psks.get(index), index, psks.size())) {
        chained = suite.extract(input, previous);
      } finally {
        previous.close();
      }
    }
    return new PskSecret(chained);
  }

  private static Secret input(CipherSuite suite, ResolvedPsk psk, int index, int count) {
    try (Secret zeros = Secret.zeros(suite.hashLength());
        Secret extracted = suite.extract(zeros, psk.psk())) {
      return suite.expandWithLabel(
          extracted,
          "derived psk",
          new PSKLabel(psk.id(), index, count).encode(),
          suite.hashLength());
    }
  }

  /** The secret itself, lent: it is wiped together with this object. */
  public Secret secret() {
    return secret;
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "PskSecret[" + secret + "]";
  }
}
