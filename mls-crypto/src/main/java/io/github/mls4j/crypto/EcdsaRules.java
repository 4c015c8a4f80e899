package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import java.security.SecureRandom;

/**
 * ECDSA: public keys are uncompressed points on the curve, signatures DER with {@code r} and {@code
 * s} in range. {@code s} may be in the upper half: neither RFC 9420 nor TLS ask for the lower.
 */
record EcdsaRules(NistCurve curve) implements SignatureRules {

  @Override
  public void requirePublicKey(Bytes key) throws RefusedInput {
    curve.requirePoint(key);
  }

  @Override
  public boolean isSignature(Bytes signature) {
    return EcdsaSignature.decode(signature, curve.order()) != null;
  }

  @Override
  public boolean isPrivateKey(byte[] key) {
    return curve.isScalar(key);
  }

  @Override
  public byte[] randomPrivateKey(SecureRandom random) {
    return curve.randomScalar(random);
  }
}
