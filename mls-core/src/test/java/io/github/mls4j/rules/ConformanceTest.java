package io.github.mls4j.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.rules.Conformance.Requirement;
import io.github.mls4j.rules.Conformance.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each requirement of RFC 9420 is accounted for, with tests that exist. */
class ConformanceTest {

  private static final Path TABLE = ProjectSources.ROOT.resolve("spec-notes/conformance.tsv");
  private static final Path PAGE = ProjectSources.ROOT.resolve("spec-notes/conformance.md");

  private static final ProjectSources MAIN = ProjectSources.library();
  private static final ProjectSources TEST = ProjectSources.tests();

  private static final Map<String, Set<String>> VECTORS =
      Conformance.vectors(
          ProjectSources.read(ProjectSources.ROOT.resolve("test-vectors/refusals/refused-by.tsv")));

  private final Conformance table = new Conformance(ProjectSources.read(TABLE));

  private List<String> faulty(Predicate<Requirement> fault) {
    return table.requirements().stream().filter(fault).map(Requirement::id).toList();
  }

  @Test
  void noRequirementIsMissing() {
    assertThat(table.requirements()).hasSize(423);
    Map<String, Integer> numbers = new HashMap<>();
    for (Requirement row : table.requirements()) {
      int number = numbers.merge(row.section(), 1, Integer::sum);
      assertThat(row.id()).isEqualTo(row.section() + "-" + number);
    }
    assertThat(table.titles().keySet()).containsExactlyElementsOf(sectionsInOrder());
  }

  private List<String> sectionsInOrder() {
    return table.requirements().stream().map(Requirement::section).distinct().toList();
  }

  @Test
  void levelsAndPartiesAreThoseOfTheRfc() {
    assertThat(table.requirements())
        .extracting(Requirement::level)
        .isSubsetOf(
            "MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "RECOMMENDED", "MAY", "VERIFY", "DEF");
    assertThat(table.requirements())
        .extracting(Requirement::who)
        .isSubsetOf("sender", "receiver", "both", "application", "DS");
    assertThat(faulty(row -> !row.statement().equals(row.statement().strip()))).isEmpty();
  }

  @Test
  void whatIsHeldHasATest() {
    assertThat(
            faulty(
                row -> row.state().needsTest() && (row.how().isEmpty() || row.tests().isEmpty())))
        .isEmpty();
  }

  @Test
  void whatIsNotHeldHasAReason() {
    assertThat(faulty(row -> !row.state().needsTest() && row.note().isEmpty())).isEmpty();
    assertThat(faulty(row -> row.state() == State.NOT_APPLICABLE && !row.tests().isEmpty()))
        .isEmpty();
  }

  @Test
  void testsExist() {
    Map<String, Set<String>> known = new HashMap<>();
    assertThat(
            table.requirements().stream()
                .flatMap(row -> row.tests().stream().map(test -> Map.entry(row.id(), test)))
                .filter(named -> !exists(named.getValue(), known)))
        .isEmpty();
  }

  private static boolean exists(String test, Map<String, Set<String>> known) {
    String[] parts = test.split("#", -1);
    return parts.length == 2
        && known
            .computeIfAbsent(
                parts[0],
                name ->
                    TEST.find(name).map(source -> source.tests().keySet()).orElse(Set.<String>of()))
            .contains(parts[1]);
  }

  @Test
  void rulesAndClassesExist() {
    Set<String> rules =
        Stream.of(Rule.values()).map(rule -> "Rule." + rule.name()).collect(Collectors.toSet());
    assertThat(
            table.requirements().stream()
                .flatMap(row -> row.how().stream())
                .filter(how -> !rules.contains(how) && MAIN.find(how).isEmpty()))
        .isEmpty();
  }

  @Test
  void eachRuleHoldsARequirement() {
    Set<String> named =
        table.requirements().stream()
            .flatMap(row -> row.how().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(Stream.of(Rule.values()).filter(rule -> !named.contains("Rule." + rule.name())))
        .isEmpty();
  }

  /** A refusal is shown by a test that expects that very rule. */
  @Test
  void aRuleIsShownByATestThatExpectsIt() {
    assertThat(
            table.requirements().stream()
                .flatMap(row -> row.how().stream().map(how -> Map.entry(row, how)))
                .filter(pair -> pair.getValue().startsWith("Rule."))
                .filter(pair -> pair.getKey().tests().stream().noneMatch(expects(pair.getValue())))
                .map(pair -> pair.getKey().id() + " " + pair.getValue()))
        .isEmpty();
  }

  private static Predicate<String> expects(String rule) {
    return test -> {
      String[] parts = test.split("#", -1);
      return TEST.find(parts[0]).filter(source -> source.mentions(parts[1], rule)).isPresent();
    };
  }

  @Test
  void refusalVectorsBreakWhatIsRequired() {
    Set<String> ids =
        table.requirements().stream().map(Requirement::id).collect(Collectors.toSet());
    assertThat(VECTORS.keySet()).hasSizeGreaterThan(150).isSubsetOf(ids);
  }

  @Test
  void thePageShowsTheTable() throws Exception {
    String page = table.page(MAIN, TEST, VECTORS);
    if (Boolean.getBoolean("mls.conformance.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(ProjectSources.read(PAGE).equals(page))
        .as(
            "conformance.md is made from conformance.tsv: run this with -Dmls.conformance.write=true")
        .isTrue();
  }
}
