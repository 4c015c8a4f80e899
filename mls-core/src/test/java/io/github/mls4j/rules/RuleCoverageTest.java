package io.github.mls4j.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A rule that no test sees broken fails the build, and so does one that nothing checks. A test sees
 * it where it asserts that a refusal is by this very rule: as no test is left out, such an
 * assertion has held whenever the build is green.
 */
class RuleCoverageTest {

  private static final Pattern NAMED = Pattern.compile("\\bRule\\.([A-Z][A-Z0-9_]*)\\b");

  private static final Pattern ASSERTED =
      Pattern.compile(
          "\\b(?:(?:assertRefused|refuses|isEqualTo)\\w*\\(\\s*(?:[a-z0-9.]+\\.)?|Rule rule = )"
              + "Rule\\.([A-Z][A-Z0-9_]*)\\b");

  private static Set<Rule> found(ProjectSources sources, String suffix, Pattern pattern) {
    Set<Rule> found = EnumSet.noneOf(Rule.class);
    sources.all().stream()
        .filter(source -> source.name().endsWith(suffix))
        .flatMap(source -> pattern.matcher(source.text()).results())
        .forEach(match -> found.add(Rule.valueOf(match.group(1))));
    return found;
  }

  @Test
  void eachRuleIsSeenBrokenByATest() {
    assertThat(found(ProjectSources.tests(), "Test", ASSERTED))
        .containsExactlyInAnyOrder(Rule.values());
  }

  @Test
  void noTestIsLeftOut() {
    assertThat(ProjectSources.tests().all())
        .noneMatch(source -> source.text().contains("@Dis" + "abled"));
  }

  @Test
  void eachRuleIsChecked() {
    assertThat(found(ProjectSources.library(), "", NAMED)).containsExactlyInAnyOrder(Rule.values());
  }

  @Test
  void rulesNameTheirSectionAndSayWhatTheyDemand() {
    for (Rule rule : Rule.values()) {
      assertThat(rule.section()).matches("\\d+(\\.\\d+){0,3}");
      assertThat(rule.statement()).endsWith(".").hasSizeGreaterThan(20);
    }
    assertThat(Rule.values()).extracting(Rule::statement).doesNotHaveDuplicates();
  }
}
