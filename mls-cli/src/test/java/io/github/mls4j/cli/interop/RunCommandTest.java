package io.github.mls4j.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.interop.server.InteropServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {

  private static final String GOOD =
      """
      {"scripts": {
        "talk": [
          {"action": "createGroup", "actor": "alice", "members": ["bob"]},
          {"action": "protect", "actor": "alice", "plaintext": "hello"},
          {"action": "unprotect", "actor": "bob", "ciphertext": 1}]}}
      """;

  /** Bob opens a message twice. */
  private static final String FAILING =
      GOOD.replace("\"ciphertext\": 1}", "\"ciphertext\": 1},")
          .replace("]}}", "{\"action\": \"unprotect\", \"actor\": \"bob\", \"ciphertext\": 1}]}}");

  @TempDir private Path folder;

  @Test
  void playsOurOwnScenariosWithOurselves() {
    CommandRun run = run("--self", "--scenario", "welcome/by_value", "branch", "--suite", "1,3");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(withoutChance(run.out()))
        .isEqualTo(
            """
            A mls4j at 127.0.0.1:*, suites 1 2 3 4 5 6 7
            of each suite: left public, right private handshake messages
            scenario                          1    3        time
            welcome
              by_value                       ✓ ✓  ✓ ✓    * s
            branch
              all                            ✓ ✓  ✓ ✓    * s
              some                           ✓ ✓  ✓ ✓    * s
              with_extensions                ✓ ✓  ✓ ✓    * s
              tree_out_of_band               ✓ ✓  ✓ ✓    * s
              with_path                      ✓ ✓  ✓ ✓    * s
              with_path_and_tree_out_of_band ✓ ✓  ✓ ✓    * s
              and_on                         ✓ ✓  ✓ ✓    * s
              of_a_branch                    ✓ ✓  ✓ ✓    * s
            9 scripts: 36 passed, 0 failed    * s
            """);
  }

  @Test
  void playsConfigsWithOthersAndOurselves() throws IOException {
    Files.writeString(folder.resolve("a.json"), GOOD);
    Files.writeString(folder.resolve("b.json"), GOOD);
    Files.writeString(folder.resolve("c.txt"), "no config");
    try (InteropServer other = InteropServer.start("127.0.0.1", 0)) {
      CommandRun run =
          run(
              "--config",
              folder.toString(),
              "--client",
              "localhost:" + other.port(),
              "--self",
              "--suite",
              "1",
              "--private");

      assertThat(run.err()).isEmpty();
      assertThat(run.status()).isZero();
      assertThat(withoutChance(run.out()))
          .isEqualTo(
              """
              A mls4j at 127.0.0.1:*, suites 1 2 3 4 5 6 7
              B mls4j at localhost:*, suites 1 2 3 4 5 6 7
              scenario                1       time
              a
                talk                  4    * s
              b
                talk                  4    * s
              2 scripts: 8 passed, 0 failed    * s
              """);
      assertThat(other.liveIds()).isZero();
    }
  }

  @Test
  void namesTheFirstFailingStep() throws IOException {
    Path config = Files.writeString(folder.resolve("twice.json"), FAILING);

    CommandRun run = run("--config", config.toString(), "--self", "--suite", "1");

    assertThat(run.status()).isEqualTo(1);
    assertThat(withoutChance(run.out()))
        .contains("  talk                  ✗ ✗ ")
        .containsPattern(
            "✗ twice/talk step 3, unprotect: Unprotect of bob at A mls4j: [A-Z_]+ .*\n")
        .contains(
            "  in 2 runs, suite 1, public and private handshake; roles, first: alice=A bob=A\n")
        .contains("1 script: 0 passed, 2 failed");
  }

  @Test
  void writesJson() throws IOException {
    Path config = Files.writeString(folder.resolve("twice.json"), FAILING);

    CommandRun run =
        run("--json", "--config", config.toString(), "--self", "--suite", "2", "--public");

    assertThat(run.status()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("ok").booleanValue()).isFalse();
    assertThat(json.path("passed").intValue()).isZero();
    assertThat(json.path("failed").intValue()).isEqualTo(1);
    assertThat(json.at("/clients/0/name").textValue()).isEqualTo("mls4j");
    JsonNode cell = json.at("/cells/0");
    assertThat(cell.path("config").textValue()).isEqualTo("twice");
    assertThat(cell.path("script").textValue()).isEqualTo("talk");
    assertThat(cell.path("cipher_suite").intValue()).isEqualTo(2);
    assertThat(cell.path("handshake").textValue()).isEqualTo("public");
    assertThat(cell.path("assignments").intValue()).isEqualTo(1);
    assertThat(cell.path("sampled").booleanValue()).isFalse();
    JsonNode only = cell.at("/runs/0");
    assertThat(only.at("/roles/bob").intValue()).isZero();
    assertThat(only.path("outcome").textValue()).isEqualTo("failed");
    JsonNode failure = only.path("failure");
    assertThat(failure.path("step").intValue()).isEqualTo(3);
    assertThat(failure.path("action").textValue()).isEqualTo("unprotect");
    assertThat(failure.path("actor").textValue()).isEqualTo("bob");
    assertThat(failure.path("client").textValue()).isEqualTo("mls4j");
    assertThat(failure.path("rpc").textValue()).isEqualTo("Unprotect");
    assertThat(failure.path("status").textValue()).isNotEmpty();
    assertThat(failure.path("message").textValue()).isNotEmpty();
  }

  @Test
  void listsTheScripts() {
    CommandRun run = run("--list", "--scenario", "application");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("application/in_order\napplication/reversed\n");
    assertThat(run.out().lines()).hasSize(10);
  }

  @Test
  void aBadConfigIsNamedWithThePlaceInIt() throws IOException {
    Path config =
        Files.writeString(folder.resolve("bad.json"), GOOD.replace("unprotect", "unpack"));

    CommandRun run = run("--config", config.toString(), "--self");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "mls interop run: " + config + ": $.scripts.talk[2].action: unknown action 'unpack'\n");
  }

  @Test
  void aConfigThatIsNotThereIsNamed() {
    CommandRun run = run("--config", folder.resolve("none.json").toString(), "--self");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("mls interop run: ").contains("none.json cannot be read");
  }

  @Test
  void aClientThatIsNotThereIsNamed() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    CommandRun run = run("--client", "127.0.0.1:" + free);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("mls interop run: 127.0.0.1:" + free + ": no client can be reached there");
  }

  @Test
  void aHostThatIsNotThereIsNamedInOneLine() {
    String host = "x".repeat(64) + ".invalid"; // too long a label to be looked up anywhere
    try (GrpcLog log = new GrpcLog()) {
      CommandRun run = run("--client", host + ":1");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("mls interop run: " + host + ":1: no client can be reached there")
          .hasLineCount(1);
      assertThat(log.messages).isEmpty();
    }
  }

  @Test
  void aFolderWithoutScriptsIsNoSuccess() throws IOException {
    Files.writeString(folder.resolve("none.json"), "{\"scripts\": {}}");

    CommandRun run = run("--config", folder.toString(), "--self");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("mls interop run: there is no script in what --config names\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--self --scenario dance",
        "--client localhost",
        "--client localhost:70000",
        "--client :1",
        "--self --suite 8",
        "--self --samples 0",
        "--self --timeout 0",
        "--self --jobs 0",
        "--self --max-assignments -1",
        "--self dance"
      })
  void aWrongCommandLineIsToldFromAFailure(String line) {
    CommandRun run = run(line.isEmpty() ? new String[0] : line.split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Usage: mls interop run");
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of("interop", "run"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static String withoutChance(String out) {
    return out.replaceAll(" +[0-9]+\\.[0-9]{2} s", "    * s")
        .replaceAll("(127\\.0\\.0\\.1|localhost):[0-9]+", "$1:*");
  }
}
