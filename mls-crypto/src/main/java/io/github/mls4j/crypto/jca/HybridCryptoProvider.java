package io.github.mls4j.crypto.jca;

import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.Hpke;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureScheme;
import io.github.mls4j.crypto.bc.BcAead;
import io.github.mls4j.crypto.bc.BcCurves;
import io.github.mls4j.crypto.hpke.BaseHpke;
import io.github.mls4j.crypto.hpke.DhGroup;
import io.github.mls4j.crypto.hpke.DhKem;
import java.security.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All suites, each primitive from where it is fastest without native code: SHA-2, HMAC and AES-GCM
 * from the JDK, the curves and ChaCha20-Poly1305 from BouncyCastle. The default.
 */
public final class HybridCryptoProvider implements CryptoProvider {

  /** Those that come first, in their order. */
  private final List<Provider> preferred;

  /** For {@link java.util.ServiceLoader}; all instances are alike. */
  public HybridCryptoProvider() {
    this(List.of());
  }

  private HybridCryptoProvider(List<Provider> preferred) {
    this.preferred = preferred;
  }

  /**
   * Takes from JCA providers what they have of Ed25519, of the verification of ECDSA, of AES-GCM,
   * and of key agreement with X25519, P-256, P-384 and P-521. Those in native code are two to three
   * times as fast at that: Amazon Corretto's, and Conscrypt behind it for X25519, which Corretto's
   * has not. They need not be installed. What keys and signatures are refused does not depend on
   * it: these are judged before a provider sees them.
   *
   * <p>A provider gets a private key for one use, in an object that is destroyed after it. Where
   * its objects cannot be, copies of the key stay on the heap until the garbage collector comes.
   *
   * @param preferred where several have the same, the first
   */
  public static HybridCryptoProvider preferring(Provider... preferred) {
    return new HybridCryptoProvider(List.of(preferred));
  }

  /** {@code hybrid}, and the names of those that are preferred. */
  @Override
  public String name() {
    StringBuilder name = new StringBuilder("hybrid");
    preferred.forEach(provider -> name.append('+').append(provider.getName()));
    return name.toString();
  }

  @Override
  public HashFunction hash(HashAlgorithm algorithm) {
    return JcaHash.of(algorithm);
  }

  @Override
  public Aead aead(AeadAlgorithm algorithm) {
    return algorithm == AeadAlgorithm.CHACHA20_POLY1305
        ? new BcAead(algorithm)
        : JcaAesGcm.of(algorithm, preferred);
  }

  @Override
  public SignatureScheme signature(SignatureAlgorithm algorithm) {
    SignatureScheme own = BcCurves.signature(algorithm, this);
    for (Provider provider : preferred) {
      SignatureScheme theirs = JcaSignatures.of(algorithm, own, provider);
      if (!theirs.equals(own)) {
        return theirs;
      }
    }
    return own;
  }

  @Override
  public Hpke hpke(KemAlgorithm kem, HashAlgorithm kdf, AeadAlgorithm aead) {
    return new BaseHpke(new DhKem(kem, group(kem), hash(kem.hash())), hash(kdf), aead(aead));
  }

  private DhGroup group(KemAlgorithm kem) {
    DhGroup own = BcCurves.group(kem);
    for (Provider provider : preferred) {
      DhGroup theirs = JcaGroup.of(kem, own, provider);
      if (!theirs.equals(own)) {
        return theirs;
      }
    }
    return own;
  }

  /** Instances that prefer the same are alike. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof HybridCryptoProvider other && preferred.equals(other.preferred);
  }

  @Override
  public int hashCode() {
    return preferred.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
