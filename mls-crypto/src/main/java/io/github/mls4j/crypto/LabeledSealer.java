package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.HPKECiphertext;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

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
    try (Secret seed = seed()) {
      return seal(recipient, plaintext, seed);
    }
  }

  /** As {@link #seal(KemPublicKey, Secret)}, for a plaintext that is no secret of ours. */
  public HPKECiphertext seal(KemPublicKey recipient, Bytes plaintext) {
    try (Secret bytes = Secret.copyOf(plaintext)) {
      return seal(recipient, bytes);
    }
  }

  /** Who gets what, of many. */
  public interface Parcels<X extends Exception> {

    KemPublicKey recipient(int index) throws X;

    /** Made for this one use; closed after it. */
    Secret plaintext(int index) throws X;
  }

  /**
   * Encrypts to many recipients, on several threads. Which threads they are does not show: random
   * bytes are drawn in the order of the recipients.
   *
   * @throws X of the first recipient that something fails with
   * @throws IllegalArgumentException if a key is one of another suite
   */
  public <X extends Exception> List<HPKECiphertext> sealAll(
      int count, Parcels<X> parcels, Workers workers) throws X {
    List<Secret> seeds = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        seeds.add(seed());
      }
      return workers.map(
          count,
          i -> {
            KemPublicKey recipient = parcels.recipient(i);
            try (Secret plaintext = parcels.plaintext(i)) {
              return seal(recipient, plaintext, seeds.get(i));
            }
          });
    } finally {
      seeds.forEach(Secret::close);
    }
  }

  private Secret seed() {
    return Secret.random(random, sealer.seedLength());
  }

  private HPKECiphertext seal(KemPublicKey recipient, Secret plaintext, Secret seed) {
    Hpke.PublicKey key = recipient.decodedFor(suite);
    return plaintext.use(bytes -> seed.use(s -> sealer.seal(key, bytes, s)));
  }
}
