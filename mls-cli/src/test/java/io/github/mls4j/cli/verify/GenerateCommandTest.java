package io.github.mls4j.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.vectors.VectorGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

  @TempDir private Path folder;

  private CommandRun generate(String type, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("vectors", "generate", type, "--out", folder.resolve("made").toString()));
    args.addAll(List.of(options));
    return CommandRun.of(args.toArray(String[]::new));
  }

  @Test
  void whatItMakesIsRefusedAndVerified() throws IOException {
    CommandRun made = generate("refusals", "--suites", "3", "--seed", "17");

    assertThat(made.err()).isEmpty();
    assertThat(made.status()).isZero();
    assertThat(made.out()).containsPattern("\\n[0-9]+ messages were refused, as they had to be\\n");
    assertThat(Files.readString(folder.resolve("made/refused-by.tsv")))
        .contains(
            "\ncommit-signature-flipped-suite-3\tsteps[0]\t6.1-10\tCONTENT_SIGNATURE_VALID\n");

    CommandRun verified =
        CommandRun.of("vectors", "verify", "--json", folder.resolve("made").toString());
    assertThat(verified.status()).isZero();
    JsonNode json = new ObjectMapper().readTree(verified.out());
    assertThat(json.path("refused").intValue()).isPositive();
    assertThat(json.at("/files/0/kind").textValue()).isEqualTo("refusals");
    JsonNode refusal = json.at("/files/0/suites/0/refusals/0");
    assertThat(refusal.path("name").textValue()).endsWith("-suite-3");
    assertThat(refusal.path("refused_by").textValue()).isNotEmpty();
  }

  @Test
  void listsByWhatMessagesAreRefused() throws IOException {
    Path set = folder.resolve("made");
    generate("refusals", "--suites", "3");
    assertThat(CommandRun.of("vectors", "verify", "--refusals", set.toString()).out())
        .containsPattern(
            "commit-signature-flipped-suite-3 +steps\\[0] +6.1-10 +CONTENT_SIGNATURE_VALID\n");
  }

  @Test
  void makesAPublishedTypeAndVerifiesIt() throws IOException {
    CommandRun made = generate("psk_secret", "--suites", "2,7", "--seed", "17");

    assertThat(made.err()).isEmpty();
    assertThat(made.status()).isZero();
    JsonNode cases = new ObjectMapper().readTree(folder.resolve("made/psk_secret.json").toFile());
    assertThat(cases.findValues("cipher_suite")).extracting(JsonNode::intValue).containsOnly(2, 7);
    assertThat(CommandRun.of("vectors", "verify", folder.resolve("made").toString()).status())
        .isZero();
  }

  @Test
  void makesAllTypesAndRefusalsBesideThem() throws IOException {
    CommandRun made = generate("all", "--suites", "3");

    assertThat(made.status()).isZero();
    assertThat(folder.resolve("made/refusals/refused-by.tsv")).exists();
    for (String type : VectorGenerator.types()) {
      assertThat(folder.resolve("made/" + type + ".json")).isNotEmptyFile();
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThat(generate("refusals", "--suites", "8").status()).isEqualTo(2);
    assertThat(generate("refusals", "--suites", "0").err())
        .contains("'0' is neither a number from 1 to 7");
    assertThat(generate("tree-maths").err())
        .contains("no vectors are called 'tree-maths'", "tree-math, ");
    assertThat(CommandRun.of("vectors", "generate").status()).isEqualTo(2);
    CommandRun nowhere = CommandRun.of("vectors", "generate", "refusals");
    assertThat(nowhere.status()).isEqualTo(2);
    assertThat(nowhere.err()).contains("--out=DIR");
    Path positional = folder.resolve("positional");
    assertThat(CommandRun.of("vectors", "generate", "tree-math", positional.toString()).status())
        .isEqualTo(2);
    assertThat(positional).doesNotExist();
  }

  @Test
  void replacesItsOwnFilesAndNothingElse() throws IOException {
    Path made = Files.createDirectories(folder.resolve("made"));
    Files.writeString(made.resolve("tree-math.json"), "an older one");
    Files.writeString(made.resolve("notes.txt"), "mine");
    assertThat(generate("tree-math").status()).isZero();
    assertThat(made.resolve("tree-math.json")).content().startsWith("[").doesNotContain("older");
    assertThat(made.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void doesNotWriteIntoAFile() throws IOException {
    Files.writeString(folder.resolve("made"), "a file");
    CommandRun made = generate("refusals", "--suites", "3");
    assertThat(made.status()).isEqualTo(1);
    assertThat(made.err()).contains("made is a file, and not a folder");
    assertThat(folder.resolve("made")).hasContent("a file");
  }
}
