package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.Epochs.expected;
import static io.github.mls4j.schedule.Epochs.leaf;
import static io.github.mls4j.schedule.Epochs.open;
import static io.github.mls4j.schedule.Epochs.state;
import static io.github.mls4j.schedule.Epochs.tree;
import static io.github.mls4j.schedule.RatchetType.APPLICATION;
import static io.github.mls4j.schedule.RatchetType.HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SecretTreeRuleTest {

  private static void take(SecretTree tree, int leaf, RatchetType type, long generation)
      throws Exception {
    try (PendingKey key = tree.prepare(leaf(leaf), type, generation)) {
      assertThat(open(key.key())).isEqualTo(expected(tree.width(), leaf, type, (int) generation));
      key.commit();
    }
  }

  private static void assertRefused(
      Rule rule, SecretTree tree, int leaf, RatchetType type, long generation) {
    Bytes before = state(tree);
    RuleViolation refusal =
        Assertions.catchThrowableOfType(
            RuleViolation.class, () -> tree.prepare(leaf(leaf), type, generation).close());
    assertThat(refusal).isNotNull();
    assertThat(refusal.rule()).isEqualTo(rule);
    assertThat(state(tree)).isEqualTo(before);
  }

  @Test
  void noKeyIsUsedTwice() throws Exception {
    SecretTree tree = tree(2, RatchetLimits.DEFAULT);
    take(tree, 1, APPLICATION, 2);
    assertRefused(Rule.GENERATION_NOT_USED_TWICE, tree, 1, APPLICATION, 2);
    take(tree, 1, APPLICATION, 0);
    assertRefused(Rule.GENERATION_NOT_USED_TWICE, tree, 1, APPLICATION, 0);
    take(tree, 1, APPLICATION, 1);
    take(tree, 1, HANDSHAKE, 2);
  }

  @Test
  void ownMessagesCannotBeOpened() throws Exception {
    SecretTree tree = tree(2, RatchetLimits.DEFAULT);
    tree.next(leaf(0), APPLICATION).close();
    assertRefused(Rule.GENERATION_NOT_USED_TWICE, tree, 0, APPLICATION, 0);
  }

  @Test
  void theForwardJumpIsBounded() throws Exception {
    SecretTree tree = tree(2, new RatchetLimits(10, 10, 10));
    assertRefused(Rule.GENERATION_WITHIN_REACH, tree, 1, APPLICATION, 11);
    assertRefused(Rule.GENERATION_WITHIN_REACH, tree, 1, APPLICATION, 0xffff_ffffL);
    take(tree, 1, APPLICATION, 10);
    assertRefused(Rule.GENERATION_WITHIN_REACH, tree, 1, APPLICATION, 22);
    take(tree, 1, APPLICATION, 21);
    assertRefused(Rule.GENERATION_WITHIN_REACH, tree, 1, HANDSHAKE, 11);
  }

  @Test
  void theDefaultBoundIsOneThousand() throws Exception {
    SecretTree tree = tree(2, RatchetLimits.DEFAULT);
    assertRefused(Rule.GENERATION_WITHIN_REACH, tree, 1, APPLICATION, 1_001);
    take(tree, 1, APPLICATION, 1_000);
    take(tree, 1, APPLICATION, 0);
  }

  @Test
  void lateKeysAreBoundedForEachSender() throws Exception {
    SecretTree tree = tree(2, new RatchetLimits(10, 3, 100));
    take(tree, 1, APPLICATION, 3);
    take(tree, 1, HANDSHAKE, 1);
    // Handshake key 0 came in last and pushed application key 0 out.
    assertRefused(Rule.GENERATION_STILL_KEPT, tree, 1, APPLICATION, 0);
    take(tree, 0, APPLICATION, 3);
    take(tree, 0, APPLICATION, 0);
    take(tree, 1, APPLICATION, 1);
    take(tree, 1, HANDSHAKE, 0);
    take(tree, 1, APPLICATION, 2);
  }

  @Test
  void aJumpBeyondTheRoomKeepsTheYoungestKeys() throws Exception {
    SecretTree tree = tree(2, new RatchetLimits(10, 3, 100));
    take(tree, 1, APPLICATION, 8);
    assertRefused(Rule.GENERATION_STILL_KEPT, tree, 1, APPLICATION, 0);
    assertRefused(Rule.GENERATION_STILL_KEPT, tree, 1, APPLICATION, 4);
    take(tree, 1, APPLICATION, 5);
    assertRefused(Rule.GENERATION_NOT_USED_TWICE, tree, 1, APPLICATION, 5);
    take(tree, 1, APPLICATION, 7);
    take(tree, 1, APPLICATION, 6);
  }

  @Test
  void lateKeysAreBoundedInTotal() throws Exception {
    SecretTree tree = tree(4, new RatchetLimits(10, 10, 4));
    take(tree, 0, APPLICATION, 2);
    take(tree, 1, APPLICATION, 2);
    take(tree, 2, APPLICATION, 1);
    assertRefused(Rule.GENERATION_STILL_KEPT, tree, 0, APPLICATION, 0);
    take(tree, 0, APPLICATION, 1);
    take(tree, 1, APPLICATION, 0);
    take(tree, 1, APPLICATION, 1);
    take(tree, 2, APPLICATION, 0);
  }

  @Test
  void withoutRoomNothingIsKept() throws Exception {
    SecretTree tree = tree(2, new RatchetLimits(10, 0, 0));
    take(tree, 1, APPLICATION, 2);
    assertRefused(Rule.GENERATION_STILL_KEPT, tree, 1, APPLICATION, 1);
    assertRefused(Rule.GENERATION_NOT_USED_TWICE, tree, 1, APPLICATION, 2);
    take(tree, 1, APPLICATION, 3);
  }
}
