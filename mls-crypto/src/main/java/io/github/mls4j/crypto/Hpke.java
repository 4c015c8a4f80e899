package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.HPKECiphertext;
import java.security.SecureRandom;

/** HPKE (RFC 9180) in base mode without associated data, as a provider supplies it. */
public interface Hpke {

  /** {@code DeriveKeyPair}. */
  PrivateKey deriveKeyPair(byte[] ikm);

  /** {@code GenerateKeyPair}. */
  PrivateKey generateKeyPair(SecureRandom random);

  /** {@code DeserializePublicKey}, with all validation of the key. */
  PublicKey publicKey(Bytes serialized) throws RefusedInput;

  /** {@code DeserializePrivateKey}. */
  PrivateKey privateKey(byte[] serialized) throws RefusedInput;

  /** Seals to any number of recipients under one {@code info}, which is hashed here, once. */
  Sealer sealer(Bytes info);

  /** {@code OpenBase}. */
  byte[] open(PrivateKey key, Bytes info, HPKECiphertext ciphertext) throws RefusedInput;

  /** {@code SetupBaseS} and {@code Context.Export}. */
  Exported sendExport(
      PublicKey key, Bytes info, Bytes exporterContext, int length, SecureRandom random);

  /** {@code SetupBaseR} and {@code Context.Export}. */
  byte[] receiveExport(
      PrivateKey key, Bytes info, Bytes kemOutput, Bytes exporterContext, int length)
      throws RefusedInput;

  /** {@code SealBase} under one {@code info}, by any number of threads at once. */
  interface Sealer {

    /** How many random bytes one recipient takes. */
    int seedLength();

    /**
     * Seals to one recipient.
     *
     * @param seed fresh random bytes, from which alone the ephemeral key comes
     */
    HPKECiphertext seal(PublicKey recipient, byte[] plaintext, byte[] seed);
  }

  /** A KEM output and what was exported with it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Exported(Bytes kemOutput, byte[] secret) {}

  /** A decoded and validated public key. */
  interface PublicKey {

    /** {@code SerializePublicKey}. */
    Bytes serialize();
  }

  /** A private key with its public key at hand. */
  interface PrivateKey extends AutoCloseable {

    PublicKey publicKey();

    /** {@code SerializePrivateKey}, as a secret of its own. */
    Secret serialize();

    /** Wipes the key. */
    @Override
    void close();
  }
}
