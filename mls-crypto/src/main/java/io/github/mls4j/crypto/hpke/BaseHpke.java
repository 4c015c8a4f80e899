package io.github.mls4j.crypto.hpke;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.Hpke;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.RefusedInput.Reason;
import io.github.mls4j.wire.HPKECiphertext;
import java.security.SecureRandom;
import java.util.Arrays;

/** HPKE (RFC 9180) in base mode from its three parts, each context being used for one message. */
public final class BaseHpke implements Hpke {

  final DhKem kem;
  private final Aead aead;
  private final KeySchedule schedule;

  /** {@code hash} is that of the KDF, which need not be that of the KEM. */
  public BaseHpke(DhKem kem, HashFunction hash, Aead aead) {
    this.kem = kem;
    this.aead = aead;
    this.schedule =
        new KeySchedule(
            kem.algorithm().id(), hash.algorithm().kdfId(), aead.algorithm().id(), hash);
  }

  @Override
  public PrivateKey deriveKeyPair(byte[] ikm) {
    return kem.deriveKeyPair(ikm);
  }

  @Override
  public PrivateKey generateKeyPair(SecureRandom random) {
    return kem.generateKeyPair(random);
  }

  @Override
  public PublicKey publicKey(Bytes serialized) throws RefusedInput {
    return kem.publicKey(serialized);
  }

  @Override
  public PrivateKey privateKey(byte[] serialized) throws RefusedInput {
    return kem.privateKey(serialized);
  }

  @Override
  public Sealer sealer(Bytes info) {
    byte[] context = schedule.context(info);
    return new Sealer() {
      @Override
      public int seedLength() {
        return kem.seedLength();
      }

      @Override
      public HPKECiphertext seal(PublicKey recipient, byte[] plaintext, byte[] seed) {
        DhKem.Encapsulation encapsulation = kem.encapsulate(kem.own(recipient), seed);
        try (AeadKeys keys = aeadKeys(encapsulation.sharedSecret(), context)) {
          return new HPKECiphertext(
              encapsulation.enc(), aead.seal(keys.key(), keys.nonce(), Bytes.EMPTY, plaintext));
        }
      }
    };
  }

  @Override
  public byte[] open(PrivateKey key, Bytes info, HPKECiphertext ciphertext) throws RefusedInput {
    byte[] sharedSecret = kem.decapsulate(kem.own(key), ciphertext.kemOutput());
    try (AeadKeys keys = aeadKeys(sharedSecret, schedule.context(info))) {
      byte[] plaintext = aead.open(keys.key(), keys.nonce(), Bytes.EMPTY, ciphertext.ciphertext());
      if (plaintext == null) {
        throw new RefusedInput(Reason.AUTHENTICATION, "HPKE ciphertext that does not authenticate");
      }
      return plaintext;
    }
  }

  /** Consumes the shared secret. */
  private AeadKeys aeadKeys(byte[] sharedSecret, byte[] context) {
    byte[] secret = schedule.secret(sharedSecret);
    try {
      return new AeadKeys(
          schedule.key(secret, context, aead.algorithm().keyLength()),
          schedule.baseNonce(secret, context, AeadAlgorithm.NONCE_LENGTH));
    } finally {
      wipe(sharedSecret, secret);
    }
  }

  @Override
  public Exported sendExport(
      PublicKey key, Bytes info, Bytes exporterContext, int length, SecureRandom random) {
    byte[] seed = new byte[kem.seedLength()];
    random.nextBytes(seed);
    try {
      DhKem.Encapsulation encapsulation = kem.encapsulate(kem.own(key), seed);
      return new Exported(
          encapsulation.enc(), export(encapsulation.sharedSecret(), info, exporterContext, length));
    } finally {
      wipe(seed);
    }
  }

  @Override
  public byte[] receiveExport(
      PrivateKey key, Bytes info, Bytes kemOutput, Bytes exporterContext, int length)
      throws RefusedInput {
    return export(kem.decapsulate(kem.own(key), kemOutput), info, exporterContext, length);
  }

  /** Consumes the shared secret. */
  private byte[] export(byte[] sharedSecret, Bytes info, Bytes exporterContext, int length) {
    byte[] secret = schedule.secret(sharedSecret);
    try {
      return schedule.export(secret, schedule.context(info), exporterContext, length);
    } finally {
      wipe(sharedSecret, secret);
    }
  }

  private static void wipe(byte[]... confidential) {
    for (byte[] bytes : confidential) {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
