package io.github.mls4j.crypto;

import io.github.mls4j.wire.CipherSuiteId;

/** RFC 9420 §17.1: what the registered cipher suites consist of. */
record SuiteAlgorithms(
    KemAlgorithm kem, HashAlgorithm hash, AeadAlgorithm aead, SignatureAlgorithm signature) {

  /**
   * The algorithms of a suite.
   *
   * @throws IllegalArgumentException if the suite is not among the registered ones
   */
  static SuiteAlgorithms of(CipherSuiteId id) {
    return switch (id.value()) {
      case 1 ->
          new SuiteAlgorithms(
              KemAlgorithm.X25519,
              HashAlgorithm.SHA256,
              AeadAlgorithm.AES_128_GCM,
              SignatureAlgorithm.ED25519);
      case 2 ->
          new SuiteAlgorithms(
              KemAlgorithm.P256,
              HashAlgorithm.SHA256,
              AeadAlgorithm.AES_128_GCM,
              SignatureAlgorithm.ECDSA_SECP256R1_SHA256);
      case 3 ->
          new SuiteAlgorithms(
              KemAlgorithm.X25519,
              HashAlgorithm.SHA256,
              AeadAlgorithm.CHACHA20_POLY1305,
              SignatureAlgorithm.ED25519);
      case 4 ->
          new SuiteAlgorithms(
              KemAlgorithm.X448,
              HashAlgorithm.SHA512,
              AeadAlgorithm.AES_256_GCM,
              SignatureAlgorithm.ED448);
      case 5 ->
          new SuiteAlgorithms(
              KemAlgorithm.P521,
              HashAlgorithm.SHA512,
              AeadAlgorithm.AES_256_GCM,
              SignatureAlgorithm.ECDSA_SECP521R1_SHA512);
      case 6 ->
          new SuiteAlgorithms(
              KemAlgorithm.X448,
              HashAlgorithm.SHA512,
              AeadAlgorithm.CHACHA20_POLY1305,
              SignatureAlgorithm.ED448);
      case 7 ->
          new SuiteAlgorithms(
              KemAlgorithm.P384,
              HashAlgorithm.SHA384,
              AeadAlgorithm.AES_256_GCM,
              SignatureAlgorithm.ECDSA_SECP384R1_SHA384);
      default -> throw new IllegalArgumentException("no cipher suite " + id);
    };
  }
}
