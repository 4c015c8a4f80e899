package io.github.mls4j.crypto.jca;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.NistCurve;
import io.github.mls4j.crypto.hpke.DhGroup;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EncodedKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.crypto.KeyAgreement;
import javax.security.auth.DestroyFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Key agreement of a JCA provider. Public keys come from another group, since the JCA makes none of
 * a given private key; and where the provider fails, that group agrees, too.
 *
 * <p>The provider's keys live for one agreement only: an object of its own could not be wiped.
 */
final class JcaGroup implements DhGroup {

  /** What PKCS #8 (RFC 8410 §7) has before an X25519 private key. */
  private static final Bytes X25519_PRIVATE = Bytes.fromHex("302e020100300506032b656e04220420");

  /** What X.509 (RFC 8410 §4) has before an X25519 public key. */
  private static final Bytes X25519_PUBLIC = Bytes.fromHex("302a300506032b656e032100");

  /** How keys are handed to a provider. */
  private record Form(
      String keys,
      String agreement,
      Function<byte[], KeySpec> privateKey,
      Function<Bytes, KeySpec> publicKey) {

    boolean isKnownTo(Provider provider) {
      return provider.getService("KeyFactory", keys) != null
          && provider.getService("KeyAgreement", agreement) != null;
    }
  }

  /** Bare bytes, as Conscrypt takes them: with PKCS #8 it computes the public key as well. */
  private static final class RawKeySpec extends EncodedKeySpec {

    RawKeySpec(byte[] key) {
      super(key);
    }

    @Override
    public String getFormat() {
      return "raw";
    }
  }

  private final DhGroup own;
  private final Provider provider;
  private final Form form;
  private final int length;

  private JcaGroup(DhGroup own, Provider provider, Form form, int length) {
    this.own = own;
    this.provider = provider;
    this.form = form;
    this.length = length;
  }

  /** {@code own} as it is, unless {@code provider} agrees on the same. */
  static DhGroup of(KemAlgorithm algorithm, DhGroup own, Provider provider) {
    for (Form form : forms(algorithm)) {
      if (form.isKnownTo(provider)) {
        JcaGroup theirs = new JcaGroup(own, provider, form, agreedLength(algorithm));
        if (theirs.agreesLikeOwn(algorithm.privateKeyLength())) {
          return theirs;
        }
      }
    }
    return own;
  }

  private static int agreedLength(KemAlgorithm algorithm) {
    NistCurve curve = algorithm.nistCurve();
    return curve == null ? algorithm.publicKeyLength() : curve.fieldLength();
  }

  private static List<Form> forms(KemAlgorithm algorithm) {
    return switch (algorithm) {
      case X25519 -> List.of(x25519(RawKeySpec::new), x25519(JcaGroup::pkcs8));
      case X448 -> List.of();
      case P256 -> nist(NistCurve.P256, "secp256r1");
      case P384 -> nist(NistCurve.P384, "secp384r1");
      case P521 -> nist(NistCurve.P521, "secp521r1");
    };
  }

  private static Form x25519(Function<byte[], KeySpec> privateKey) {
    return new Form(
        "XDH",
        "XDH",
        privateKey,
        key -> new X509EncodedKeySpec(Bytes.concat(X25519_PUBLIC, key).toByteArray()));
  }

  private static KeySpec pkcs8(byte[] key) {
    byte[] encoded = new byte[X25519_PRIVATE.size() + key.length];
    X25519_PRIVATE.copyTo(encoded, 0);
    System.arraycopy(key, 0, encoded, X25519_PRIVATE.size(), key.length);
    KeySpec spec = new PKCS8EncodedKeySpec(encoded);
    Arrays.fill(encoded, (byte) 0);
    return spec;
  }

  private static List<Form> nist(NistCurve curve, String name) {
    ECParameterSpec parameters;
    try {
      AlgorithmParameters known = AlgorithmParameters.getInstance("EC");
      known.init(new ECGenParameterSpec(name));
      parameters = known.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      return List.of();
    }
    return List.of(
        new Form(
            "EC",
            "ECDH",
            key -> new ECPrivateKeySpec(new BigInteger(1, key), parameters),
            key -> new ECPublicKeySpec(new ECPoint(curve.x(key), curve.y(key)), parameters)));
  }

  /** With a key that is good on each curve. */
  private boolean agreesLikeOwn(int privateKeyLength) {
    byte[] key = new byte[privateKeyLength];
    key[privateKeyLength - 1] = 0x42;
    Bytes point = own.publicKey(key);
    byte[] agreed = theirs(point, key);
    return agreed != null && Bytes.wrap(agreed).equals(Bytes.wrap(own.decode(point).agree(key)));
  }

  @Override
  public Bytes publicKey(byte[] privateKey) {
    return own.publicKey(privateKey);
  }

  @Override
  public Point decode(Bytes publicKey) {
    return privateKey -> {
      byte[] agreed = theirs(publicKey, privateKey);
      return agreed == null ? own.decode(publicKey).agree(privateKey) : agreed;
    };
  }

  /** Null if the provider fails, as some do where all zeros would come out. */
  private byte @Nullable [] theirs(Bytes publicKey, byte[] privateKey) {
    try {
      KeyFactory keys = KeyFactory.getInstance(form.keys(), provider);
      PrivateKey key = keys.generatePrivate(form.privateKey().apply(privateKey));
      try {
        KeyAgreement agreement = KeyAgreement.getInstance(form.agreement(), provider);
        agreement.init(key);
        agreement.doPhase(keys.generatePublic(form.publicKey().apply(publicKey)), true);
        byte[] agreed = agreement.generateSecret();
        return agreed.length == length ? agreed : null;
      } finally {
        wipe(key);
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      return null;
    }
  }

  private static void wipe(PrivateKey key) {
    try {
      key.destroy();
    } catch (DestroyFailedException e) {
      // Then it is garbage, as BouncyCastle's own objects are.
    }
  }
}
