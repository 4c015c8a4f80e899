package io.github.mls4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CastTest {

  @Test
  void everybodyHasANameOfTheirOwn() {
    List<String> names = Cast.others(1_000);

    assertThat(names).hasSize(1_000).doesNotHaveDuplicates().startsWith("Frank", "Grace");
    assertThat(names)
        .doesNotContain(Cast.ALICE, Cast.BOB, Cast.CAROL, Cast.DAVE, Cast.ERIN)
        .contains("Frank 2");
  }

  @Test
  void listsRead() {
    assertThat(Cast.list(List.of())).isEqualTo("nobody");
    assertThat(Cast.list(List.of("Bob"))).isEqualTo("Bob");
    assertThat(Cast.list(List.of("Bob", "Carol"))).isEqualTo("Bob and Carol");
    assertThat(Cast.list(List.of("A", "B", "C", "D"))).isEqualTo("A, B, C and D");
    assertThat(Cast.list(List.of("A", "B", "C", "D", "E"))).isEqualTo("A, B, C and 2 others");
  }
}
