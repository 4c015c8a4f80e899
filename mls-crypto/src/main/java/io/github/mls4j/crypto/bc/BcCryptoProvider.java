package io.github.mls4j.crypto.bc;

import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.Hpke;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureScheme;
import io.github.mls4j.crypto.hpke.BaseHpke;
import io.github.mls4j.crypto.hpke.DhKem;
import org.jspecify.annotations.Nullable;

/**
 * All suites over BouncyCastle's lightweight API alone: no JCA, no configuration, runs anywhere.
 *
 * <p>AES with its tables and the scalar multiplications of the NIST curves do not take constant
 * time in BouncyCastle; X25519, X448, EdDSA and ChaCha20-Poly1305 do.
 */
public final class BcCryptoProvider implements CryptoProvider {

  /** For {@link java.util.ServiceLoader}; all instances are alike. */
  public BcCryptoProvider() {}

  @Override
  public String name() {
    return "bc";
  }

  @Override
  public HashFunction hash(HashAlgorithm algorithm) {
    return new BcHash(algorithm);
  }

  @Override
  public Aead aead(AeadAlgorithm algorithm) {
    return new BcAead(algorithm);
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
    return o instanceof BcCryptoProvider;
  }

  @Override
  public int hashCode() {
    return BcCryptoProvider.class.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
