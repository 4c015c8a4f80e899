package io.github.mls4j.crypto;

import java.util.Arrays;

/** HKDF (RFC 5869) over a provider's HMAC. */
public final class Hkdf {

  private final HashFunction hash;
  private final int hashLength;

  public Hkdf(HashFunction hash) {
    this.hash = hash;
    this.hashLength = hash.algorithm().length();
  }

  /** {@code HKDF-Extract} of the concatenated input keying material. */
  public byte[] extract(byte[] salt, byte[]... inputKeyingMaterial) {
    return hash.hmac(salt, inputKeyingMaterial);
  }

  /**
   * {@code HKDF-Expand}.
   *
   * @throws IllegalArgumentException if {@code length} is not from 0 to 255 hash lengths
   */
  public byte[] expand(byte[] pseudorandomKey, byte[] info, int length) {
    if (length < 0 || length > maxLength()) {
      throw new IllegalArgumentException(length + " bytes are not within 0 to " + maxLength());
    }
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    byte[] counter = new byte[1];
    for (int at = 0; at < length; at += hashLength) {
      counter[0]++;
      byte[] next = hash.hmac(pseudorandomKey, block, info, counter);
      Arrays.fill(block, (byte) 0);
      block = next;
      System.arraycopy(block, 0, output, at, Math.min(hashLength, length - at));
    }
    Arrays.fill(block, (byte) 0);
    return output;
  }

  /** The longest output that can be asked for, in bytes. */
  public int maxLength() {
    return 255 * hashLength;
  }
}
