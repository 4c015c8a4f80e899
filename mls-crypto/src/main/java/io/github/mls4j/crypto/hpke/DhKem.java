package io.github.mls4j.crypto.hpke;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CryptoException;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.Hpke;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.NistCurve;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.RefusedInput.Reason;
import java.security.SecureRandom;
import java.util.Arrays;

/** DHKEM (RFC 9180 §4.1) over a provider's Diffie-Hellman function, with all checks of keys. */
public final class DhKem {

  private static final int MAX_CANDIDATES = 256;

  private final KemAlgorithm algorithm;
  private final DhGroup group;
  private final LabeledKdf kdf;

  /** {@code hash} is that of the KEM, {@link KemAlgorithm#hash()}. */
  public DhKem(KemAlgorithm algorithm, DhGroup group, HashFunction hash) {
    if (hash.algorithm() != algorithm.hash()) {
      throw new IllegalArgumentException(algorithm + " with " + hash.algorithm());
    }
    this.algorithm = algorithm;
    this.group = group;
    this.kdf =
        new LabeledKdf(
            hash, new byte[] {'K', 'E', 'M', (byte) (algorithm.id() >>> 8), (byte) algorithm.id()});
  }

  KemAlgorithm algorithm() {
    return algorithm;
  }

  /** {@code DeriveKeyPair} (RFC 9180 §7.1.3): for the NIST curves by rejection sampling. */
  DhPrivateKey deriveKeyPair(byte[] ikm) {
    byte[] prk = kdf.extract(LabeledKdf.EMPTY, "dkp_prk", ikm);
    try {
      NistCurve curve = algorithm.nistCurve();
      return withPublicKey(
          curve == null
              ? kdf.expand(prk, "sk", LabeledKdf.EMPTY, algorithm.privateKeyLength())
              : scalar(curve, prk));
    } finally {
      Arrays.fill(prk, (byte) 0);
    }
  }

  private byte[] scalar(NistCurve curve, byte[] prk) {
    for (int counter = 0; counter < MAX_CANDIDATES; counter++) {
      byte[] candidate =
          kdf.expand(prk, "candidate", new byte[] {(byte) counter}, algorithm.privateKeyLength());
      candidate[0] &= curve.highByteMask();
      if (curve.isScalar(candidate)) {
        return candidate;
      }
      Arrays.fill(candidate, (byte) 0);
    }
    throw new CryptoException("no private key among " + MAX_CANDIDATES + " candidates");
  }

  /** {@code GenerateKeyPair}: derived from {@code Nsk} random bytes (RFC 9180 §4). */
  DhPrivateKey generateKeyPair(SecureRandom random) {
    byte[] ikm = new byte[seedLength()];
    random.nextBytes(ikm);
    try {
      return deriveKeyPair(ikm);
    } finally {
      Arrays.fill(ikm, (byte) 0);
    }
  }

  /** {@code DeserializePublicKey} (RFC 9180 §7.1.1) with the validation of §7.1.4. */
  DhPublicKey publicKey(Bytes serialized) throws RefusedInput {
    NistCurve curve = algorithm.nistCurve();
    if (curve != null) {
      curve.requirePoint(serialized);
    } else if (algorithm == KemAlgorithm.X25519) {
      MontgomeryRules.requireX25519(serialized);
    } else {
      MontgomeryRules.requireX448(serialized);
    }
    return new DhPublicKey(algorithm, serialized, group.decode(serialized));
  }

  /**
   * {@code DeserializePrivateKey} (RFC 9180 §7.1.2). X25519 and X448 keys stay as they are, clamped
   * or not: they are clamped at each use.
   */
  DhPrivateKey privateKey(byte[] serialized) throws RefusedInput {
    if (serialized.length != algorithm.privateKeyLength()) {
      throw new RefusedInput(
          Reason.LENGTH, algorithm + " private key of " + serialized.length + " bytes");
    }
    NistCurve curve = algorithm.nistCurve();
    if (curve != null && !curve.isScalar(serialized)) {
      throw new RefusedInput(Reason.SCALAR_RANGE, algorithm + " private key out of range");
    }
    return withPublicKey(serialized.clone());
  }

  private DhPrivateKey withPublicKey(byte[] privateKey) {
    Bytes serialized = group.publicKey(privateKey);
    DhPublicKey publicKey = new DhPublicKey(algorithm, serialized, group.decode(serialized));
    return new DhPrivateKey(Secret.takeOver(privateKey), publicKey);
  }

  /** What the sender gets: the shared secret, and how the recipient gets it too. */
  @SuppressWarnings("ArrayRecordComponent")
  record Encapsulation(byte[] sharedSecret, Bytes enc) {}

  /** How many random bytes a fresh key pair takes: {@code Nsk}. */
  int seedLength() {
    return algorithm.privateKeyLength();
  }

  /** {@code Encap} with an ephemeral key pair that is derived from {@code seed} (RFC 9180 §4). */
  Encapsulation encapsulate(DhPublicKey recipient, byte[] seed) {
    try (DhPrivateKey ephemeral = deriveKeyPair(seed)) {
      Bytes enc = ephemeral.publicKey().serialize();
      byte[] sharedSecret = sharedSecret(ephemeral, recipient, enc, recipient.serialize());
      return new Encapsulation(sharedSecret, enc);
    } catch (RefusedInput e) {
      throw new CryptoException("agreement with a validated public key failed", e);
    }
  }

  /** {@code Decap}; a KEM output is a public key and validated as one. */
  byte[] decapsulate(DhPrivateKey recipient, Bytes enc) throws RefusedInput {
    return sharedSecret(recipient, publicKey(enc), enc, recipient.publicKey().serialize());
  }

  /** {@code ExtractAndExpand} of the agreement of two keys, with {@code enc || pkRm} as context. */
  private byte[] sharedSecret(DhPrivateKey ours, DhPublicKey theirs, Bytes enc, Bytes recipient)
      throws RefusedInput {
    byte[] dh = ours.agree(theirs.point());
    byte[] eaePrk = LabeledKdf.EMPTY;
    try {
      requireNonZero(dh);
      eaePrk = kdf.extract(LabeledKdf.EMPTY, "eae_prk", dh);
      byte[] context = Bytes.concat(enc, recipient).toByteArray();
      return kdf.expand(eaePrk, "shared_secret", context, kdf.hashLength());
    } finally {
      Arrays.fill(dh, (byte) 0);
      Arrays.fill(eaePrk, (byte) 0);
    }
  }

  /** RFC 9180 §7.1.4, RFC 7748 §6; the NIST curves, of prime order, cannot come here. */
  private static void requireNonZero(byte[] dh) throws RefusedInput {
    int any = 0;
    for (byte b : dh) {
      any |= b;
    }
    if (any == 0) {
      throw new RefusedInput(Reason.SMALL_ORDER, "agreement of all zeros");
    }
  }

  /** This KEM's own representation of a key that came through {@link Hpke}. */
  DhPublicKey own(Hpke.PublicKey key) {
    if (key instanceof DhPublicKey own && own.algorithm() == algorithm) {
      return own;
    }
    throw new IllegalArgumentException("a public key of another KEM, used with " + algorithm);
  }

  /** As {@link #own(Hpke.PublicKey)}. */
  DhPrivateKey own(Hpke.PrivateKey key) {
    if (key instanceof DhPrivateKey own && own.publicKey().algorithm() == algorithm) {
      return own;
    }
    throw new IllegalArgumentException("a private key of another KEM, used with " + algorithm);
  }
}
