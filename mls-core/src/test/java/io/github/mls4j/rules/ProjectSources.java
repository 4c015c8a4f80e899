package io.github.mls4j.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all modules are written in: classes by name, and the test methods of test classes. */
final class ProjectSources {

  /** The project's root, seen from the module that its tests run in. */
  static final Path ROOT = Path.of("..");

  private static final Pattern TEST =
      Pattern.compile(
          "( +)@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|Property|ArchTest)\\b.*");

  private static final Pattern DECLARATION =
      Pattern.compile("[\\w<>\\[\\], .?]*?(\\w+)(?:\\(| =).*");

  private static final Pattern METHOD =
      Pattern.compile("(?m)^  [\\w<>\\[\\], .?]+ (\\w+)\\([^{;]*\\{\\R((?: {4}.*\\R|\\R)*) {2}\\}");

  /** One source file, which the class of its name stands in. */
  record Source(Path file, String text) {

    String name() {
      return file.getFileName().toString().replace(".java", "");
    }

    /** The class's name with the last part of its package. */
    String longName() {
      return file.getParent().getFileName() + "." + name();
    }

    /** Where the file is, seen from the project's root. */
    String path() {
      return ROOT.relativize(file).toString().replace('\\', '/');
    }

    /** Whether a test uses a word itself, or by a method beside it that does. */
    boolean mentions(String test, String word) {
      String body = tests().getOrDefault(test, "");
      Pattern whole = Pattern.compile("\\b" + Pattern.quote(word) + "\\b");
      return whole.matcher(body).find()
          || METHOD
              .matcher(text)
              .results()
              .filter(method -> whole.matcher(method.group(2)).find())
              .anyMatch(method -> body.contains(" " + method.group(1) + "("));
    }

    /** The text of each test method by its name; the file is formatted as the build wants it. */
    Map<String, String> tests() {
      Map<String, String> tests = new TreeMap<>();
      Iterator<String> lines = text.lines().iterator();
      while (lines.hasNext()) {
        Matcher annotation = TEST.matcher(lines.next());
        if (annotation.matches()) {
          String indent = annotation.group(1);
          String line = lines.next();
          while (!line.matches(indent + "[A-Za-z].*")) {
            line = lines.next();
          }
          Matcher declaration = DECLARATION.matcher(line.strip());
          if (!declaration.matches()) {
            throw new IllegalStateException(name() + ": " + line);
          }
          // A field of ArchUnit's ends with its statement, a method with its brace.
          String end = line.contains("ArchRule") ? ".*;" : indent + "\\}";
          StringBuilder body = new StringBuilder(line).append('\n');
          while (!line.matches(end)) {
            line = lines.next();
            body.append(line).append('\n');
          }
          tests.put(declaration.group(1), body.toString());
        }
      }
      return tests;
    }
  }

  private final List<Source> sources;
  private final Map<String, List<Source>> byName;

  private ProjectSources(List<Source> sources) {
    this.sources = sources;
    byName =
        sources.stream()
            .flatMap(s -> Stream.of(Map.entry(s.name(), s), Map.entry(s.longName(), s)))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /** What applications run: the modules that have rules to keep. */
  static ProjectSources library() {
    return of("main", Stream.of("mls-codec", "mls-crypto", "mls-core").map(ROOT::resolve));
  }

  /** The tests of all modules. */
  static ProjectSources tests() {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return of("test", modules.sorted());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProjectSources of(String folder, Stream<Path> modules) {
    return new ProjectSources(
        modules
            .map(module -> module.resolve(Path.of("src", folder, "java")))
            .filter(Files::isDirectory)
            .flatMap(ProjectSources::javaFiles)
            .filter(file -> !file.endsWith("package-info.java"))
            .map(file -> new Source(file, read(file)))
            .toList());
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Source> all() {
    return sources;
  }

  /**
   * The one source of this name.
   *
   * @param name {@code Group}, or {@code group.Group} where there are several of that name
   */
  Optional<Source> find(String name) {
    List<Source> found = byName.getOrDefault(name, List.of());
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
