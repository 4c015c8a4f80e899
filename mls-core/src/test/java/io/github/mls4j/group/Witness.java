package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.fail;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import org.jspecify.annotations.Nullable;

/** Hands a group what it should refuse, and sees to it that nothing else comes of it. */
final class Witness implements AutoCloseable {

  /** Something that may be refused. */
  @FunctionalInterface
  interface Attempt<T> {
    T run() throws Exception;
  }

  /** Where an MLSMessage says what it is, and what it says if that is a PrivateMessage. */
  private static final int WIRE_FORMAT = 3;

  private static final int ENCRYPTED = 2;

  private final Group group;
  private Secret before;
  private int refused;

  Witness(Group group) {
    this.group = group;
    this.before = group.save();
  }

  /** How many messages were refused. */
  int refused() {
    return refused;
  }

  /** The message must be refused. */
  void refuses(Bytes message) {
    Received received = receive(message);
    if (received != null) {
      fail("accepted as " + received + ": " + message.toHex());
    }
  }

  /**
   * The message may be refused, or be valid after all. Either way the group is as before, but for
   * the key of an encrypted message that was valid: what it has kept is taken back.
   *
   * @return what it was received as; null if it was refused
   */
  @Nullable Received receive(Bytes message) {
    Received received = attempt(message, () -> group.receive(message));
    if (received == null) {
      refused++;
    } else if (received instanceof StagedCommit staged) {
      staged.close();
    } else if (received instanceof PendingProposal proposal) {
      group.drop(proposal.reference());
    }
    Secret after = group.save();
    boolean ratcheted = received != null && message.get(WIRE_FORMAT) == ENCRYPTED;
    if (!ratcheted && !after.equals(before)) {
      fail("the state has changed by " + message.toHex());
    }
    before.close();
    before = after;
    return received;
  }

  /** What comes of an attempt; null if it ends in one of the three exceptions for bad input. */
  static <T> @Nullable T attempt(Bytes input, Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (DecodeException | RuleViolation | MissingInput e) {
      return null;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      return fail("by " + input.toHex(), e);
    }
  }

  @Override
  public void close() {
    before.close();
  }
}
