package io.github.mls4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.cli.Suites;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {

  private static final int STEPS = 8;

  static Stream<CipherSuiteId> suites() {
    return Suites.all().stream();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void allMembersAgreeInEverySuite(CipherSuiteId suite) throws Exception {
    List<JsonNode> steps = steps("--suite", suite.toString());

    assertThat(steps).hasSize(STEPS);
    assertThat(steps.stream().map(step -> step.path("step").intValue()))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(steps.stream().map(step -> step.path("epoch").longValue()))
        .containsExactly(0L, 1L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(steps).allMatch(s -> s.path("cipher_suite").textValue().equals(suite.toString()));
    Set<String> authenticators = new HashSet<>();
    steps.forEach(step -> authenticators.add(step.path("epoch_authenticator").textValue()));
    assertThat(authenticators).hasSize(7);
    for (JsonNode step : steps) {
      Bytes tree = Bytes.fromHex(step.path("ratchet_tree").textValue());
      assertThat(TlsReader.decode(tree, RatchetTreeExtension::readFrom).ratchetTree()).isNotEmpty();
    }
  }

  @Test
  void theStoryIsComplete() throws Exception {
    List<JsonNode> steps = steps();

    assertThat(names(steps.get(1))).containsExactly("Alice", "Bob", "Carol");
    assertThat(names(steps.get(7))).containsExactly("Alice", "Bob", "Dave", "Erin");
    assertThat(events(steps.get(2), "read"))
        .extracting(read -> read.path("from").textValue())
        .containsExactly("Alice", "Bob", "Carol");
    assertThat(events(steps.get(4), "refused"))
        .extracting(refused -> refused.path("by").textValue())
        .containsExactly("Carol", "Carol");
    assertThat(events(steps.get(7), "read").stream().limit(3))
        .extracting(read -> read.at("/texts/0").textValue())
        .containsExactly("three", "one", "two");
  }

  @Test
  void tellsItInWordsWithTheTreeDrawn() {
    CommandRun run = CommandRun.of("demo");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .doesNotContain("\u001b")
        .contains("MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519")
        .contains("── 5  Carol is removed ─")
        .contains(" epoch 3 ──")
        .contains("✗ Carol cannot use the message")
        .containsPattern("● [0-9a-f]{4} \\+3")
        .contains("8 steps, 7 epochs,");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void coloursOnATerminalOnly() {
    Terminal colourful = new Terminal(true, false, 80);

    assertThat(CommandRun.of(colourful, InputStream.nullInputStream(), "demo").out())
        .contains("\u001b[32m✓");
  }

  @Test
  void moreMembersCanTakePart() throws Exception {
    List<JsonNode> steps = steps("--members", "9", "--suite=2");

    assertThat(names(steps.get(1))).hasSize(9).doesNotHaveDuplicates();
    assertThat(names(steps.get(7))).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--members=2", "--members=1001", "--members=few", "--suite=8"})
  void refusesWhatIsNoSuiteOrSize(String option) {
    assertThat(CommandRun.of("demo", option).status()).isEqualTo(2);
  }

  @Test
  void theLongStoryHasItsOwnCast() {
    assertThat(CommandRun.of("demo", "--story=all", "--members=5").status()).isEqualTo(2);
    assertThat(CommandRun.of("demo", "--story=framing").status()).isZero();
  }

  private static List<JsonNode> steps(String... options) throws IOException {
    String[] args =
        Stream.concat(Stream.of("demo", "--json"), Stream.of(options)).toArray(String[]::new);
    CommandRun run = CommandRun.of(args);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> steps = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      steps.add(mapper.readTree(line));
    }
    return steps;
  }

  private static List<String> names(JsonNode step) {
    List<String> names = new ArrayList<>();
    step.path("members").forEach(name -> names.add(name.textValue()));
    return names;
  }

  private static List<JsonNode> events(JsonNode step, String kind) {
    List<JsonNode> events = new ArrayList<>();
    for (JsonNode event : step.path("events")) {
      if (event.path("event").textValue().equals(kind)) {
        events.add(event);
      }
    }
    return events;
  }
}
