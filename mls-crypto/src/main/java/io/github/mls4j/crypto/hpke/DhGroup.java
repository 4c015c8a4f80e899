package io.github.mls4j.crypto.hpke;

import io.github.mls4j.codec.Bytes;

/**
 * A Diffie-Hellman function, as a provider supplies it to {@link DhKem}. Private keys have been
 * checked for length and range, public keys for length, form and being on the curve.
 */
public interface DhGroup {

  /** The encoded public key of a private key; X25519 and X448 clamp the private key themselves. */
  Bytes publicKey(byte[] privateKey);

  /** Decodes a public key once for many agreements. */
  Point decode(Bytes publicKey);

  /** A decoded public key. */
  @FunctionalInterface
  interface Point {

    /** {@code DH}; all zeros for an X25519 or X448 point of small order. */
    byte[] agree(byte[] privateKey);
  }
}
