package io.github.mls4j.crypto;

/**
 * What a cryptographic library supplies; everything else is built on it and shared. {@link
 * java.util.ServiceLoader} finds providers, {@link CryptoProviders} hands them out by name.
 *
 * <p>A provider and all it returns are immutable and usable by any number of threads at once: an
 * object of the library that holds state is made per call or kept per thread. It takes no
 * randomness but the {@link java.security.SecureRandom} it is given.
 *
 * <p>Byte arrays hold what is confidential: a method neither keeps nor changes those it is given
 * and wipes those it makes, but for its result, which belongs to the caller. {@code Bytes} are
 * public. Keys and signatures that come from outside have passed the shared checks before a
 * provider sees them, so that all providers refuse alike. Each method throws {@link
 * IllegalArgumentException} for an algorithm that the provider does not have and {@link
 * CryptoException} if the platform fails.
 */
public interface CryptoProvider {

  /** A short name, such as {@code bc}. */
  String name();

  HashFunction hash(HashAlgorithm algorithm);

  Aead aead(AeadAlgorithm algorithm);

  SignatureScheme signature(SignatureAlgorithm algorithm);

  /** HPKE in base mode; {@code crypto.hpke} builds it from a Diffie-Hellman function. */
  Hpke hpke(KemAlgorithm kem, HashAlgorithm kdf, AeadAlgorithm aead);
}
