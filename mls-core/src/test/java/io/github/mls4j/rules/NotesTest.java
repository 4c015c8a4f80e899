package io.github.mls4j.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the notes on the specification name is there. */
class NotesTest {

  private static final Path NOTES = ProjectSources.ROOT.resolve("spec-notes");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern TEST = Pattern.compile("([A-Z]\\w*(?:Test))(?:#(\\w+))?");

  private static final ProjectSources TESTS = ProjectSources.tests();

  private static List<String> missing(Path note) {
    List<String> missing = new ArrayList<>();
    Matcher code = CODE.matcher(ProjectSources.read(note));
    while (code.find()) {
      Matcher test = TEST.matcher(code.group(1));
      if (test.matches()
          && TESTS
              .find(test.group(1))
              .filter(s -> test.group(2) == null || s.tests().containsKey(test.group(2)))
              .isEmpty()) {
        missing.add(note.getFileName() + ": " + code.group(1));
      }
      if (code.group(1).startsWith("Rule.")
          && Stream.of(Rule.values()).noneMatch(r -> ("Rule." + r).equals(code.group(1)))) {
        missing.add(note.getFileName() + ": " + code.group(1));
      }
    }
    return missing;
  }

  @Test
  void testsAndRulesThatNotesNameExist() throws IOException {
    try (Stream<Path> notes = Files.list(NOTES)) {
      assertThat(
              notes
                  .filter(note -> note.toString().endsWith(".md"))
                  .flatMap(note -> missing(note).stream()))
          .isEmpty();
    }
  }

  @Test
  void eachKnownBugHasATest() {
    List<String> entries =
        ProjectSources.read(NOTES.resolve("known-bugs.md"))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| the bug |"))
            .toList();
    assertThat(entries)
        .hasSizeGreaterThan(60)
        .allMatch(entry -> entry.matches(".*`\\w+Test#\\w+` \\|"));
  }
}
