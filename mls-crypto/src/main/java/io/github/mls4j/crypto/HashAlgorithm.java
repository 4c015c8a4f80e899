package io.github.mls4j.crypto;

/** A member of the SHA-2 family, as a hash and as the base of HMAC and HKDF. */
public enum HashAlgorithm {
  SHA256(1, 32, 64),
  SHA384(2, 48, 128),
  SHA512(3, 64, 128);

  private final int kdfId;
  private final int length;
  private final int blockLength;

  HashAlgorithm(int kdfId, int length, int blockLength) {
    this.kdfId = kdfId;
    this.length = length;
    this.blockLength = blockLength;
  }

  /** The code point of HKDF over this hash in HPKE (RFC 9180 §7.2). */
  public int kdfId() {
    return kdfId;
  }

  /** The output in bytes: also {@code Nh} of HKDF. */
  public int length() {
    return length;
  }

  /** The block that HMAC pads its key to, in bytes (RFC 2104 §2). */
  public int blockLength() {
    return blockLength;
  }
}
