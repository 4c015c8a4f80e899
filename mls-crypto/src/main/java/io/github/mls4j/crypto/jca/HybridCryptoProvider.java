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
import io.github.mls4j.crypto.hpke.DhKem;
import org.jspecify.annotations.Nullable;

/**
 * All suites, each primitive from where it is fastest without native code: SHA-2, HMAC and AES-GCM
 * from the JDK, the curves and ChaCha20-Poly1305 from BouncyCastle. The default.
 */
public final class HybridCryptoProvider implements CryptoProvider {

  /** For {@link java.util.ServiceLoader}; all instances are alike. */
  public HybridCryptoProvider() {}

  @Override
  public String name() {
    return "hybrid";
  }

  @Override
  public HashFunction hash(HashAlgorithm algorithm) {
    return JcaHash.of(algorithm);
  }

  @Override
  public Aead aead(AeadAlgorithm algorithm) {
    return algorithm == AeadAlgorithm.CHACHA20_POLY1305
        ? new BcAead(algorithm)
        : new JcaAesGcm(algorithm);
  }

  @Override
  public SignatureScheme signature(SignatureAlgorithm algorithm) {
    return BcCurves.signature(algorithm, this);
  }

  @Override
  public Hpke hpke(KemAlgorithm kem, HashAlgorithm kdf, AeadAlgorithm aead) {
    return new BaseHpke(
        new DhKem(kem, BcCurves.group(kem), hash(kem.hash())), hash(kdf), aead(aead));
  }

  /** All instances are alike. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof HybridCryptoProvider;
  }

  @Override
  public int hashCode() {
    return HybridCryptoProvider.class.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
