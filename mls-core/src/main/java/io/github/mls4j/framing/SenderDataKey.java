package io.github.mls4j.framing;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;

/**
 * RFC 9420 §6.3.2: key and nonce of the sender data of one PrivateMessage, which depend on a sample
 * of its ciphertext.
 */
public final class SenderDataKey implements AutoCloseable {

  private final Secret key;
  private final Secret nonce;

  private SenderDataKey(Secret key, Secret nonce) {
    this.key = key;
    this.nonce = nonce;
  }

  /**
   * @param ciphertext of the message's content: its first KDF.Nh bytes count, or all if it is
   *     shorter
   */
  public static SenderDataKey derive(CipherSuite suite, Secret senderDataSecret, Bytes ciphertext) {
    Bytes sample = ciphertext.slice(0, Math.min(suite.hashLength(), ciphertext.size()));
    return new SenderDataKey(
        suite.expandWithLabel(senderDataSecret, "key", sample, suite.aeadKeyLength()),
        suite.expandWithLabel(senderDataSecret, "nonce", sample, suite.aeadNonceLength()));
  }

  /** The AEAD key, lent. */
  public Secret key() {
    return key;
  }

  /** The AEAD nonce, lent. */
  public Secret nonce() {
    return nonce;
  }

  @Override
  public void close() {
    key.close();
    nonce.close();
  }

  @Override
  public String toString() {
    return "SenderDataKey";
  }
}
