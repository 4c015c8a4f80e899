package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodePointSetTest {

  @Test
  void isLikeASetOfNumbers() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      List<Integer> some = numbers(random);
      List<Integer> others = numbers(random);
      CodePointSet one = set(some);
      CodePointSet other = set(others);
      Set<Integer> both = new HashSet<>(some);
      both.retainAll(others);
      Set<Integer> all = new HashSet<>(some);
      all.addAll(others);
      assertThat(one.and(other)).isEqualTo(set(List.copyOf(both)));
      assertThat(one.or(other)).isEqualTo(set(List.copyOf(all)));
      assertThat(one.containsAll(other)).isEqualTo(some.containsAll(others));
      assertThat(one.equals(other)).isEqualTo(Set.copyOf(some).equals(Set.copyOf(others)));
      assertThat(one.and(other)).hasSameHashCodeAs(other.and(one));
      for (int value = 0; value < 10; value++) {
        assertThat(one.contains(value)).isEqualTo(some.contains(value));
      }
    }
  }

  private static List<Integer> numbers(Random random) {
    List<Integer> numbers = new ArrayList<>();
    for (int n = random.nextInt(8); n > 0; n--) {
      numbers.add(random.nextInt(8));
    }
    return numbers;
  }

  private static CodePointSet set(List<Integer> numbers) {
    return CodePointSet.of(numbers, Integer::intValue);
  }
}
