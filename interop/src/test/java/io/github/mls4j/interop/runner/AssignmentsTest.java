package io.github.mls4j.interop.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssignmentsTest {

  @Test
  void allThatThereAreAreDifferent() {
    Assignments all = Assignments.of(3, 4, 100, 8, 1);

    assertThat(all.total()).isEqualTo(81);
    assertThat(all.sampled()).isFalse();
    assertThat(new HashSet<>(all.chosen())).hasSize(81);
    assertThat(all.chosen().get(0)).isEqualTo(List.of(0, 0, 0, 0));
    assertThat(all.chosen().get(80)).isEqualTo(List.of(2, 2, 2, 2));
  }

  @Test
  void oneClientPlaysAll() {
    Assignments one = Assignments.of(1, 1_000, 1, 8, 1);

    assertThat(one.total()).isEqualTo(1);
    assertThat(one.sampled()).isFalse();
    assertThat(one.chosen()).hasSize(1);
  }

  @Test
  void aScriptWithoutActorsIsPlayedOnce() {
    assertThat(Assignments.of(2, 0, 256, 8, 1).chosen()).containsExactly(List.of());
  }

  @Test
  void aSampleIsTheSameForASeedAndMixesFirst() {
    Assignments some = Assignments.of(2, 840, 256, 8, 1);

    assertThat(some.total()).isEqualTo(Long.MAX_VALUE);
    assertThat(some.sampled()).isTrue();
    assertThat(new HashSet<>(some.chosen())).hasSize(8);
    assertThat(some.chosen().get(0).subList(0, 4)).containsExactly(0, 1, 0, 1);
    assertThat(some.chosen().get(1).subList(0, 4)).containsExactly(1, 0, 1, 0);
    assertThat(some).isEqualTo(Assignments.of(2, 840, 256, 8, 1));
    assertThat(some).isNotEqualTo(Assignments.of(2, 840, 256, 8, 2));
  }

  @Test
  void aSampleIsNotLargerThanWhatThereIs() {
    assertThat(Assignments.of(2, 3, 7, 100, 1).chosen()).hasSize(8);
    assertThat(Assignments.of(5, 20, 256, 2, 1).chosen()).hasSize(2);
  }
}
