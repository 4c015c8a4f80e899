package io.github.mls4j.crypto;

/** An AEAD of RFC 9180 §7.3. All have a 12-byte nonce and a 16-byte tag. */
public enum AeadAlgorithm {
  AES_128_GCM(1, 16),
  AES_256_GCM(2, 32),
  CHACHA20_POLY1305(3, 32);

  /** {@code Nn}: the nonce in bytes. */
  public static final int NONCE_LENGTH = 12;

  /** {@code Nt}: what a ciphertext is longer than its plaintext, in bytes. */
  public static final int TAG_LENGTH = 16;

  private final int id;
  private final int keyLength;

  AeadAlgorithm(int id, int keyLength) {
    this.id = id;
    this.keyLength = keyLength;
  }

  /** The code point in HPKE. */
  public int id() {
    return id;
  }

  /** {@code Nk}: the key in bytes. */
  public int keyLength() {
    return keyLength;
  }
}
