package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.RefusedInput.Reason;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A provider's signature scheme behind the checks of keys and signatures that all providers share.
 */
final class Signatures {

  private final SignatureAlgorithm algorithm;
  private final SignatureScheme scheme;
  private final SignatureRules rules;

  Signatures(SignatureAlgorithm algorithm, CryptoProvider provider) {
    this.algorithm = algorithm;
    this.scheme = provider.signature(algorithm);
    this.rules = SignatureRules.of(algorithm);
  }

  SignatureKeyPair generate(SecureRandom random) {
    byte[] key = rules.randomPrivateKey(random);
    try {
      return new SignatureKeyPair(scheme.privateKey(key));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Imports a private key. That the public key is its own is checked since signing with another one
   * would give the private key away (EdDSA hashes the public key into the signature).
   */
  SignatureKeyPair privateKey(Secret serialized, SignaturePublicKey publicKey) {
    SignatureScheme.PrivateKey key =
        serialized.use(
            bytes -> {
              if (!rules.isPrivateKey(bytes)) {
                throw new IllegalArgumentException("no " + algorithm + " private key");
              }
              return scheme.privateKey(bytes);
            });
    if (!key.publicKey().equals(publicKey.value())) {
      key.close();
      throw new IllegalArgumentException("the public key is not that of the private key");
    }
    return new SignatureKeyPair(key);
  }

  VerifyingKey publicKey(SignaturePublicKey key) throws RefusedInput {
    rules.requirePublicKey(key.value());
    SignatureScheme.PublicKey decoded = scheme.publicKey(key.value());
    if (decoded == null) {
      throw new RefusedInput(Reason.NOT_ON_CURVE, algorithm + " public key off the curve");
    }
    return new VerifyingKey(this, key.value(), decoded);
  }

  VerifyingKey storedPublicKey(SignaturePublicKey key) throws RefusedInput {
    rules.requirePublicKey(key.value());
    return new VerifyingKey(this, key.value(), null);
  }

  /** The key of a {@link VerifyingKey}; null if the store that it is from was tampered with. */
  SignatureScheme.@Nullable PublicKey decoded(Bytes encoded) {
    return scheme.publicKey(encoded);
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  boolean verify(VerifyingKey key, Bytes content, Bytes signature) {
    if (key.algorithm() != algorithm) {
      throw new IllegalArgumentException(key.algorithm() + " public key, used with " + algorithm);
    }
    if (!rules.isSignature(signature)) {
      return false;
    }
    SignatureScheme.PublicKey decoded = key.decoded();
    return decoded != null && decoded.verify(content, signature);
  }
}
