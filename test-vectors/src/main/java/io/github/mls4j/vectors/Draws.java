package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.SeededRandom;
import java.math.BigInteger;
import java.security.SecureRandom;

/** What a generator chooses for itself: the same for the same seed, on every platform. */
final class Draws {

  private static final int WORD = 4;

  private final SeededRandom random;

  Draws(String seed) {
    random = new SeededRandom(seed);
  }

  /** The source of keys and nonces. */
  SecureRandom random() {
    return random;
  }

  Bytes bytes(int count) {
    byte[] drawn = new byte[count];
    random.nextBytes(drawn);
    return Bytes.wrap(drawn);
  }

  /** As long as the outputs of the suite's KDF. */
  Bytes hash(CipherSuite suite) {
    return bytes(suite.hashLength());
  }

  Secret secret(CipherSuite suite) {
    return Secret.copyOf(hash(suite));
  }

  /** A number of 32 bits, unsigned. */
  long uint32() {
    return new BigInteger(1, bytes(WORD).toByteArray()).longValue();
  }

  /** From 0 up to {@code bound}, exclusively. */
  int below(int bound) {
    return (int) (uint32() % bound);
  }

  /** A label of its own for each use, readable. */
  String label(String use) {
    return use + " " + bytes(WORD).toHex();
  }
}
