package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import org.jspecify.annotations.Nullable;

/** Authenticated encryption with its tag at the end (RFC 5116), as a provider supplies it. */
public interface Aead {

  AeadAlgorithm algorithm();

  /** The same key and nonce may come twice; that this does not happen is the protocol's concern. */
  Bytes seal(byte[] key, byte[] nonce, Bytes aad, byte[] plaintext);

  /** The plaintext, or null if the ciphertext is too short or its tag does not match. */
  byte @Nullable [] open(byte[] key, byte[] nonce, Bytes aad, Bytes ciphertext);
}
