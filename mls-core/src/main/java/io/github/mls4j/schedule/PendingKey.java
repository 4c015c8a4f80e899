package io.github.mls4j.schedule;

import org.jspecify.annotations.Nullable;

/**
 * The key of a message that is being received. The ratchet has not moved: it moves by {@link
 * #commit()}, once the message has turned out to be genuine. Closing without that leaves no trace.
 */
public final class PendingKey implements AutoCloseable {

  private final SecretTree tree;
  private final KeyId id;
  private final MessageKey key;
  private @Nullable TreeExpansion expansion;
  private boolean done;

  PendingKey(SecretTree tree, KeyId id, MessageKey key, @Nullable TreeExpansion expansion) {
    this.tree = tree;
    this.id = id;
    this.key = key;
    this.expansion = expansion;
  }

  /** Key and nonce, lent. */
  public MessageKey key() {
    return key;
  }

  /**
   * Consumes the key: it and all that it could be derived from leave the tree (RFC 9420 §9.2), keys
   * that were passed over are kept for late messages.
   *
   * @throws IllegalStateException if this or another use of the same generation came first, or this
   *     has been closed
   */
  public void commit() {
    if (done) {
      throw new IllegalStateException("the message key has been used or given up");
    }
    done = true;
    try {
      tree.consume(id, expansion);
    } finally {
      key.close();
    }
  }

  /**
   * Wipes the key, which has done its work, and all that was derived on the way to it, for a
   * message that waits: what other messages consume meanwhile would live on here. It can still be
   * committed.
   */
  public void park() {
    key.close();
    if (expansion != null && !done) {
      expansion.close();
    }
    expansion = null;
  }

  /** Whether another message has used the same key in the meantime. */
  public boolean isTaken() {
    return tree.isUsed(id);
  }

  /** Wipes the key and, unless it has been committed, all that was derived on the way to it. */
  @Override
  public void close() {
    key.close();
    if (!done) {
      done = true;
      if (expansion != null) {
        expansion.close();
      }
    }
  }
}
