package io.github.mls4j.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.cli.PassiveFiles;
import io.github.mls4j.vectors.VectorRoot;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The working group's own passive clients, of which others have the same files. */
class InspectVectorTest {

  @TempDir private Path folder;

  private static Path published(String name) {
    List<Path> files = VectorRoot.ofProcess().files("mls");
    assumeFalse(files.isEmpty(), VectorRoot.HOW_TO_GET);
    return files.stream()
        .filter(file -> file.endsWith(name + ".json"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name + ".json is there"));
  }

  @Test
  void aCaseOfEachSuiteIsWalked() throws Exception {
    Path file = published("passive-client-handling-commit");
    JsonNode cases = PassiveFiles.read(file);
    Set<Integer> suites = new HashSet<>();
    for (int i = 0; i < cases.size(); i++) {
      if (suites.add(cases.path(i).path("cipher_suite").intValue())) {
        CommandRun run = CommandRun.of("inspect", file + "#" + i);
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out())
            .endsWith("✓ all opened and accepted, all epoch authenticators as in the file\n");
      }
    }
    assertThat(suites).hasSize(7);
  }

  @Test
  void theWelcomeOfAnyCaseFindsItsKeys() throws Exception {
    Path file = published("passive-client-welcome");
    JsonNode cases = PassiveFiles.read(file);
    for (int i = 0; i < cases.size(); i += 9) {
      Path welcome = PassiveFiles.hex(folder, i + ".hex", cases.path(i).path("welcome"));

      CommandRun run = CommandRun.of("inspect", "" + welcome, "--keys", "" + file);

      assertThat(run.status()).as(run.out()).isZero();
      assertThat(run.out()).contains("\nwith " + file + "#" + i + "\n");
    }
  }
}
