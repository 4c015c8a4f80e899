package io.github.mls4j.crypto.bc;

import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureScheme;
import io.github.mls4j.crypto.hpke.DhGroup;

/** BouncyCastle's curves, for this provider and for those that take only the curves from it. */
public final class BcCurves {

  private BcCurves() {}

  public static DhGroup group(KemAlgorithm algorithm) {
    return switch (algorithm) {
      case P256 -> new BcNistGroup(BcNistCurve.P256);
      case P384 -> new BcNistGroup(BcNistCurve.P384);
      case P521 -> new BcNistGroup(BcNistCurve.P521);
      case X25519 -> new BcX25519();
      case X448 -> new BcX448();
    };
  }

  /** ECDSA hashes with {@code hashes}; EdDSA hashes inside of BouncyCastle. */
  public static SignatureScheme signature(SignatureAlgorithm algorithm, CryptoProvider hashes) {
    return switch (algorithm) {
      case ED25519 -> new BcEd25519();
      case ED448 -> new BcEd448();
      case ECDSA_SECP256R1_SHA256 ->
          new BcEcdsa(BcNistCurve.P256, hashes.hash(HashAlgorithm.SHA256));
      case ECDSA_SECP384R1_SHA384 ->
          new BcEcdsa(BcNistCurve.P384, hashes.hash(HashAlgorithm.SHA384));
      case ECDSA_SECP521R1_SHA512 ->
          new BcEcdsa(BcNistCurve.P521, hashes.hash(HashAlgorithm.SHA512));
    };
  }
}
