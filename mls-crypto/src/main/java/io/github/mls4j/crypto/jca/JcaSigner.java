package io.github.mls4j.crypto.jca;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CryptoException;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.crypto.SubjectPublicKeyInfo;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;

/**
 * Signs with a private key of the Java platform, which need not let the key out: one of a {@link
 * java.security.KeyStore}, a PKCS#11 token, or Android's keystore. The platform finds the provider
 * that the key belongs to.
 *
 * <p>The first signature is verified before it goes out: a key that does not belong to its public
 * key would only be noticed by those who receive its messages.
 */
public final class JcaSigner implements Signer {

  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final SecureRandom random;
  private final String algorithm;
  private final SignaturePublicKey wireKey;
  private volatile boolean proven;

  private JcaSigner(
      PrivateKey privateKey,
      PublicKey publicKey,
      SecureRandom random,
      String algorithm,
      SignaturePublicKey wireKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.random = random;
    this.algorithm = algorithm;
    this.wireKey = wireKey;
  }

  /**
   * A signer with the two halves of a key pair. The private key stays the caller's.
   *
   * @param publicKey such as that of a certificate; of the signature scheme of some cipher suite
   * @param random for what the scheme leaves to chance
   * @throws IllegalArgumentException if no cipher suite has such keys
   */
  public static JcaSigner of(PrivateKey privateKey, PublicKey publicKey, SecureRandom random) {
    byte[] encoded = publicKey.getEncoded();
    Bytes info = encoded == null ? Bytes.EMPTY : Bytes.wrap(encoded);
    SignatureAlgorithm scheme = SubjectPublicKeyInfo.algorithm(info);
    SignaturePublicKey wireKey = SubjectPublicKeyInfo.decode(info);
    if (scheme == null || wireKey == null) {
      throw new IllegalArgumentException(
          "no cipher suite signs with this " + publicKey.getAlgorithm() + " key");
    }
    return new JcaSigner(privateKey, publicKey, random, name(scheme), wireKey);
  }

  static String name(SignatureAlgorithm scheme) {
    return switch (scheme) {
      case ED25519 -> "Ed25519";
      case ED448 -> "Ed448";
      case ECDSA_SECP256R1_SHA256 -> "SHA256withECDSA";
      case ECDSA_SECP384R1_SHA384 -> "SHA384withECDSA";
      case ECDSA_SECP521R1_SHA512 -> "SHA512withECDSA";
    };
  }

  @Override
  public SignaturePublicKey publicKey() {
    return wireKey;
  }

  @Override
  public Bytes sign(Bytes content) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey, random);
      signature.update(content.asByteBuffer());
      byte[] signed = signature.sign();
      if (!proven) {
        prove(content, signed);
      }
      return Bytes.wrap(signed);
    } catch (GeneralSecurityException e) {
      throw new CryptoException(algorithm + ": the private key cannot be used", e);
    }
  }

  private void prove(Bytes content, byte[] signed) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey);
    verifier.update(content.asByteBuffer());
    if (!verifier.verify(signed)) {
      throw new CryptoException(algorithm + ": the public key is not that of the private key");
    }
    proven = true;
  }

  @Override
  public String toString() {
    return "JcaSigner[" + algorithm + " of " + wireKey + "]";
  }
}
