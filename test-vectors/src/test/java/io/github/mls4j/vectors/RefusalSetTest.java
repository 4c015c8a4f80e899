package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The refusal vectors that are part of the repository. */
class RefusalSetTest {

  private static final String HOW_TO_RENEW =
      "after a change that is meant, run ./mls vectors generate refusals --out"
          + " test-vectors/refusals";

  private static Path folder() {
    return Objects.requireNonNull(VectorRoot.ofProcess().refusals());
  }

  /** Everything in them is refused, and accepted, as it has to be; and by the Rules on record. */
  @Test
  void allAreRefusedByTheRulesOnRecord() throws Exception {
    List<FileResult> results = new ArrayList<>();
    for (String topic : RefusalGenerator.topics()) {
      FileResult result =
          Published.defaultProvider()
              .run(folder().resolve(RefusalGenerator.fileName(topic)), (file, done, total) -> {});
      assertThat(result.suites()).flatMap(SuiteResult::failures).as(topic).isEmpty();
      assertThat(result.kind()).isEqualTo(VectorKind.REFUSALS);
      results.add(result);
    }
    assertThat(RefusalGenerator.refusedBy(results))
        .as(HOW_TO_RENEW)
        .isEqualTo(Files.readString(folder().resolve(RefusalGenerator.REFUSED_BY)));
  }

  @TestFactory
  Stream<DynamicTest> theGeneratorMakesThemAgain() {
    RefusalGenerator generator =
        new RefusalGenerator(CipherSuiteId.REGISTERED, RefusalGenerator.SEED);
    return RefusalGenerator.topics().stream()
        .map(
            topic ->
                dynamicTest(
                    topic,
                    () ->
                        assertThat(
                                Files.readAllBytes(
                                    folder().resolve(RefusalGenerator.fileName(topic))))
                            .as(HOW_TO_RENEW)
                            .isEqualTo(generator.file(topic))));
  }

  /** Another seed makes others: what is random in them is not written down somewhere. */
  @Test
  void anotherSeedMakesOthers() throws Exception {
    List<CipherSuiteId> one = CipherSuiteId.REGISTERED.subList(0, 1);
    String topic = RefusalGenerator.topics().get(0);
    assertThat(new RefusalGenerator(one, 1).file(topic))
        .isNotEqualTo(new RefusalGenerator(one, 2).file(topic));
  }

  @Test
  void thereAreNoOtherFiles() throws IOException {
    Set<String> names = new HashSet<>(Set.of("README.md", RefusalGenerator.REFUSED_BY));
    RefusalGenerator.topics().forEach(topic -> names.add(RefusalGenerator.fileName(topic)));
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  /** As the README says: unique names, existing requirements, controls, and a good end. */
  @Test
  void theyAreWhatTheReadmeSays() throws Exception {
    Set<String> requirements = requirements();
    Set<String> names = new HashSet<>();
    int refusals = 0;
    for (JsonNode vector : all()) {
      String name = vector.path("name").textValue();
      assertThat(names.add(name)).as("unique: " + name).isTrue();
      assertThat(name).matches("[a-z0-9]+(-[a-z0-9]+)*(/control)?");
      JsonNode rule = vector.path("rule");
      if (!rule.isNull()) {
        assertThat(requirements).as(name).contains(rule.textValue());
        assertThat(rule.textValue()).as(name).startsWith(vector.path("section").textValue() + "-");
      }
      refusals += refusals(vector);
    }
    assertThat(names)
        .filteredOn(name -> name.endsWith(RefusalVector.CONTROL))
        .allMatch(name -> names.contains(name.substring(0, name.lastIndexOf('/'))));
    assertThat(refusals).isGreaterThan(1000);
  }

  private static int refusals(JsonNode vector) {
    if (vector.path("expect").textValue().equals("refuse")) {
      return 1;
    }
    int refusals = 0;
    for (JsonNode step : vector.path("steps")) {
      refusals += step.path("expect").textValue().equals("refuse") ? 1 : 0;
    }
    return refusals;
  }

  private static List<JsonNode> all() throws IOException {
    List<JsonNode> vectors = new ArrayList<>();
    for (String topic : RefusalGenerator.topics()) {
      VectorJson.read(folder().resolve(RefusalGenerator.fileName(topic))).forEach(vectors::add);
    }
    return vectors;
  }

  /** The ids in the first column of the table of requirements. */
  private static Set<String> requirements() throws IOException {
    Path table = folder().resolve("../../spec-notes/conformance.tsv");
    try (Stream<String> lines = Files.lines(table)) {
      return Set.copyOf(lines.map(line -> line.split("\t", 2)[0]).distinct().toList());
    }
  }
}
