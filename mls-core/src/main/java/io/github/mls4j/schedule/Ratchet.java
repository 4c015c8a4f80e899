package io.github.mls4j.schedule;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;

/**
 * RFC 9420 §9.1: one sender's hash ratchet. A step replaces and wipes the secret it started from.
 */
final class Ratchet implements AutoCloseable {

  /** One past the last generation: the ratchet is used up. */
  static final long END = 1L << 32;

  private final CipherSuite suite;
  private long generation;
  private long floor;
  private Secret secret;

  /** Takes {@code secret} over; it is a closed one at {@link #END}. */
  Ratchet(CipherSuite suite, long generation, long floor, Secret secret) {
    this.suite = suite;
    this.generation = generation;
    this.floor = floor;
    this.secret = secret;
  }

  /** The ratchet of {@code type} that grows from a leaf of the secret tree. */
  static Ratchet fromLeaf(CipherSuite suite, RatchetType type, Secret leafSecret) {
    return new Ratchet(
        suite,
        0,
        0,
        suite.expandWithLabel(leafSecret, type.label(), Bytes.EMPTY, suite.hashLength()));
  }

  Ratchet copy() {
    return new Ratchet(suite, generation, floor, isAtEnd() ? secret : secret.copy());
  }

  /** The next generation that has not been derived yet. */
  long generation() {
    return generation;
  }

  /** Keys of generations below are gone: which of them were used is no longer known. */
  long floor() {
    return floor;
  }

  void raiseFloor(long to) {
    floor = Math.max(floor, to);
  }

  boolean isAtEnd() {
    return generation == END;
  }

  /** Of the generation {@link #generation()}; closed at the end. */
  Secret secret() {
    return secret;
  }

  /** The key of the current generation, without a step. */
  MessageKey key() {
    requireNotAtEnd();
    return new MessageKey(
        generation,
        suite.deriveTreeSecret(secret, "key", generation, suite.aeadKeyLength()),
        suite.deriveTreeSecret(secret, "nonce", generation, suite.aeadNonceLength()));
  }

  /** One step: the key of the current generation can no longer be derived. */
  void advance() {
    requireNotAtEnd();
    Secret consumed = secret;
    if (generation + 1 < END) {
      secret = suite.deriveTreeSecret(consumed, "secret", generation, suite.hashLength());
    }
    consumed.close();
    generation++;
  }

  private void requireNotAtEnd() {
    if (isAtEnd()) {
      throw new IllegalStateException(
          "the ratchet has no generation left: a commit has to start a new epoch");
    }
  }

  @Override
  public void close() {
    secret.close();
  }
}
