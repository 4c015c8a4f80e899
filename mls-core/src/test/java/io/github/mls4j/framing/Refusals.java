package io.github.mls4j.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PublicMessage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about what a receiver makes of a message. */
final class Refusals {

  private Refusals() {}

  static void assertRefused(Rule rule, ThrowingCallable call) {
    RuleViolation refusal = catchThrowableOfType(RuleViolation.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal.rule()).isEqualTo(rule);
  }

  static void assertRefused(Rule rule, MessageProtection receiver, PublicMessage message) {
    assertRefused(rule, () -> receiver.open(message).verify());
  }

  /** Refused with this rule, and the ratchets are as before. */
  static void assertRefused(Rule rule, MessageProtection receiver, PrivateMessage message) {
    Bytes before = Members.state(receiver);
    assertRefused(rule, () -> ((UnverifiedContent) receiver.open(message)).verify());
    assertThat(Members.state(receiver)).isEqualTo(before);
  }

  static VerifiedContent receive(MessageProtection receiver, PublicMessage message)
      throws Exception {
    return receiver.open(message).verify();
  }

  static VerifiedContent receive(MessageProtection receiver, PrivateMessage message)
      throws Exception {
    VerifiedContent verified = ((UnverifiedContent) receiver.open(message)).verify();
    verified.accept();
    return verified;
  }
}
