package io.github.mls4j.framing;

import io.github.mls4j.schedule.PendingKey;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.Sender;
import org.jspecify.annotations.Nullable;

/**
 * A message whose sender is known: tags, encryption and signature are in order. Only this package
 * makes one. Whether the content makes sense is for validation to say.
 *
 * <p>Its message key is still in the secret tree, so that a message that turns out to be invalid,
 * or that has to wait for something, leaves no trace: {@link #accept()} lets the ratchet move.
 */
public final class VerifiedContent implements AutoCloseable {

  private final AuthenticatedContent content;
  private @Nullable PendingKey key;

  VerifiedContent(AuthenticatedContent content, @Nullable PendingKey key) {
    this.content = content;
    this.key = key;
  }

  /** The whole, as it enters proposal references and transcript hashes. */
  public AuthenticatedContent authenticatedContent() {
    return content;
  }

  public FramedContent framedContent() {
    return content.content();
  }

  public Sender sender() {
    return content.content().sender();
  }

  public Content content() {
    return content.content().content();
  }

  /**
   * The message has been received in full: its key is consumed (RFC 9420 §9.2), and the same
   * message cannot come again. For a PublicMessage, and a second time, this does nothing.
   *
   * @throws IllegalStateException if another message with the same key has been accepted meanwhile
   */
  public void accept() {
    PendingKey pending = key;
    if (pending != null) {
      key = null;
      pending.commit();
    }
  }

  /** The message will wait for {@link #acceptLate()}: meanwhile no secret of it is held. */
  public void park() {
    PendingKey pending = key;
    if (pending != null) {
      pending.park();
    }
  }

  /**
   * As {@link #accept()}, for a message that was held back for a while: if its sender has used the
   * same key for another message, which was accepted meanwhile, the key is gone already. A sender
   * must not be able to stop a commit of its own that way.
   */
  public void acceptLate() {
    if (key != null && key.isTaken()) {
      close();
    }
    accept();
  }

  /** Drops the message, unless it has been accepted: its key stays as if it had never come. */
  @Override
  public void close() {
    PendingKey pending = key;
    if (pending != null) {
      key = null;
      pending.close();
    }
  }

  @Override
  public String toString() {
    return "VerifiedContent[" + content.content().contentType() + "]";
  }
}
