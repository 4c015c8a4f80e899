package io.github.mls4j.crypto;

/** A signature scheme of the registered cipher suites (RFC 9420 §17.1), in the terms of TLS 1.3. */
public enum SignatureAlgorithm {
  ED25519,
  ED448,
  ECDSA_SECP256R1_SHA256,
  ECDSA_SECP384R1_SHA384,
  ECDSA_SECP521R1_SHA512
}
