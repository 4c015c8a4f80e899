package io.github.mls4j.crypto;

import org.jspecify.annotations.Nullable;

/** A Diffie-Hellman KEM of RFC 9180 §7.1. */
public enum KemAlgorithm {
  P256(0x0010, HashAlgorithm.SHA256, 65, 32, NistCurve.P256),
  P384(0x0011, HashAlgorithm.SHA384, 97, 48, NistCurve.P384),
  P521(0x0012, HashAlgorithm.SHA512, 133, 66, NistCurve.P521),
  X25519(0x0020, HashAlgorithm.SHA256, 32, 32, null),
  X448(0x0021, HashAlgorithm.SHA512, 56, 56, null);

  private final int id;
  private final HashAlgorithm hash;
  private final int publicKeyLength;
  private final int privateKeyLength;
  private final @Nullable NistCurve nistCurve;

  KemAlgorithm(
      int id,
      HashAlgorithm hash,
      int publicKeyLength,
      int privateKeyLength,
      @Nullable NistCurve nistCurve) {
    this.id = id;
    this.hash = hash;
    this.publicKeyLength = publicKeyLength;
    this.privateKeyLength = privateKeyLength;
    this.nistCurve = nistCurve;
  }

  /** The code point in HPKE. */
  public int id() {
    return id;
  }

  /** The hash of the KEM's own HKDF, which need not be that of the cipher suite. */
  public HashAlgorithm hash() {
    return hash;
  }

  /** {@code Npk}, and {@code Nenc}: a serialized public key in bytes. */
  public int publicKeyLength() {
    return publicKeyLength;
  }

  /** {@code Nsk}: a serialized private key in bytes. */
  public int privateKeyLength() {
    return privateKeyLength;
  }

  /** The curve, or null for X25519 and X448. */
  public @Nullable NistCurve nistCurve() {
    return nistCurve;
  }
}
