package io.github.mls4j.crypto.hpke;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.HashFunction;
import java.util.Arrays;

/**
 * The key schedule of RFC 9180 §5.1 in base mode. The part that depends on {@code info} alone comes
 * first and is shared by all recipients.
 */
final class KeySchedule {

  private static final byte MODE_BASE = 0;

  private final LabeledKdf kdf;

  /**
   * {@code psk_id_hash} of the empty {@code psk_id}: the same for all that this suite ever does.
   */
  private final byte[] pskIdHash;

  KeySchedule(int kemId, int kdfId, int aeadId, HashFunction hash) {
    this.kdf = new LabeledKdf(hash, suiteId(kemId, kdfId, aeadId));
    this.pskIdHash = kdf.extract(LabeledKdf.EMPTY, "psk_id_hash", LabeledKdf.EMPTY);
  }

  private static byte[] suiteId(int kemId, int kdfId, int aeadId) {
    return new byte[] {
      'H',
      'P',
      'K',
      'E',
      (byte) (kemId >>> 8),
      (byte) kemId,
      (byte) (kdfId >>> 8),
      (byte) kdfId,
      (byte) (aeadId >>> 8),
      (byte) aeadId
    };
  }

  /** {@code key_schedule_context}, which holds the hash of {@code info}. */
  byte[] context(Bytes info) {
    byte[] infoHash = kdf.extract(LabeledKdf.EMPTY, "info_hash", info.toByteArray());
    byte[] context = new byte[1 + pskIdHash.length + infoHash.length];
    context[0] = MODE_BASE;
    System.arraycopy(pskIdHash, 0, context, 1, pskIdHash.length);
    System.arraycopy(infoHash, 0, context, 1 + pskIdHash.length, infoHash.length);
    return context;
  }

  /** {@code secret}; the caller wipes it. */
  byte[] secret(byte[] sharedSecret) {
    return kdf.extract(sharedSecret, "secret", LabeledKdf.EMPTY);
  }

  byte[] key(byte[] secret, byte[] context, int length) {
    return kdf.expand(secret, "key", context, length);
  }

  byte[] baseNonce(byte[] secret, byte[] context, int length) {
    return kdf.expand(secret, "base_nonce", context, length);
  }

  byte[] exporterSecret(byte[] secret, byte[] context) {
    return kdf.expand(secret, "exp", context, kdf.hashLength());
  }

  /** {@code Context.Export} (RFC 9180 §5.3). */
  byte[] export(byte[] secret, byte[] context, Bytes exporterContext, int length) {
    byte[] exporterSecret = exporterSecret(secret, context);
    try {
      return kdf.expand(exporterSecret, "sec", exporterContext.toByteArray(), length);
    } finally {
      Arrays.fill(exporterSecret, (byte) 0);
    }
  }
}
