package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects refusals by their rule. */
final class RuleAssert {

  private RuleAssert() {}

  static void assertRefused(Rule rule, ThrowingCallable action) {
    assertThat(catchThrowable(action))
        .isInstanceOfSatisfying(
            RuleViolation.class, refusal -> assertThat(refusal.rule()).isEqualTo(rule));
  }
}
