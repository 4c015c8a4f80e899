package io.github.mls4j.crypto.hpke;

import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** {@code LabeledExtract} and {@code LabeledExpand} of RFC 9180 §4 under one {@code suite_id}. */
final class LabeledKdf {

  static final byte[] EMPTY = {};

  private static final byte[] VERSION = ascii("HPKE-v1");

  private final Hkdf hkdf;
  private final byte[] suiteId;
  private final int hashLength;

  LabeledKdf(HashFunction hash, byte[] suiteId) {
    this.hkdf = new Hkdf(hash);
    this.suiteId = suiteId;
    this.hashLength = hash.algorithm().length();
  }

  /** {@code Nh}. */
  int hashLength() {
    return hashLength;
  }

  byte[] extract(byte[] salt, String label, byte[] inputKeyingMaterial) {
    return hkdf.extract(salt, VERSION, suiteId, ascii(label), inputKeyingMaterial);
  }

  byte[] expand(byte[] pseudorandomKey, String label, byte[] info, int length) {
    byte[] labelBytes = ascii(label);
    ByteBuffer labeled =
        ByteBuffer.allocate(2 + VERSION.length + suiteId.length + labelBytes.length + info.length);
    labeled.putShort((short) length).put(VERSION).put(suiteId).put(labelBytes).put(info);
    return hkdf.expand(pseudorandomKey, labeled.array(), length);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
