package io.github.mls4j.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rule that no test expects by its name fails the build, and so does one that nothing checks. */
class RuleCoverageTest {

  private static final Pattern NAME = Pattern.compile("\\bRule\\.([A-Z][A-Z0-9_]*)\\b");

  private static List<String> sources(String folder, String suffix) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String module : List.of("mls-codec", "mls-crypto", "mls-core")) {
      Path root = Path.of("..", module, "src", folder, "java");
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }

  private static Set<Rule> named(List<String> texts) {
    Set<Rule> named = EnumSet.noneOf(Rule.class);
    for (String text : texts) {
      Matcher matcher = NAME.matcher(text);
      while (matcher.find()) {
        named.add(Rule.valueOf(matcher.group(1)));
      }
    }
    return named;
  }

  @Test
  void eachRuleIsExpectedByATest() throws IOException {
    assertThat(named(sources("test", "Test.java"))).containsExactlyInAnyOrder(Rule.values());
  }

  @Test
  void eachRuleIsChecked() throws IOException {
    assertThat(named(sources("main", ".java"))).containsExactlyInAnyOrder(Rule.values());
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
