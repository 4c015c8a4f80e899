package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.HPKECiphertext;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * {@code EncryptWithLabel} (RFC 9420 §5.1.3) to many recipients under one label and context, which
 * are hashed once: a Welcome, or the nodes of an update path.
 */
public final class LabeledSealer {

  private final CipherSuite suite;
  private final Hpke.Sealer sealer;
  private final SecureRandom random;

  LabeledSealer(CipherSuite suite, Hpke.Sealer sealer, SecureRandom random) {
    this.suite = suite;
    this.sealer = sealer;
    this.random = random;
  }

  /**
   * Encrypts to one recipient.
   *
   * @throws IllegalArgumentException if the key is one of another suite
   */
  public HPKECiphertext seal(KemPublicKey recipient, Secret plaintext) {
    Hpke.PublicKey key = recipient.decodedFor(suite);
    return plaintext.use(bytes -> sealer.seal(key, bytes, random));
  }

  /** As {@link #seal(KemPublicKey, Secret)}, for a plaintext that is no secret of ours. */
  public HPKECiphertext seal(KemPublicKey recipient, Bytes plaintext) {
    byte[] bytes = plaintext.toByteArray();
    try {
      return sealer.seal(recipient.decodedFor(suite), bytes, random);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
