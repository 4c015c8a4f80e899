package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a test that a document shows: between {@code // example:start} and its end. */
record DocumentedExample(Path root, String code) {

  private static final String START = "// example:start";

  static DocumentedExample of(Class<?> test) throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mls-core"))) {
      root = root.getParent();
    }
    String file = "mls-core/src/test/java/" + test.getName().replace('.', '/') + ".java";
    String source = Files.readString(root.resolve(file));
    String code =
        source.substring(
            source.indexOf(START) + START.length(), source.indexOf("    // example:end"));
    return new DocumentedExample(root, code.stripTrailing().stripIndent().strip());
  }

  /**
   * @param margin what each line of the document starts with
   */
  void assertShownIn(String document, String margin) throws IOException {
    String shown =
        Files.readString(root.resolve(document))
            .lines()
            .map(line -> line.startsWith(margin) ? line.substring(margin.length()) : line.strip())
            .map(line -> line.equals("*") ? "" : line)
            .reduce("", (all, line) -> all + "\n" + line);
    assertThat(shown).contains(code);
  }
}
