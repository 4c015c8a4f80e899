package io.github.mls4j.crypto.jca;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CryptoException;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureScheme;
import io.github.mls4j.crypto.SubjectPublicKeyInfo;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.security.auth.DestroyFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of a JCA provider. Keys are made and judged by another scheme, so that all providers
 * agree about them; and so is each signature that the JCA provider does not take, since many verify
 * EdDSA without the cofactor: what they take we take too, but not the other way round. ECDSA is
 * verified only: a JCA provider draws its nonces itself, and ours are those of RFC 6979.
 */
final class JcaSignatures implements SignatureScheme {

  /** What PKCS #8 (RFC 8410 §7) has before the seed of Ed25519. */
  private static final Bytes ED25519_PRIVATE = Bytes.fromHex("302e020100300506032b657004220420");

  private final SignatureAlgorithm algorithm;
  private final SignatureScheme keys;
  private final Provider provider;

  /** Whether the provider's private keys can be wiped, so that one may be kept. */
  private final boolean keepsKeys;

  private JcaSignatures(SignatureAlgorithm algorithm, SignatureScheme keys, Provider provider) {
    this.algorithm = algorithm;
    this.keys = keys;
    this.provider = provider;
    this.keepsKeys = algorithm == SignatureAlgorithm.ED25519 && wipesKeys();
  }

  /** {@code keys} as it is, unless {@code provider} has the algorithm. */
  static SignatureScheme of(SignatureAlgorithm algorithm, SignatureScheme keys, Provider provider) {
    return provider.getService("Signature", JcaSigner.name(algorithm)) == null
        ? keys
        : new JcaSignatures(algorithm, keys, provider);
  }

  private boolean wipesKeys() {
    if (!hasKeyFactory()) {
      return false;
    }
    try {
      java.security.PrivateKey key = imported(keyFactory(), pkcs8(new byte[32]));
      key.destroy();
      return key.isDestroyed();
    } catch (GeneralSecurityException | DestroyFailedException | RuntimeException e) {
      return false;
    }
  }

  private static byte[] pkcs8(byte[] seed) {
    byte[] encoded = new byte[ED25519_PRIVATE.size() + seed.length];
    ED25519_PRIVATE.copyTo(encoded, 0);
    System.arraycopy(seed, 0, encoded, ED25519_PRIVATE.size(), seed.length);
    return encoded;
  }

  /** Wipes the encoding. */
  private static java.security.PrivateKey imported(KeyFactory factory, byte[] encoded)
      throws GeneralSecurityException {
    try {
      return factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private Signature signature() throws GeneralSecurityException {
    return Signature.getInstance(JcaSigner.name(algorithm), provider);
  }

  /**
   * The provider's own, which makes what it need not translate at each use; else the platform's,
   * whose keys are taken by all providers.
   */
  private KeyFactory keyFactory() throws GeneralSecurityException {
    return hasKeyFactory()
        ? KeyFactory.getInstance(keyType(), provider)
        : KeyFactory.getInstance(keyType());
  }

  private boolean hasKeyFactory() {
    return provider.getService("KeyFactory", keyType()) != null;
  }

  private String keyType() {
    return switch (algorithm) {
      case ED25519 -> "Ed25519";
      case ED448 -> "Ed448";
      case ECDSA_SECP256R1_SHA256, ECDSA_SECP384R1_SHA384, ECDSA_SECP521R1_SHA512 -> "EC";
    };
  }

  @Override
  public @Nullable PublicKey publicKey(Bytes encoded) {
    PublicKey own = keys.publicKey(encoded);
    if (own == null) {
      return null;
    }
    Bytes info = SubjectPublicKeyInfo.encode(algorithm, new SignaturePublicKey(encoded));
    try {
      java.security.PublicKey theirs =
          keyFactory().generatePublic(new X509EncodedKeySpec(info.toByteArray()));
      return (content, signature) ->
          isTaken(theirs, content, signature) || own.verify(content, signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      return own;
    }
  }

  /** Whatever else happens than that it is verified, the other scheme is asked. */
  private boolean isTaken(java.security.PublicKey key, Bytes content, Bytes signature) {
    try {
      Signature verifier = signature();
      verifier.initVerify(key);
      verifier.update(content.asByteBuffer());
      return verifier.verify(signature.toByteArray());
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public PrivateKey privateKey(byte[] serialized) {
    PrivateKey key = keys.privateKey(serialized);
    return algorithm == SignatureAlgorithm.ED25519 ? new Ed25519Key(key) : key;
  }

  private final class Ed25519Key implements PrivateKey {

    private final PrivateKey key;

    /** The provider's, made when it first signs. */
    private java.security.@Nullable PrivateKey kept;

    Ed25519Key(PrivateKey key) {
      this.key = key;
    }

    @Override
    public Bytes publicKey() {
      return key.publicKey();
    }

    @Override
    public Bytes sign(Bytes content) {
      try {
        Signature signer = signature();
        signer.initSign(theirs());
        signer.update(content.asByteBuffer());
        return Bytes.wrap(signer.sign());
      } catch (GeneralSecurityException e) {
        throw new CryptoException(algorithm + ": the private key cannot be used", e);
      }
    }

    /** What could not be wiped is made for each signature. */
    private synchronized java.security.PrivateKey theirs() throws GeneralSecurityException {
      java.security.PrivateKey known = kept;
      if (known != null) {
        return known;
      }
      try (Secret seed = key.serialize()) {
        java.security.PrivateKey made = imported(keyFactory(), seed.use(JcaSignatures::pkcs8));
        kept = keepsKeys ? made : null;
        return made;
      }
    }

    @Override
    public Secret serialize() {
      return key.serialize();
    }

    @Override
    public synchronized void close() {
      key.close();
      java.security.PrivateKey known = kept;
      if (known != null) {
        kept = null;
        try {
          known.destroy();
        } catch (DestroyFailedException e) {
          throw new CryptoException(algorithm + ": a private key cannot be wiped", e);
        }
      }
    }
  }
}
