package io.github.mls4j.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateRefusalsCommandTest {

  @TempDir private Path folder;

  private CommandRun generate(String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "vectors";
    args[1] = "generate";
    args[2] = "refusals";
    args[3] = folder.resolve("made").toString();
    System.arraycopy(options, 0, args, 4, options.length);
    return CommandRun.of(args);
  }

  @Test
  void whatItMakesIsRefusedAndVerified() throws IOException {
    CommandRun made = generate("--suites", "3", "--seed", "17");

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
    generate("--suites", "3");
    assertThat(CommandRun.of("vectors", "verify", "--refusals", set.toString()).out())
        .containsPattern(
            "commit-signature-flipped-suite-3 +steps\\[0] +6.1-10 +CONTENT_SIGNATURE_VALID\n");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThat(generate("--suites", "8").status()).isEqualTo(2);
    assertThat(generate("--suites", "0").err()).contains("there are cipher suites 1 to 7, not 0");
    assertThat(CommandRun.of("vectors", "generate").status()).isEqualTo(2);
    assertThat(CommandRun.of("vectors", "generate", "refusals").status()).isEqualTo(2);
    Files.writeString(folder.resolve("made"), "a file");
    assertThat(generate("--suites", "3").status()).isEqualTo(1);
  }
}
