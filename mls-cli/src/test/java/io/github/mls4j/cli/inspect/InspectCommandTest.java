package io.github.mls4j.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.cli.Samples;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.extensions.AppDataDictionary;
import io.github.mls4j.extensions.ComponentData;
import io.github.mls4j.extensions.MlsExtensions;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectCommandTest {

  private static final MLSMessage COMMIT = MLSMessage.of(Samples.commit());

  private static final String REFERENCE =
      CipherSuite.of(Samples.SUITE).keyPackageRef(Samples.keyPackage()).value().toHex();

  @Test
  void showsACommitByRfcNames() {
    CommandRun run = inspect(COMMIT);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            MLSMessage
              version: mls10
              wire_format: mls_public_message
              public_message
                content: FramedContent
                  group_id: 667269656e6473 (7 bytes) "friends"
                  epoch: 7
                  sender: member
                    leaf_index: 0
                  authenticated_data: empty
                  content: commit
                    commit
                      proposals: 2 entries
                        [0] proposal
                          proposal: remove
                            removed: 2
                        [1] reference
                          reference: %s (32 bytes)
                      path: none
                auth: FramedContentAuthData
                  signature: %s…c3c3c3c3 (64 bytes)
                  confirmation_tag: %s (32 bytes)
                membership_tag: %s (32 bytes)
            """
                .formatted("c2".repeat(32), "c3".repeat(16), "c4".repeat(32), "c5".repeat(32)));
  }

  @Test
  void showsLongBytesWholeOnDemand() {
    assertThat(inspect(COMMIT, "--full").out()).contains("signature: " + "c3".repeat(64));
  }

  @Test
  void showsAKeyPackageWithDatesGreaseAndItsReference() {
    CommandRun run = inspect(Samples.keyPackage());

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("KeyPackage\n  version: mls10\n")
        .contains("credential: basic\n      identity: 616c696365 (5 bytes) \"alice\"\n")
        .contains("cipher_suites: 2 entries\n        [0] " + Samples.SUITE + "\n")
        .contains("        [1] 0x3a3a GREASE\n")
        .contains("leaf_node_source: key_package\n      lifetime\n")
        .contains("not_before: 1700000000 2023-11-14T22:13:20Z\n")
        .contains("not_after: 18446744073709551615\n")
        .contains("[0] application_id\n        extension_data: ApplicationId\n")
        .contains("application_id: 617070 (3 bytes) \"app\"\n")
        .endsWith("\nKeyPackageRef: " + REFERENCE + "\n");
  }

  @Test
  void drawsTheTreeOfAGroupInfo() {
    CommandRun run = inspect(Samples.groupInfo());

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("epoch: 18446744073709551615\n")
        .contains("[0] required_capabilities\n")
        .contains("extension_types: application_id\n")
        .contains("[1] 0xf001\n      extension_data: ffffff (3 bytes)\n")
        .contains("[1] parent\n")
        .endsWith(
            """

                        ● d3d3 +2
                   ┌────────┴────────┐
                ● d1d1               ○
              ┌────┴───┐        ┌────┴───┐
            alice     bob     carol      ○
           #0 a0a0  #1 a4a4  #2 a8a8     #3
          """);
  }

  @Test
  void holdsTheTreeToTheTreeHash() throws Exception {
    CipherSuite suite = CipherSuite.of(Samples.SUITE);
    SecureRandom random = new SecureRandom();
    Credential alice = new Credential.Basic(Bytes.ofUtf8("alice"));
    Bytes message;
    try (Group group =
        Group.create(
            GroupConfig.of(AuthenticationService.trustingBasicCredentials()),
            MlsIdentity.generate(suite, alice, random),
            Bytes.ofUtf8("friends"))) {
      message = group.groupInfo(true);
    }
    MLSMessage genuine = TlsReader.decode(message, MLSMessage::readFrom);
    GroupInfo info = (GroupInfo) genuine.body();
    GroupInfo misplaced =
        new GroupInfo(
            Samples.groupInfo().groupContext(),
            info.extensions(),
            info.confirmationTag(),
            info.signer(),
            info.signature());

    assertThat(inspect(genuine).out())
        .contains("\nratchet_tree: ✓ has the tree_hash of the group_context\n")
        .contains("\nsignature: ✓ made with the key of leaf 0 \"alice\"\n");
    assertThat(inspect(misplaced).out())
        .contains(
            "\nratchet_tree: ✗ has another tree_hash: " + info.groupContext().treeHash() + "\n")
        .contains("\nsignature: ✗ not made with the key of leaf 0 \"alice\"\n");
    assertThat(inspect(Samples.groupInfo()).out()).containsPattern("ratchet_tree: ✗ [A-Z_]+ ");
    assertThat(
            new ObjectMapper()
                .readTree(inspect(genuine, "--json").out())
                .at("/derived/ratchet_tree/holds")
                .booleanValue())
        .isTrue();
  }

  @Test
  void showsAMalformedExtensionAsBytes() {
    GroupInfo sample = Samples.groupInfo();
    GroupInfo broken =
        new GroupInfo(
            sample.groupContext(),
            List.of(new Extension(ExtensionType.RATCHET_TREE, Bytes.fromHex("0102"))),
            sample.confirmationTag(),
            sample.signer(),
            sample.signature());

    CommandRun run = inspect(broken);

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("extension_data: 0102 (2 bytes) malformed: ratchet_tree[0]");
  }

  @ParameterizedTest
  @MethodSource("structs")
  void writesJson(String type, WireStruct struct, String pointer, Object expected)
      throws Exception {
    CommandRun run = inspect(struct, "--json");

    assertThat(run.status()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("type").textValue()).isEqualTo(type);
    assertThat(json.path("encoding").textValue()).isEqualTo("binary");
    assertThat(json.path("size").intValue()).isEqualTo(struct.encode().size());
    JsonNode at = json.at(pointer);
    assertThat(at.isNumber() ? at.bigIntegerValue() : at.textValue()).isEqualTo(expected);
  }

  static Stream<Arguments> structs() {
    return Stream.of(
        Arguments.of(
            "MLSMessage",
            COMMIT,
            "/value/public_message/content/content/commit/proposals/0/proposal/proposal_type",
            "remove"),
        Arguments.of(
            "KeyPackage",
            Samples.keyPackage(),
            "/value/leaf_node/leaf_node_source/lifetime/not_after",
            new BigInteger("18446744073709551615")),
        Arguments.of("KeyPackage", Samples.keyPackage(), "/derived/key_package_ref", REFERENCE),
        Arguments.of("GroupInfo", Samples.groupInfo(), "/derived/members", BigInteger.valueOf(3)),
        Arguments.of("Welcome", Samples.welcome(), "/value/secrets/0/new_member", "f0".repeat(32)),
        Arguments.of(
            "ratchet_tree",
            Samples.tree(),
            "/value/ratchet_tree/3/parent_node/encryption_key",
            "d3".repeat(32)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hex", "HEX", "base64", "base64url", "wrapped"})
  void readsTextForms(String form) {
    byte[] bytes = COMMIT.encode().toByteArray();
    String text =
        switch (form) {
          case "hex" -> COMMIT.encode().toHex() + "\n";
          case "HEX" -> "  " + COMMIT.encode().toHex().toUpperCase(Locale.ROOT);
          case "base64" -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
          case "base64url" -> Base64.getUrlEncoder().encodeToString(bytes);
          default -> Base64.getMimeEncoder().encodeToString(bytes) + "\r\n";
        };

    CommandRun run = CommandRun.reading(text.getBytes(StandardCharsets.US_ASCII), "inspect", "-");

    assertThat(run.out()).isEqualTo(inspect(COMMIT).out());
    assertThat(run.status()).isZero();
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("commit.mls"), COMMIT.encode().toByteArray());

    assertThat(CommandRun.of("inspect", file.toString())).isEqualTo(inspect(COMMIT));
  }

  @Test
  void truncationsAreRefusedWithOffsetAndPath() {
    byte[] whole = Samples.keyPackage().encode().toByteArray();
    for (int length = 1; length < whole.length; length += 5) {
      CommandRun run = CommandRun.reading(Arrays.copyOf(whole, length), "inspect", "-");

      assertThat(run.status()).as("%d bytes", length).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).startsWith("mls inspect: standard input (").contains("at offset ");
    }
  }

  @Test
  void aKeyPackageOfAnUnknownSuiteHasNoReference() {
    KeyPackage known = Samples.keyPackage();
    KeyPackage unknown =
        new KeyPackage(
            known.version(),
            CipherSuiteId.of(0xf0f0),
            known.initKey(),
            known.leafNode(),
            known.extensions(),
            known.signature());

    CommandRun run = inspect(unknown);

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("cipher_suite: 0xf0f0\n").doesNotContain("KeyPackageRef");
  }

  @Test
  void aForcedTypeSaysWhereItFails() {
    byte[] cut = COMMIT.encode().slice(0, 19).toByteArray();

    CommandRun run = CommandRun.reading(cut, "inspect", "--type=mls_message", "-");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "mls inspect: standard input (binary, 19 bytes): a malformed MLSMessage: at offset 12"
                + " (0xc), public_message.content.epoch: needs 8 bytes where 7 are left\n");
  }

  @Test
  void aForcedTypeIsNotGuessed() {
    CommandRun run = inspect(Samples.groupInfo().groupContext(), "--type", "GroupContext");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("GroupContext\n");
  }

  /** Proposals of public extensions are read; where one of an application's own ends, who knows? */
  @Test
  void proposalsBeyondTheRfc() {
    Proposal selfRemove = new Proposal.Custom(MlsExtensions.SELF_REMOVE, Bytes.EMPTY);
    CommandRun run = inspect(selfRemove, "--type=Proposal");
    assertThat(run).isEqualTo(new CommandRun(0, "Proposal: 0x000a\n  body: empty\n", ""));
    Proposal vote = new Proposal.Custom(ProposalType.of(0xf00e), Bytes.fromHex("0102"));
    run = inspect(vote, "--type=Proposal");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("at offset 0 (0x0), proposal_type: proposal type 0xf00e is unknown");
  }

  @Test
  void theDictionaryOfAnApplicationsComponents() {
    AppDataDictionary dictionary =
        new AppDataDictionary(
            List.of(new ComponentData(MlsExtensions.LAST_RESORT_KEY_PACKAGE, Bytes.EMPTY)));
    GroupContext context = Samples.groupInfo().groupContext();
    CommandRun run =
        inspect(
            new GroupContext(
                context.version(),
                context.cipherSuite(),
                context.groupId(),
                context.epoch(),
                context.treeHash(),
                context.confirmedTranscriptHash(),
                List.of(AppDataDictionary.EXTENSION.with(dictionary))),
            "--type=GroupContext");
    assertThat(run.out()).contains("component_id: 0x0004");
  }

  @Test
  void anUnknownTypeIsWrongUsage() {
    assertThat(inspect(COMMIT, "--type", "Letter").status()).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrongWithTheInput() {
    assertThat(CommandRun.reading(new byte[0], "inspect", "-"))
        .isEqualTo(new CommandRun(1, "", "mls inspect: the input is empty\n"));
    assertThat(CommandRun.reading("abc".getBytes(StandardCharsets.US_ASCII), "inspect", "-").err())
        .contains("3 hexadecimal digits, an odd number");
    assertThat(CommandRun.reading("=AAz".getBytes(StandardCharsets.US_ASCII), "inspect", "-").err())
        .contains("looks like base64, but");
    assertThat(CommandRun.of("inspect", "no/such/file"))
        .isEqualTo(new CommandRun(1, "", "mls inspect: no/such/file: there is no such file\n"));
  }

  @Test
  void coloursOnATerminalOnly() {
    Terminal colourful = new Terminal(true, false, 80);
    byte[] bytes = COMMIT.encode().toByteArray();

    CommandRun run = CommandRun.of(colourful, new ByteArrayInputStream(bytes), "inspect", "-");

    assertThat(run.out()).contains("\u001b[");
    assertThat(run.out().replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(inspect(COMMIT).out());
    assertThat(inspect(COMMIT).out()).doesNotContain("\u001b");
  }

  private static CommandRun inspect(WireStruct struct, String... options) {
    String[] args =
        Stream.concat(Stream.of("inspect", "-"), Stream.of(options)).toArray(String[]::new);
    return CommandRun.reading(struct.encode().toByteArray(), args);
  }
}
