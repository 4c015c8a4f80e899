package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class KeyIndexTest {

  @Test
  void countsLikeAMapOfCounts() {
    Random random = new Random(1);
    Map<Bytes, Integer> model = new HashMap<>();
    KeyIndex index = KeyIndex.EMPTY;
    for (int i = 0; i < 20_000; i++) {
      Bytes key = Bytes.copyOf((byte) random.nextInt(), (byte) random.nextInt(4));
      KeyIndex before = index;
      int size = before.size();
      if (random.nextInt(5) < 3 || !model.containsKey(key)) {
        model.merge(key, 1, Integer::sum);
        index = index.plus(key);
      } else {
        model.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1);
        index = index.minus(key);
      }
      assertThat(before.size()).isEqualTo(size);
      assertThat(index.size()).isEqualTo(model.size());
      assertThat(index.contains(key)).isEqualTo(model.containsKey(key));
      assertThat(index.hasDuplicates()).isEqualTo(model.values().stream().anyMatch(n -> n > 1));
    }
    for (Bytes key : Map.copyOf(model).keySet()) {
      for (int n = model.get(key); n > 0; n--) {
        index = index.minus(key);
      }
    }
    assertThat(index.size()).isZero();
    assertThat(index.hasDuplicates()).isFalse();
  }

  @Test
  void isBuiltAtOnceOrOneByOne() {
    Bytes[] keys = new Bytes[1000];
    KeyIndex grown = KeyIndex.EMPTY;
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(i * 7919 % 900);
      grown = grown.plus(keys[i]);
    }
    KeyIndex built = KeyIndex.of(keys);
    assertThat(built.size()).isEqualTo(grown.size()).isEqualTo(900);
    assertThat(built.hasDuplicates()).isTrue();
    for (int i = 0; i < 100; i++) {
      built = built.minus(key(i * 7919 % 900));
    }
    assertThat(built.size()).isEqualTo(900);
    assertThat(built.hasDuplicates()).isFalse();
  }

  /** Keys in order, as an attacker would choose them to make an unbalanced tree degenerate. */
  @Test
  void staysBalancedWhateverTheOrder() {
    int n = 1 << 14;
    List<IntUnaryOperator> orders =
        List.of(
            i -> i,
            i -> n - 1 - i,
            // From both ends to the middle, and from the middle to both ends.
            i -> i % 2 == 0 ? i / 2 : n - 1 - i / 2,
            i -> i % 2 == 0 ? n / 2 + i / 2 : n / 2 - 1 - i / 2);
    for (IntUnaryOperator order : orders) {
      KeyIndex index = KeyIndex.EMPTY;
      for (int i = 0; i < n; i++) {
        index = index.plus(key(order.applyAsInt(i)));
      }
      assertThat(index.size()).isEqualTo(n);
      assertThat(index.height()).isBetween(15, 2 * 14);
      for (int i = 0; i < n / 2; i++) {
        index = index.minus(key(order.applyAsInt(i)));
      }
      assertThat(index.size()).isEqualTo(n / 2);
      assertThat(index.height()).isBetween(14, 2 * 13);
    }
  }

  @Test
  void doesNotForgetWhatItDoesNotHold() {
    assertThatIllegalStateException().isThrownBy(() -> KeyIndex.EMPTY.minus(key(1)));
    KeyIndex one = KeyIndex.EMPTY.plus(key(1));
    assertThatIllegalStateException().isThrownBy(() -> one.minus(key(2)));
  }

  private static Bytes key(int i) {
    return Bytes.copyOf((byte) (i >> 8), (byte) i);
  }
}
