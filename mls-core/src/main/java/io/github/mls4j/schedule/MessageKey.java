package io.github.mls4j.schedule;

import io.github.mls4j.codec.Secret;

/**
 * RFC 9420 §9.1: key and nonce of one generation of a ratchet. They protect one message and are
 * wiped then.
 */
public final class MessageKey implements AutoCloseable {

  private final long generation;
  private final Secret key;
  private final Secret nonce;

  MessageKey(long generation, Secret key, Secret nonce) {
    this.generation = generation;
    this.key = key;
    this.nonce = nonce;
  }

  /** Where in its ratchet this key stands: 0 to 2^32 - 1. */
  public long generation() {
    return generation;
  }

  /** The AEAD key, lent. */
  public Secret key() {
    return key;
  }

  /** The AEAD nonce before the reuse guard is applied (§6.3.1), lent. */
  public Secret nonce() {
    return nonce;
  }

  MessageKey copy() {
    return new MessageKey(generation, key.copy(), nonce.copy());
  }

  @Override
  public void close() {
    key.close();
    nonce.close();
  }

  @Override
  public String toString() {
    return "MessageKey[generation " + generation + "]";
  }
}
