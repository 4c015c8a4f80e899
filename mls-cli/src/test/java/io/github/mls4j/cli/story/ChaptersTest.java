package io.github.mls4j.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.cli.demo.Chapter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each chapter is told to its end, for people and for machines. */
class ChaptersTest {

  static Stream<String> names() {
    return Chapters.all().stream().map(Chapter::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachIsTold(String name) throws Exception {
    CommandRun run = CommandRun.of("demo", "--story", name, "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).isNotEmpty();
    int events = 0;
    for (String line : lines) {
      JsonNode step = new ObjectMapper().readTree(line);
      assertThat(step.path("chapter").textValue()).isEqualTo(name);
      assertThat(step.path("members")).isNotEmpty();
      events += step.path("events").size();
    }
    assertThat(events).isGreaterThanOrEqualTo(lines.size());
  }

  @Test
  void allOfThemInWords() {
    CommandRun run = CommandRun.of("demo", "--story", "all", "--suite", "2");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    names().forEach(name -> assertThat(run.out()).contains("--story " + name));
    assertThat(run.out().lines().filter(line -> line.length() > 80)).isEmpty();
  }

  @Test
  void membersWithCertificatesGoByTheNamesInThem() {
    assertThat(CommandRun.of("demo", "--story", "x509", "--suite", "5").out())
        .contains("✓ Alice and Bob read “There is only one of me.”")
        .containsPattern("(?m)^ +Alice +Bob +Carol");
  }

  @Test
  void whatIsNotAllowedIsSaidWithItsReason() {
    assertThat(CommandRun.of("demo", "--story", "policy").out())
        .contains("✗ Bob cannot remove Carol")
        .contains("✗ Alice cannot use Carol's Commit");
    assertThat(CommandRun.of("demo", "--story", "policy", "--json").out())
        .contains("{\"event\":\"denied\",\"by\":\"Bob\",\"what\":\"remove Carol\",\"reason\":\"§");
  }

  @Test
  void theyAreListed() {
    CommandRun run = CommandRun.of("demo", "--story", "list");
    assertThat(run.status()).isZero();
    assertThat(run.out().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactlyElementsOf(names().toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void anotherNameIsNone() {
    assertThat(CommandRun.of("demo", "--story", "nonsense").status()).isEqualTo(2);
  }
}
