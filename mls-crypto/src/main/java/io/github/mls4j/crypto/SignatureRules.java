package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import java.security.SecureRandom;

/**
 * What keys and signatures of a scheme must look like before a provider sees them, so that all
 * providers agree on what they refuse.
 */
interface SignatureRules {

  static SignatureRules of(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> EdwardsRules.ED25519;
      case ED448 -> EdwardsRules.ED448;
      case ECDSA_SECP256R1_SHA256 -> new EcdsaRules(NistCurve.P256);
      case ECDSA_SECP384R1_SHA384 -> new EcdsaRules(NistCurve.P384);
      case ECDSA_SECP521R1_SHA512 -> new EcdsaRules(NistCurve.P521);
    };
  }

  /** Lets only keys of the one allowed encoding pass. */
  void requirePublicKey(Bytes key) throws RefusedInput;

  /** Whether a signature is well-formed and in range; says nothing of its being right. */
  boolean isSignature(Bytes signature);

  /** Whether the bytes encode a private key. */
  boolean isPrivateKey(byte[] key);

  /** A fresh private key; the caller wipes it. */
  byte[] randomPrivateKey(SecureRandom random);
}
