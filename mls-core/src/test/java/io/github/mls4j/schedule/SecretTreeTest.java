package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.Epochs.SUITE;
import static io.github.mls4j.schedule.Epochs.expected;
import static io.github.mls4j.schedule.Epochs.leaf;
import static io.github.mls4j.schedule.Epochs.open;
import static io.github.mls4j.schedule.Epochs.secret;
import static io.github.mls4j.schedule.Epochs.state;
import static io.github.mls4j.schedule.Epochs.tree;
import static io.github.mls4j.schedule.RatchetType.APPLICATION;
import static io.github.mls4j.schedule.RatchetType.HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.LeafIndex;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTreeTest {

  private static Bytes take(SecretTree tree, int leaf, RatchetType type, long generation)
      throws Exception {
    try (PendingKey key = tree.prepare(leaf(leaf), type, generation)) {
      Bytes opened = open(key.key());
      key.commit();
      return opened;
    }
  }

  @Test
  void senderAndReceiverAgreeInAnyOrder() throws Exception {
    SecretTree receiver = tree(8, RatchetLimits.DEFAULT);
    for (int generation : new int[] {3, 0, 2, 7, 1, 6}) {
      for (int leaf : new int[] {5, 0, 7}) {
        for (RatchetType type : RatchetType.values()) {
          assertThat(take(receiver, leaf, type, generation))
              .isEqualTo(expected(8, leaf, type, generation));
        }
      }
    }
  }

  @Test
  void ratchetsOfALeafAndLeavesDoNotShareKeys() {
    assertThat(
            List.of(
                expected(2, 0, HANDSHAKE, 0),
                expected(2, 0, HANDSHAKE, 1),
                expected(2, 0, APPLICATION, 0),
                expected(2, 1, APPLICATION, 0),
                expected(4, 1, APPLICATION, 0)))
        .doesNotHaveDuplicates();
  }

  @Test
  void generationsOfSentMessagesCountUpFromZero() {
    SecretTree tree = tree(1, RatchetLimits.DEFAULT);
    for (int generation = 0; generation < 5; generation++) {
      assertThat(tree.next(leaf(0), APPLICATION).generation()).isEqualTo(generation);
    }
    assertThat(tree.next(leaf(0), HANDSHAKE).generation()).isZero();
  }

  @Test
  void secretsAreWipedOnTheWayDown() throws Exception {
    Secret root = secret(7);
    SecretTree tree = SecretTree.of(SUITE, root, 4, RatchetLimits.DEFAULT);

    take(tree, 3, APPLICATION, 0);

    assertThat(root.isClosed()).isTrue();
    // Node 1 is above leaves 0 and 1, node 4 is leaf 2: what is left beside the way to leaf 3.
    assertThat(tree.nodes.keySet()).containsExactly(1, 4);
    assertThat(tree.leaves.keySet()).containsExactly(3);
    Secret node1 = tree.nodes.get(1);
    take(tree, 0, HANDSHAKE, 2);
    assertThat(node1.isClosed()).isTrue();
    assertThat(tree.nodes.keySet()).containsExactly(2, 4);
  }

  @Test
  void usedKeysAndPassedRatchetSecretsAreWiped() throws Exception {
    SecretTree tree = tree(2, RatchetLimits.DEFAULT);
    take(tree, 1, APPLICATION, 0);
    Secret ratchetSecret = tree.leaves.get(1).application().secret();
    take(tree, 1, APPLICATION, 2);
    assertThat(ratchetSecret.isClosed()).isTrue();

    MessageKey kept = tree.skipped.get(new KeyId(1, APPLICATION, 1)).key();
    take(tree, 1, APPLICATION, 1);
    assertThat(kept.key().isClosed()).isTrue();
    assertThat(kept.nonce().isClosed()).isTrue();
    assertThat(tree.skipped.ids()).isEmpty();
  }

  @Test
  void theWidestTreeHoldsOneWayOnly() throws Exception {
    SecretTree tree = tree(SecretTree.MAX_WIDTH, RatchetLimits.DEFAULT);
    take(tree, SecretTree.MAX_WIDTH - 1, APPLICATION, 0);
    take(tree, 0, APPLICATION, 0);
    assertThat(tree.nodes).hasSize(23 + 23);
    assertThat(tree.leaves).hasSize(2);
  }

  @Test
  void aTreeOfNoSuchWidthIsTheCallersMistake() {
    for (long width : new long[] {-4, 0, 3, 6, 1L << 25, 1L << 32}) {
      assertThatThrownBy(() -> SecretTree.of(SUITE, secret(7), width, RatchetLimits.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aLeafOutsideTheTreeIsTheCallersMistake() {
    SecretTree tree = tree(2, RatchetLimits.DEFAULT);
    for (long leaf : new long[] {2, 1L << 31, 0xffff_ffffL}) {
      assertThatThrownBy(() -> tree.prepare(new LeafIndex(leaf), APPLICATION, 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> tree.next(new LeafIndex(leaf), APPLICATION))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aKeyThatIsGivenUpLeavesNoTrace() throws Exception {
    SecretTree tree = tree(8, RatchetLimits.DEFAULT);
    Bytes before = state(tree);
    PendingKey fromRoot = tree.prepare(leaf(5), APPLICATION, 4);
    fromRoot.close();
    assertThat(state(tree)).isEqualTo(before);

    take(tree, 5, APPLICATION, 4);
    before = state(tree);
    for (long generation : new long[] {0, 3, 5, 900}) {
      tree.prepare(leaf(5), APPLICATION, generation).close();
      assertThat(state(tree)).isEqualTo(before);
    }
    assertThat(fromRoot.key().key().isClosed()).isTrue();
  }

  @Test
  void pendingKeysOfDifferentMessagesDoNotDisturbEachOther() throws Exception {
    SecretTree tree = tree(4, RatchetLimits.DEFAULT);
    PendingKey a = tree.prepare(leaf(2), APPLICATION, 1);
    PendingKey b = tree.prepare(leaf(3), APPLICATION, 0);
    PendingKey c = tree.prepare(leaf(2), APPLICATION, 0);
    PendingKey d = tree.prepare(leaf(2), HANDSHAKE, 0);
    a.commit();
    b.commit();
    c.commit();
    d.commit();
    SecretTree other = tree(4, RatchetLimits.DEFAULT);
    take(other, 3, APPLICATION, 0);
    take(other, 2, HANDSHAKE, 0);
    take(other, 2, APPLICATION, 0);
    take(other, 2, APPLICATION, 1);
    assertThat(state(tree)).isEqualTo(state(other));
  }

  @Test
  void aKeyIsCommittedOnce() throws Exception {
    SecretTree tree = tree(4, RatchetLimits.DEFAULT);
    PendingKey first = tree.prepare(leaf(2), APPLICATION, 1);
    PendingKey second = tree.prepare(leaf(2), APPLICATION, 1);
    first.commit();
    assertThatThrownBy(first::commit).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(second::commit).isInstanceOf(IllegalStateException.class);
    PendingKey third = tree.prepare(leaf(2), APPLICATION, 0);
    third.close();
    assertThatThrownBy(third::commit).isInstanceOf(IllegalStateException.class);
    assertThat(take(tree, 2, APPLICATION, 0)).isEqualTo(expected(4, 2, APPLICATION, 0));
  }

  @Test
  void closingWipesEverything() throws Exception {
    SecretTree tree = tree(4, RatchetLimits.DEFAULT);
    take(tree, 2, APPLICATION, 1);
    Secret node = tree.nodes.get(1);
    Secret ratchet = tree.leaves.get(2).application().secret();
    MessageKey late = tree.skipped.get(new KeyId(2, APPLICATION, 0)).key();
    tree.close();
    assertThat(node.isClosed()).isTrue();
    assertThat(ratchet.isClosed()).isTrue();
    assertThat(late.key().isClosed()).isTrue();
  }

  @Test
  void negativeLimitsAreTheCallersMistake() {
    assertThatThrownBy(() -> new RatchetLimits(-1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RatchetLimits(0, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RatchetLimits(0, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingSecretIsPrinted() {
    SecretTree tree = tree(2, RatchetLimits.DEFAULT);
    MessageKey key = tree.next(leaf(0), APPLICATION);
    String printed = key + " " + tree + " " + tree.changes();
    for (Secret secret : List.of(key.key(), tree.leaves.get(0).application().secret())) {
      assertThat(printed).doesNotContain(Bytes.wrap(secret.reveal()).toHex());
    }
  }
}
