package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
      Bytes same = Bytes.copyOf((byte) key.get(0), (byte) (key.get(1) ^ 4));
      assertThat(index.contains(same)).isFalse();
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

  /** All that one step changes at once; a key may go and come again. */
  @Test
  void takesManyChangesAtOnce() {
    Random random = new Random(4);
    List<Bytes> present = new ArrayList<>();
    KeyIndex index = KeyIndex.EMPTY;
    for (int i = 0; i < 200; i++) {
      List<Bytes> gone = new ArrayList<>();
      while (random.nextInt(20) > 0 && !present.isEmpty()) {
        gone.add(present.remove(random.nextInt(present.size())));
      }
      List<Bytes> added = new ArrayList<>();
      while (random.nextInt(25) > 0) {
        added.add(Bytes.copyOf((byte) random.nextInt(2), (byte) random.nextInt()));
      }
      KeyIndex before = index;
      int size = before.size();
      index = index.with(gone, added);
      present.addAll(added);
      assertThat(before.size()).isEqualTo(size);
      KeyIndex built = KeyIndex.of(present);
      assertThat(index.size()).isEqualTo(built.size()).isEqualTo(Set.copyOf(present).size());
      assertThat(index.branches()).isEqualTo(built.branches());
      assertThat(index.hasDuplicates()).isEqualTo(built.hasDuplicates());
      for (Bytes key : gone) {
        assertThat(index.contains(key)).isEqualTo(present.contains(key));
      }
      for (Bytes key : present) {
        assertThat(index.contains(key)).isTrue();
      }
    }
  }

  @Test
  void isBuiltAtOnceOrOneByOne() {
    List<Bytes> keys = new ArrayList<>();
    KeyIndex grown = KeyIndex.EMPTY;
    for (int i = 0; i < 1000; i++) {
      Bytes key = key(i * 7919 % 900);
      keys.add(key);
      grown = grown.plus(key);
    }
    KeyIndex built = KeyIndex.of(keys);
    assertThat(built.size()).isEqualTo(grown.size()).isEqualTo(900);
    assertThat(built.hasDuplicates()).isTrue();
    assertThat(built.branches()).isEqualTo(grown.branches());
    for (Bytes key : keys) {
      assertThat(built.contains(key)).isTrue();
    }
    assertThat(built.contains(key(900))).isFalse();
    for (int i = 0; i < 100; i++) {
      built = built.minus(key(i * 7919 % 900));
    }
    assertThat(built.size()).isEqualTo(900);
    assertThat(built.hasDuplicates()).isFalse();
  }

  /** Random keys, and keys with as much in common as an attacker could give them. */
  @Test
  void isNoDeeperThanAKeyHasBits() {
    Random random = new Random(2);
    KeyIndex index = KeyIndex.EMPTY;
    for (int i = 0; i < 1 << 14; i++) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      index = index.plus(Bytes.wrap(key));
    }
    assertThat(index.height()).isBetween(3, 9);
    List<Bytes> alike = new ArrayList<>();
    for (int i = 0; i < 1 << 10; i++) {
      byte[] key = new byte[32];
      key[30] = (byte) (i >> 8);
      key[31] = (byte) i;
      alike.add(Bytes.wrap(key));
    }
    for (Bytes key : alike) {
      index = index.plus(key);
    }
    for (int bit = 0; bit < 256; bit++) {
      byte[] key = new byte[32];
      key[bit / 8] = (byte) (0x80 >> bit % 8);
      alike.add(Bytes.wrap(key));
      index = index.plus(alike.get(alike.size() - 1));
    }
    assertThat(index.height()).isBetween(51, 52);
    assertThat(KeyIndex.of(alike).height()).isEqualTo(index.height());
    for (Bytes key : alike) {
      assertThat(index.contains(key)).isTrue();
      index = index.minus(key);
    }
    assertThat(index.height()).isBetween(3, 9);
  }

  /** A point and its opposite share most of their bytes, and who joins many can choose them so. */
  @Test
  void keysThatShareTheirBeginningTakeNoMoreRoom() {
    Random random = new Random(3);
    KeyIndex index = KeyIndex.EMPTY;
    List<Bytes> keys = new ArrayList<>();
    for (int i = 0; i < 1 << 10; i++) {
      byte[] key = new byte[133];
      random.nextBytes(key);
      keys.add(Bytes.copyOf(key, 0, key.length));
      key[100] ^= 1;
      keys.add(Bytes.wrap(key));
    }
    for (Bytes key : keys) {
      index = index.plus(key);
    }
    assertThat(index.branches()).isLessThan(index.size());
    for (Bytes key : keys) {
      assertThat(index.contains(key)).isTrue();
      index = index.minus(key);
      assertThat(index.contains(key)).isFalse();
    }
    assertThat(index.branches()).isZero();
  }

  /** A key from outside is looked up before its length has been checked. */
  @Test
  void holdsNoKeyOfAnotherLength() {
    KeyIndex index = KeyIndex.EMPTY.plus(key(0)).plus(key(1));
    assertThat(index.contains(Bytes.EMPTY)).isFalse();
    assertThat(index.contains(Bytes.copyOf((byte) 0))).isFalse();
    assertThat(index.contains(Bytes.wrap(new byte[3]))).isFalse();
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
