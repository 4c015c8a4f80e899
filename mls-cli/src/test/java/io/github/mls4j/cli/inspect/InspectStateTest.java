package io.github.mls4j.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.cli.PassiveFiles;
import io.github.mls4j.cli.Trio;
import io.github.mls4j.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members' states and passive clients' cases, whole and damaged. */
class InspectStateTest {

  @TempDir private static Path folder;

  private static Path commits;
  private static int sealed;
  private static int open;
  private static byte[] state;

  @BeforeAll
  static void write() throws Exception {
    commits = PassiveFiles.write("passive-client-handling-commit", folder);
    sealed = PassiveFiles.withProposals(commits, true);
    open = PassiveFiles.withProposals(commits, false);
    try (Trio trio = new Trio()) {
      Trio.follow(trio.bob, Trio.commit(trio.alice));
      trio.bob.receive(trio.alice.protect(Bytes.ofUtf8("hello")));
      trio.bob.receive(trio.alice.propose().remove(trio.carol.self().index()));
      state = Files.readAllBytes(Trio.save(trio.bob, folder.resolve("bob.state")));
    }
  }

  @Test
  void aStateShowsMembersSecretsByFingerprintAndTheTree() {
    CommandRun run = CommandRun.of("inspect", "" + folder.resolve("bob.state"), "--nodes");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("group state of leaf 1 \"bob\" in epoch 2 of \"friends\"\n")
        .contains("  own_leaf: leaf 1 \"bob\"\n  status: active\n")
        .contains("  members: leaf 0 \"alice\", leaf 1 \"bob\", leaf 2 \"carol\"\n")
        .containsPattern("    exporter_secret: #[0-9a-f]{16} \\(secret, 32 bytes\\)\n")
        .containsPattern("    epoch_authenticator: [0-9a-f]{64} ")
        .contains(
            "    [0] leaf 0 \"alice\"\n      handshake_generation: 1\n      application_generation: 1\n")
        .contains("  past_epochs: 1\n")
        .contains("  pending_proposals: 1 entry\n")
        .contains("alice     bob     carol")
        .containsPattern("\n    4  leaf 2 carol +[0-9a-f]{16}  –\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hex", "base64"})
  void aStateMayBeText(String form) {
    String text =
        form.equals("hex")
            ? HexFormat.of().formatHex(state)
            : Base64.getMimeEncoder().encodeToString(state);

    CommandRun run =
        CommandRun.reading(text.getBytes(StandardCharsets.US_ASCII), "inspect", "-", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"type\" : \"group state\"");
  }

  @Test
  void damagedStatesAreShownOrRefused() {
    Random random = new Random(9420);
    for (int i = 0; i < 90; i++) {
      byte[] mutant =
          i % 3 == 0 ? Arrays.copyOf(state, random.nextInt(state.length)) : state.clone();
      if (i % 3 != 0) {
        mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
      }

      CommandRun run =
          CommandRun.reading(mutant, "inspect", "-", i % 2 == 0 ? "--json" : "--nodes");

      assertRefusedOrShown(run, HexFormat.of().formatHex(mutant));
    }
  }

  @Test
  void aCaseIsWalked() {
    CommandRun run = CommandRun.of("inspect", commits + "#" + sealed);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith(commits + "#" + sealed + "  MLS_128_")
        .contains("\n  welcome       ✓ opened\n")
        .containsPattern(
            "\nepoch 6, [0-9] members, as leaf [0-9] \"client [0-9]+\"\n  authenticator ✓ ")
        .containsPattern(
            "\n  proposals\\[2\\]  ✓ leaf [0-9] \"client [0-9]\", generation 0: external psk ")
        .containsPattern("\n  commit        ✓ leaf [0-9] \"client [0-9]\", generation 1: ↑add ")
        .endsWith("\n✓ all opened and accepted, all epoch authenticators as in the file\n");
    assertThat(CommandRun.of("inspect", commits + "#" + sealed, "--structs").out())
        .contains("\nproposals[2]: opened\n")
        .contains("content: FramedContent");
  }

  @Test
  void theClientOfACaseIsAMemberLikeAnyOther() throws Exception {
    CommandRun run =
        CommandRun.of("inspect", commits + "#" + PassiveFiles.withEpochs(commits, 3) + "@2");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("passive client of leaf ").contains(" in epoch 8 of ");
  }

  @Test
  void aWalkStopsWhereTheFileParts() throws Exception {
    JsonNode cases = PassiveFiles.read(commits);
    ((ObjectNode) cases.path(sealed).at("/epochs/0")).put("epoch_authenticator", "00");
    String commit = cases.path(open).at("/epochs/1/commit").textValue();
    ((ObjectNode) cases.path(open).at("/epochs/1"))
        .put("commit", commit.substring(0, commit.length() - 2) + "ee");
    Path damaged = folder.resolve("damaged.json");
    new ObjectMapper().writeValue(damaged.toFile(), cases);

    CommandRun authenticator = CommandRun.of("inspect", damaged + "#" + sealed);
    CommandRun tag = CommandRun.of("inspect", damaged + "#" + open);

    assertThat(authenticator.status()).isEqualTo(1);
    assertThat(authenticator.out())
        .contains(", where the file says 00\n")
        .endsWith("✗ here the client and the file part\n");
    assertThat(tag.status()).isEqualTo(1);
    assertThat(tag.out())
        .contains("membership_tag: ✗ ")
        .contains("\n  refused       ✗ MEMBERSHIP_TAG_VALID");
  }

  @Test
  void theCasesOfAFileAreListed() throws Exception {
    CommandRun run = CommandRun.of("inspect", "" + commits);
    JsonNode json =
        new ObjectMapper().readTree(CommandRun.of("inspect", "" + commits, "--json").out());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("\n   1  1 X25519 AES128GCM Ed25519");
    assertThat(json.at("/value/1/epochs").intValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{}",
        "[]",
        "[1]",
        "[{\"cipher_suite\":1}]",
        "[[[[",
        "[\"\u001b[31m\"]",
        "{\"a\":nul}",
      })
  void garbageForJsonIsRefused(String json) {
    CommandRun run = CommandRun.reading(json.getBytes(StandardCharsets.UTF_8), "inspect", "-");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertRefusedOrShown(run, json);
  }

  @Test
  void aTooDeepJsonIsRefused() {
    CommandRun run =
        CommandRun.reading("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), "inspect", "-");

    assertThat(run.status()).isEqualTo(1);
    assertRefusedOrShown(run, "deep");
  }

  @Test
  void damagedCasesAreWalkedAsFarAsTheyGo() throws Exception {
    JsonNode cases = PassiveFiles.read(commits);
    Random random = new Random(9420);
    for (int i = 0; i < 25; i++) {
      ObjectNode damaged = cases.path(sealed).deepCopy();
      String field =
          switch (i % 5) {
            case 0 -> "welcome";
            case 1 -> "key_package";
            case 2 -> "init_priv";
            case 3 -> "encryption_priv";
            default -> "signature_priv";
          };
      StringBuilder hex = new StringBuilder(damaged.path(field).textValue());
      hex.setCharAt(random.nextInt(hex.length()), '7');
      damaged.put(field, i % 7 == 6 ? "" : hex.toString());
      byte[] file = new ObjectMapper().writeValueAsBytes(new ObjectNode[] {damaged});

      assertRefusedOrShown(CommandRun.reading(file, "inspect", "-#0"), field + " " + hex);
    }
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(CommandRun.of("inspect", commits + "#999").err())
        .contains("#999: there is no case 999: the file has ")
        .endsWith(", from 0 on\n");
    assertThat(CommandRun.of("inspect", commits + "#0@99").err())
        .endsWith("#0: the case has 2 epochs, not 99\n");
    assertThat(CommandRun.of("inspect", folder.resolve("bob.state") + "#0").err())
        .endsWith("bob.state: no vector file, so it has no cases\n");
    assertThat(CommandRun.of("inspect", "" + commits, "--keys", "" + commits).status())
        .isEqualTo(2);
  }

  private static void assertRefusedOrShown(CommandRun run, String what) {
    assertThat(run.status()).as(what).isBetween(0, 1);
    assertThat(run.err()).as(what).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(run.err().length()).as(what).isLessThan(2_000);
    assertThat(run.err().chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
        .as(what)
        .isTrue();
    assertThat(run.out().chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
        .as(what)
        .isTrue();
  }
}
