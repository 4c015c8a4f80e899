package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.Epochs.SUITE;
import static io.github.mls4j.schedule.Epochs.expected;
import static io.github.mls4j.schedule.Epochs.leaf;
import static io.github.mls4j.schedule.Epochs.open;
import static io.github.mls4j.schedule.Epochs.state;
import static io.github.mls4j.schedule.Epochs.tree;
import static io.github.mls4j.schedule.RatchetType.APPLICATION;
import static io.github.mls4j.schedule.RatchetType.HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class SecretTreeStateTest {

  private static final RatchetLimits LIMITS = RatchetLimits.DEFAULT;

  private static SecretTree read(Bytes state, RatchetLimits limits) throws DecodeException {
    return TlsReader.decode(state, in -> SecretTree.readFrom(SUITE, limits, in));
  }

  private static void take(SecretTree tree, int leaf, RatchetType type, long generation)
      throws Exception {
    try (PendingKey key = tree.prepare(leaf(leaf), type, generation)) {
      key.commit();
    }
  }

  private static SecretTree busyTree() throws Exception {
    SecretTree tree = tree(8, LIMITS);
    take(tree, 5, APPLICATION, 3);
    take(tree, 5, APPLICATION, 1);
    take(tree, 5, HANDSHAKE, 1);
    take(tree, 0, APPLICATION, 0);
    return tree;
  }

  @Test
  void aRestoredTreeGoesOn() throws Exception {
    SecretTree tree = busyTree();
    Bytes written = state(tree);
    SecretTree restored = read(written, LIMITS);
    assertThat(state(restored)).isEqualTo(written);
    try (PendingKey late = restored.prepare(leaf(5), APPLICATION, 2)) {
      assertThat(open(late.key())).isEqualTo(expected(8, 5, APPLICATION, 2));
    }
    assertThat(open(restored.next(leaf(7), HANDSHAKE))).isEqualTo(expected(8, 7, HANDSHAKE, 0));
    for (SecretTree t : List.of(tree, read(written, LIMITS))) {
      take(t, 5, APPLICATION, 6);
      take(t, 3, APPLICATION, 0);
      written = state(t);
    }
    assertThat(state(tree)).isEqualTo(written);
  }

  @Test
  void aFreshTreeIsWrittenAndRead() throws Exception {
    SecretTree tree = tree(1 << 20, LIMITS);
    assertThat(state(read(state(tree), LIMITS))).isEqualTo(state(tree));
  }

  @Test
  void lowerLimitsDropTheOldestKeysOnReading() throws Exception {
    SecretTree tree = tree(2, LIMITS);
    take(tree, 1, APPLICATION, 5);
    SecretTree restored = read(state(tree), new RatchetLimits(10, 2, 2));
    RuleViolation refusal =
        Assertions.catchThrowableOfType(
            RuleViolation.class, () -> restored.prepare(leaf(1), APPLICATION, 2));
    assertThat(refusal.rule()).isEqualTo(Rule.GENERATION_STILL_KEPT);
    take(restored, 1, APPLICATION, 3);
    assertThat(state(read(state(restored), LIMITS))).isEqualTo(state(restored));
  }

  @Test
  void theRatchetEndsWithTheLastGeneration() throws Exception {
    List<StateEntry> entries = new ArrayList<>();
    long last = 0xffff_ffffL;
    for (RatchetType type : RatchetType.values()) {
      entries.add(
          new StateEntry(
              StateKey.ratchet(0, type).encode(),
              new TlsWriter().uint64(last).uint64(0).secret(Epochs.secret(1)).toSecret()));
    }
    SecretTree tree = SecretTree.restore(SUITE, 1, LIMITS, entries);
    assertThat(tree.next(leaf(0), APPLICATION).generation()).isEqualTo(last);
    Bytes ended = state(tree);

    assertThatThrownBy(() -> tree.next(leaf(0), APPLICATION))
        .isInstanceOf(IllegalStateException.class);
    RuleViolation refusal =
        Assertions.catchThrowableOfType(
            RuleViolation.class, () -> tree.prepare(leaf(0), APPLICATION, last));
    assertThat(refusal.rule()).isEqualTo(Rule.GENERATION_NOT_USED_TWICE);
    assertThat(state(tree)).isEqualTo(ended);
    SecretTree restored = read(ended, LIMITS);
    assertThat(state(restored)).isEqualTo(ended);
    assertThatThrownBy(() -> restored.next(leaf(0), APPLICATION))
        .isInstanceOf(IllegalStateException.class);
    take(restored, 0, HANDSHAKE, last);
    assertThatThrownBy(() -> restored.next(leaf(0), HANDSHAKE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void statesThatDoNotAddUpAreRefused() throws Exception {
    SecretTree tree = busyTree();
    List<StateEntry> all = tree.changes();
    assertThatThrownBy(() -> SecretTree.restore(SUITE, 16, LIMITS, all))
        .isInstanceOf(DecodeException.class);
    for (long width : new long[] {0, 3, 4, 1L << 31, 0xffff_ffffL}) {
      assertThatThrownBy(() -> SecretTree.restore(SUITE, width, LIMITS, all))
          .isInstanceOf(DecodeException.class);
    }
    // No entry can be missing but a skipped key, none can be there twice or be a deletion.
    for (int i = 0; i < all.size(); i++) {
      StateEntry entry = all.get(i);
      List<StateEntry> without = new ArrayList<>(all);
      without.remove(i);
      boolean skipped = entry.key().get(0) == 2;
      if (!skipped) {
        assertThatThrownBy(() -> SecretTree.restore(SUITE, 8, LIMITS, without))
            .isInstanceOf(DecodeException.class);
      }
      without.add(new StateEntry(entry.key(), null));
      assertThatThrownBy(() -> SecretTree.restore(SUITE, 8, LIMITS, without))
          .isInstanceOf(DecodeException.class);
      List<StateEntry> twice = new ArrayList<>(all);
      twice.add(entry);
      assertThatThrownBy(() -> SecretTree.restore(SUITE, 8, LIMITS, twice))
          .isInstanceOf(DecodeException.class);
    }
    assertThat(state(SecretTree.restore(SUITE, 8, LIMITS, all))).isEqualTo(state(tree));
  }

  @Test
  void foreignEntriesAreRefused() throws Exception {
    List<StateEntry> all = busyTree().changes();
    Secret node = new TlsWriter().secret(Epochs.secret(1)).toSecret();
    Secret ratchet = new TlsWriter().uint64(0).uint64(0).secret(Epochs.secret(1)).toSecret();
    Secret badRatchet = new TlsWriter().uint64(0).uint64(1).secret(Epochs.secret(1)).toSecret();
    Secret late =
        new TlsWriter().uint64(77).secret(Secret.zeros(16)).secret(Secret.zeros(12)).toSecret();
    for (StateEntry foreign :
        List.of(
            new StateEntry(StateKey.node(7).encode(), node),
            new StateEntry(StateKey.node(10).encode(), node),
            new StateEntry(StateKey.node(16).encode(), node),
            new StateEntry(StateKey.ratchet(4, APPLICATION).encode(), ratchet),
            new StateEntry(StateKey.ratchet(4, HANDSHAKE).encode(), ratchet),
            new StateEntry(StateKey.ratchet(4, HANDSHAKE).encode(), badRatchet),
            new StateEntry(StateKey.skipped(new KeyId(5, APPLICATION, 4)).encode(), late),
            new StateEntry(StateKey.skipped(new KeyId(4, APPLICATION, 0)).encode(), late),
            new StateEntry(Bytes.fromHex("03000000000000000000"), node),
            new StateEntry(Bytes.fromHex("00ffffffff0000000000"), node),
            new StateEntry(Bytes.fromHex("00000000000100000000"), node),
            new StateEntry(Bytes.fromHex("00000000000000000001"), node))) {
      List<StateEntry> with = new ArrayList<>(all);
      with.add(foreign);
      assertThatThrownBy(() -> SecretTree.restore(SUITE, 8, LIMITS, with))
          .isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void everyFlippedByteIsRefusedOrReadsAsWhatItIs() throws Exception {
    byte[] written = state(busyTree()).toByteArray();
    for (int i = 0; i < written.length; i++) {
      byte[] mutant = written.clone();
      mutant[i] ^= 0x41;
      try (SecretTree read = read(Bytes.copyOf(mutant), LIMITS)) {
        assertThat(state(read)).isEqualTo(Bytes.wrap(mutant));
      } catch (DecodeException expected) {
        assertThat(expected.reason()).isNotEmpty();
      }
    }
  }
}
