package io.github.mls4j.framing;

import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.PendingKey;
import io.github.mls4j.wire.AuthenticatedContent;
import org.jspecify.annotations.Nullable;

/**
 * A message that the epoch's shared keys have opened. Some member may have made it; who, only
 * {@link #verify} tells.
 */
public final class UnverifiedContent implements OpenedMessage, AutoCloseable {

  private final MessageProtection protection;
  private final AuthenticatedContent content;
  private final @Nullable PendingKey key;

  UnverifiedContent(
      MessageProtection protection, AuthenticatedContent content, @Nullable PendingKey key) {
    this.protection = protection;
    this.content = content;
    this.key = key;
  }

  /** What the message claims: good for routing, not to be believed. */
  public AuthenticatedContent claimed() {
    return content;
  }

  /**
   * Verifies the signature with the key that RFC 9420 §6.1 prescribes for the type of sender. On
   * failure the message is closed and nothing has changed.
   *
   * @return what takes this object's place: it need not be closed any more
   * @throws RuleViolation if the sender has no such key or did not sign this content in this epoch
   */
  public VerifiedContent verify() throws RuleViolation {
    try {
      protection.verifySignature(content);
    } catch (RuleViolation | RuntimeException e) {
      close();
      throw e;
    }
    return new VerifiedContent(content, key);
  }

  /** Drops the message: its key stays as if it had never come. */
  @Override
  public void close() {
    if (key != null) {
      key.close();
    }
  }

  @Override
  public String toString() {
    return "UnverifiedContent[" + content.content().contentType() + "]";
  }
}
