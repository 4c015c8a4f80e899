package io.github.mls4j.schedule;

import static io.github.mls4j.schedule.Epochs.SUITE;
import static io.github.mls4j.schedule.Epochs.leaf;
import static io.github.mls4j.schedule.Epochs.open;
import static io.github.mls4j.schedule.Epochs.state;
import static io.github.mls4j.schedule.Epochs.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random deliveries, against a model that knows all keys and a store that sees the changes only.
 */
class SecretTreePropertyTest {

  private static final int WIDTH = 8;
  private static final int GENERATIONS = 60;

  /** What is allowed, in the plainest terms. */
  private static final class Model {
    final RatchetLimits limits;
    final Map<List<Object>, Integer> heads = new HashMap<>();
    final Map<List<Object>, Integer> droppedBelow = new HashMap<>();
    final List<KeyId> kept = new ArrayList<>();

    Model(RatchetLimits limits) {
      this.limits = limits;
    }

    @Nullable Rule refusal(KeyId id) {
      int head = heads.getOrDefault(ratchet(id), 0);
      if (id.generation() >= head) {
        return id.generation() - head > limits.maxForward() ? Rule.GENERATION_WITHIN_REACH : null;
      }
      if (kept.contains(id)) {
        return null;
      }
      return id.generation() < droppedBelow.getOrDefault(ratchet(id), 0)
          ? Rule.GENERATION_STILL_KEPT
          : Rule.GENERATION_NOT_USED_TWICE;
    }

    void use(KeyId id) {
      int head = heads.getOrDefault(ratchet(id), 0);
      if (id.generation() < head) {
        kept.remove(id);
        return;
      }
      for (int g = head; g < id.generation(); g++) {
        kept.add(new KeyId(id.leaf(), id.type(), g));
      }
      heads.put(ratchet(id), (int) id.generation() + 1);
      while (kept.stream().filter(k -> k.leaf() == id.leaf()).count()
          > limits.maxSkippedPerSender()) {
        drop(kept.stream().filter(k -> k.leaf() == id.leaf()).findFirst().orElseThrow());
      }
      while (kept.size() > limits.maxSkipped()) {
        drop(kept.get(0));
      }
    }

    private void drop(KeyId id) {
      kept.remove(id);
      droppedBelow.put(ratchet(id), (int) id.generation() + 1);
    }

    private static List<Object> ratchet(KeyId id) {
      return List.of(id.leaf(), id.type());
    }
  }

  private static Map<KeyId, Bytes> allKeys() {
    Map<KeyId, Bytes> keys = new HashMap<>();
    try (SecretTree sender = tree(WIDTH, RatchetLimits.DEFAULT)) {
      for (int leaf = 0; leaf < WIDTH; leaf++) {
        for (RatchetType type : RatchetType.values()) {
          for (int g = 0; g < GENERATIONS; g++) {
            try (MessageKey key = sender.next(leaf(leaf), type)) {
              keys.put(new KeyId(leaf, type, g), open(key));
            }
          }
        }
      }
    }
    return keys;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void deliveriesInAnyOrderFollowTheModel(long seed) throws Exception {
    Random random = new Random(seed);
    Map<KeyId, Bytes> keys = allKeys();
    // Each ratchet alone always has room for a jump, so that the model need not know shortcuts.
    RatchetLimits limits =
        new RatchetLimits(5 + random.nextInt(10), 16 + random.nextInt(10), 20 + random.nextInt(20));
    Model model = new Model(limits);
    Map<Bytes, Secret> store = new LinkedHashMap<>();
    SecretTree tree = tree(WIDTH, limits);
    for (int step = 0; step < 1_500; step++) {
      KeyId id =
          new KeyId(
              random.nextInt(WIDTH),
              random.nextBoolean() ? RatchetType.HANDSHAKE : RatchetType.APPLICATION,
              Math.min(GENERATIONS - 1, step * GENERATIONS / 1_500 + random.nextInt(12)));
      Bytes before = state(tree);
      try (PendingKey key = tree.prepare(leaf(id.leaf()), id.type(), id.generation())) {
        assertThat(model.refusal(id)).isNull();
        assertThat(open(key.key())).isEqualTo(keys.get(id));
        assertThat(state(tree)).isEqualTo(before);
        if (random.nextInt(4) > 0) {
          key.commit();
          model.use(id);
        }
      } catch (RuleViolation e) {
        assertThat(e.rule()).isEqualTo(model.refusal(id));
        assertThat(state(tree)).isEqualTo(before);
      }
      if (random.nextInt(3) == 0) {
        apply(tree, store);
        if (random.nextInt(10) == 0) {
          tree = restore(tree, store, limits);
        }
      }
    }
    assertThat(model.kept).isNotEmpty();
  }

  private static void apply(SecretTree tree, Map<Bytes, Secret> store) {
    for (StateEntry change : tree.changes()) {
      if (change.value() == null) {
        store.remove(change.key());
      } else {
        store.put(change.key(), change.value());
      }
    }
    tree.changesWritten();
  }

  private static SecretTree restore(SecretTree tree, Map<Bytes, Secret> store, RatchetLimits limits)
      throws Exception {
    List<StateEntry> entries = new ArrayList<>();
    store.forEach((key, value) -> entries.add(new StateEntry(key, value)));
    SecretTree restored = SecretTree.restore(SUITE, WIDTH, limits, entries);
    assertThat(state(restored)).isEqualTo(state(tree));
    assertThat(restored.changes()).isEmpty();
    return restored;
  }
}
