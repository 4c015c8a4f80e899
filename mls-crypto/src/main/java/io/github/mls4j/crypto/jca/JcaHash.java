package io.github.mls4j.crypto.jca;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CryptoException;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.HashFunction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * SHA-2 of the JDK, one reused digest a thread. HMAC is composed over it: half the price of the
 * JDK's {@code Mac}, which moreover refuses the empty key that HKDF needs.
 */
final class JcaHash implements HashFunction {

  private static final JcaHash SHA256 = new JcaHash(HashAlgorithm.SHA256, "SHA-256");
  private static final JcaHash SHA384 = new JcaHash(HashAlgorithm.SHA384, "SHA-384");
  private static final JcaHash SHA512 = new JcaHash(HashAlgorithm.SHA512, "SHA-512");

  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5c;

  private final HashAlgorithm algorithm;
  private final ThreadLocal<MessageDigest> digests;

  private JcaHash(HashAlgorithm algorithm, String jcaName) {
    this.algorithm = algorithm;
    this.digests = ThreadLocal.withInitial(() -> create(jcaName));
  }

  static HashFunction of(HashAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA256 -> SHA256;
      case SHA384 -> SHA384;
      case SHA512 -> SHA512;
    };
  }

  private static MessageDigest create(String jcaName) {
    try {
      return MessageDigest.getInstance(jcaName);
    } catch (NoSuchAlgorithmException e) {
      throw new CryptoException("the platform has no " + jcaName, e);
    }
  }

  @Override
  public HashAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public byte[] digest(Bytes input) {
    MessageDigest digest = digests.get();
    digest.reset();
    input.read(digest::update);
    return digest.digest();
  }

  @Override
  public byte[] hmac(byte[] key, byte[]... message) {
    MessageDigest digest = digests.get();
    digest.reset();
    byte[] pad = new byte[algorithm.blockLength()];
    if (key.length <= pad.length) {
      System.arraycopy(key, 0, pad, 0, key.length);
    } else {
      byte[] hashedKey = digest.digest(key);
      System.arraycopy(hashedKey, 0, pad, 0, hashedKey.length);
      Arrays.fill(hashedKey, (byte) 0);
    }
    xor(pad, INNER_PAD);
    digest.update(pad);
    for (byte[] part : message) {
      digest.update(part);
    }
    byte[] inner = digest.digest();
    xor(pad, (byte) (INNER_PAD ^ OUTER_PAD));
    digest.update(pad);
    byte[] tag = digest.digest(inner);
    // Until its next use, the digest would hold what it has just computed.
    digest.reset();
    Arrays.fill(inner, (byte) 0);
    Arrays.fill(pad, (byte) 0);
    return tag;
  }

  private static void xor(byte[] bytes, byte value) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= value;
    }
  }
}
