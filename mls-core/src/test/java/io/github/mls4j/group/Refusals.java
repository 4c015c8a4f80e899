package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects refusals by their rule, and that they leave no trace. */
final class Refusals {

  private Refusals() {}

  static void assertRefused(Rule rule, ThrowingCallable action) {
    assertThat(catchThrowable(action))
        .isInstanceOfSatisfying(
            RuleViolation.class, refusal -> assertThat(refusal.rule()).isEqualTo(rule));
  }

  /** The group refuses the message by this rule and is, bit for bit, what it was. */
  static void assertRefused(Rule rule, TestClient receiver, Bytes message) {
    Bytes before = State.of(receiver);
    assertRefused(rule, () -> receiver.group.receive(message));
    assertThat(State.of(receiver)).isEqualTo(before);
  }

  /** The group cannot tell yet, and is, bit for bit, what it was. */
  static void assertMissing(MissingInput.Kind kind, TestClient receiver, Bytes message) {
    Bytes before = State.of(receiver);
    assertThat(catchThrowable(() -> receiver.group.receive(message)))
        .isInstanceOfSatisfying(
            MissingInput.class, missing -> assertThat(missing.kind()).isEqualTo(kind));
    assertThat(State.of(receiver)).isEqualTo(before);
  }
}
