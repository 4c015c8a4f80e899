package io.github.mls4j.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The conformance table: each requirement of RFC 9420, what holds it, and the tests that show it.
 * It is kept in {@code spec-notes/conformance.tsv} and shown by {@code spec-notes/conformance.md}.
 */
final class Conformance {

  /** What becomes of a requirement. */
  enum State {
    /** A check refuses what breaks it, or a test compares what we do with what it asks for. */
    CHECKED("checked", "a check refuses what breaks it, or our output is compared with it"),
    /** There is no way to break it with the code as it is. */
    CONSTRUCTION("by construction", "the code has no way to break it"),
    /** The application decides; the library gives it what it needs. */
    APPLICATION("application", "the application's part; the note says what we give it"),
    /** It does not concern a client, or asks for nothing. */
    NOT_APPLICABLE("not applicable", "not a client's duty; the note says why");

    private final String label;
    private final String meaning;

    State(String label, String meaning) {
      this.label = label;
      this.meaning = meaning;
    }

    static State of(String label) {
      return Stream.of(values()).filter(s -> s.label.equals(label)).findAny().orElseThrow();
    }

    /** Whether a requirement of this state needs a test, or else a reason. */
    boolean needsTest() {
      return this == CHECKED || this == CONSTRUCTION;
    }
  }

  /**
   * One requirement.
   *
   * @param how {@code Rule.NAME} for a rule, or a class
   * @param tests {@code Class#method}
   */
  record Requirement(
      String id,
      String level,
      String who,
      State state,
      List<String> how,
      List<String> tests,
      String statement,
      String note) {

    private static Requirement read(String line) {
      String[] cells = line.split("\t", -1);
      if (cells.length != 8) {
        throw new IllegalStateException(cells.length + " cells: " + line);
      }
      return new Requirement(
          cells[0],
          cells[1],
          cells[2],
          State.of(cells[3]),
          words(cells[4]),
          words(cells[5]),
          cells[6],
          cells[7]);
    }

    private static List<String> words(String cell) {
      return cell.isEmpty() ? List.of() : List.of(cell.split(" "));
    }

    /** The section of the RFC, such as {@code 12.4.2}. */
    String section() {
      return id.substring(0, id.lastIndexOf('-'));
    }
  }

  /** How many refusal vectors of a requirement are named. */
  private static final int MOST_VECTORS = 5;

  private final Map<String, String> titles = new LinkedHashMap<>();
  private final List<Requirement> requirements = new ArrayList<>();

  /** Reads the table: a line of column names, then requirements, each section under its title. */
  Conformance(String table) {
    for (String line : table.lines().skip(1).toList()) {
      if (line.startsWith("§")) {
        String[] cells = line.split("\t", -1);
        titles.put(cells[0].substring(1), cells[1]);
      } else {
        requirements.add(Requirement.read(line));
      }
    }
  }

  List<Requirement> requirements() {
    return requirements;
  }

  /** The titles of sections, by their number, in order. */
  Map<String, String> titles() {
    return titles;
  }

  /**
   * The names of refusal vectors by the requirement that they break, a name for all suites.
   *
   * @param cases {@code refused-by.tsv}: a line of column names, then a message a line
   */
  static Map<String, Set<String>> vectors(String cases) {
    Map<String, Set<String>> vectors = new TreeMap<>();
    for (String line : cases.lines().skip(1).toList()) {
      String[] cells = line.split("\t", -1);
      if (!cells[2].equals("-")) {
        vectors
            .computeIfAbsent(cells[2], requirement -> new TreeSet<>())
            .add(cells[0].replaceFirst("-suite-[1-7]$", ""));
      }
    }
    return vectors;
  }

  /** The table as a page to read, with each class linked to its file. */
  String page(ProjectSources main, ProjectSources test, Map<String, Set<String>> vectors) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (State state : State.values()) {
      long count = requirements.stream().filter(r -> r.state() == state).count();
      page.append("| %s | %d | %s |\n".formatted(state.label, count, state.meaning));
    }
    page.append("| **all** | **%d** | |\n".formatted(requirements.size()));
    Map<String, List<Requirement>> sections =
        requirements.stream()
            .collect(
                Collectors.groupingBy(
                    Requirement::section, LinkedHashMap::new, Collectors.toList()));
    sections.forEach(
        (section, rows) -> {
          page.append(
              "\n## §%s %s\n\n[RFC 9420 §%s](https://www.rfc-editor.org/rfc/rfc9420#%s)\n\n"
                  .formatted(section, titles.get(section), section, anchor(section)));
          page.append("| requirement | | state | held by | shown by |\n|---|---|---|---|---|\n");
          rows.forEach(row -> page.append(line(row, vectors.getOrDefault(row.id(), Set.of()))));
        });
    page.append('\n');
    links(main, test).forEach(link -> page.append(link).append('\n'));
    return page.toString();
  }

  private static final String INTRODUCTION =
      """
      # RFC 9420, requirement by requirement

      What RFC 9420 asks of a client, in our own words; what in mls4j holds it; and the tests that show it. A name in capitals
      is a constant of [`Rule`](../mls-core/src/main/java/io/github/mls4j/rules/Rule.java), and its test a refusal beside its
      accepted control. VERIFY is what the RFC tells a client to verify, DEF what it defines: both bind like a MUST.
      `PublishedVectorTest` and the `*VectorTest`s run vectors that other implementations have made; where they are one test among
      many, the note names the file. Refusals are vectors of ours, by their names in
      [`test-vectors/refusals/`](../test-vectors/refusals/README.md).

      Made from `conformance.tsv` by `ConformanceTest`, which fails when a requirement has no test, when a test, class or rule
      named here does not exist, or when a rule is not named here. To change it, edit `conformance.tsv` and run
      `mvn -q -Dquick -pl mls-core -am test -Dtest=ConformanceTest -Dsurefire.failIfNoSpecifiedTests=false -Dmls.conformance.write=true`.

      | state | requirements | meaning |
      |---|---|---|
      """;

  private static String anchor(String section) {
    return (Character.isDigit(section.charAt(0)) ? "section-" : "appendix-") + section;
  }

  private static String line(Requirement row, Set<String> vectors) {
    String note = row.note().isEmpty() ? "" : "<br>*" + escape(row.note()) + "*";
    return "| <a id=\"%s\"></a>**%s** %s%s | %s, %s | %s | %s | %s |\n"
        .formatted(
            row.id(),
            row.id(),
            escape(row.statement()),
            note,
            row.level(),
            row.who(),
            row.state().label,
            row.how().stream().map(Conformance::holder).collect(Collectors.joining(", ")),
            row.tests().stream().map(Conformance::shower).collect(Collectors.joining(", "))
                + refusals(vectors));
  }

  private static String refusals(Set<String> vectors) {
    if (vectors.isEmpty()) {
      return "";
    }
    String names =
        vectors.stream()
            .limit(MOST_VECTORS)
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    int more = vectors.size() - MOST_VECTORS;
    return "<br>refusals: " + names + (more > 0 ? " and " + more + " more" : "");
  }

  private static String holder(String how) {
    return how.startsWith("Rule.") ? "`" + how.substring(5) + "`" : "[" + how + "]";
  }

  private static String shower(String test) {
    return "[" + test.replace("#", "] ");
  }

  private static String escape(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }

  private List<String> links(ProjectSources main, ProjectSources test) {
    TreeSet<String> links = new TreeSet<>();
    for (Requirement row : requirements) {
      for (String how : row.how()) {
        main.find(how).ifPresent(source -> links.add(link(how, source)));
      }
      for (String shown : row.tests()) {
        String name = shown.substring(0, shown.indexOf('#'));
        test.find(name).ifPresent(source -> links.add(link(name, source)));
      }
    }
    return List.copyOf(links);
  }

  private static String link(String name, ProjectSources.Source source) {
    return "[" + name + "]: ../" + source.path();
  }
}
