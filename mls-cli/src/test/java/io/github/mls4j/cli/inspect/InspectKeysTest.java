package io.github.mls4j.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.cli.PassiveFiles;
import io.github.mls4j.cli.Trio;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PublicMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mls inspect} opens with keys, and what it says where they do not fit. */
class InspectKeysTest {

  @TempDir private static Path folder;

  private static Path welcomes;
  private static Path commits;

  /** Whose first epoch is encrypted. */
  private static int sealed;

  @BeforeAll
  static void generate() throws Exception {
    welcomes = PassiveFiles.write("passive-client-welcome", folder);
    commits = PassiveFiles.write("passive-client-handling-commit", folder);
    sealed = PassiveFiles.withProposals(commits, true);
  }

  @Test
  void aWelcomeOpensWithTheCaseWhoseKeysFit() throws Exception {
    Path welcome = PassiveFiles.hex(folder, "w.hex", PassiveFiles.read(welcomes).at("/2/welcome"));

    CommandRun run = CommandRun.of("inspect", "" + welcome, "--keys", "" + welcomes);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("\nwith " + welcomes + "#2\n  outcome: ✓ opened\n")
        .contains("\n  key: the init key of that key package, for secrets[0]\n")
        .containsPattern("joiner_secret: #[0-9a-f]{16} \\(secret, 32 bytes\\)\n")
        .contains("\n  signature: ✓ made with the key of leaf ")
        .contains("\n  confirmation_tag: ✓ ")
        .contains("\n  join: ✓ accepted: the client is leaf ");
  }

  @Test
  void aTreeBesideTheWelcomeIsTheOneOfTheCase() throws Exception {
    JsonNode cases = PassiveFiles.read(welcomes);
    assertThat(cases.at("/5/ratchet_tree").isTextual()).isTrue();
    Path welcome = PassiveFiles.hex(folder, "beside.hex", cases.at("/5/welcome"));

    JsonNode opened = json(0, "" + welcome, "--keys", welcomes + "#5").path("opened");

    assertThat(opened.at("/join/holds").booleanValue()).isTrue();
    assertThat(opened.at("/key_schedule/epoch_authenticator").textValue())
        .isEqualTo(cases.at("/5/initial_epoch_authenticator").textValue());
  }

  @Test
  void secretsShowOnlyWhereThatIsAskedFor() throws Exception {
    Path welcome = PassiveFiles.hex(folder, "s.hex", PassiveFiles.read(welcomes).at("/0/welcome"));

    JsonNode hidden = json(0, "" + welcome, "--keys", "" + welcomes).at("/opened/group_secrets");
    JsonNode shown =
        json(0, "" + welcome, "--keys", "" + welcomes, "--show-secrets")
            .at("/opened/group_secrets");

    assertThat(hidden.at("/joiner_secret/secret").isMissingNode()).isTrue();
    byte[] secret = HexFormat.of().parseHex(shown.at("/joiner_secret/secret").textValue());
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update("mls-fingerprint".getBytes(StandardCharsets.US_ASCII));
    assertThat(hidden.at("/joiner_secret/fingerprint").textValue())
        .isEqualTo(HexFormat.of().formatHex(sha256.digest(secret), 0, 8));
  }

  @Test
  void aWelcomeForOthersDoesNotOpen() throws Exception {
    Path welcome = PassiveFiles.hex(folder, "o.hex", PassiveFiles.read(welcomes).at("/0/welcome"));

    assertThat(obstacle("" + welcome, "" + commits)).isEqualTo("NOT_FOR_THESE_KEYS");
    assertThat(obstacle("" + welcome, welcomes + "#1")).isEqualTo("NOT_FOR_THESE_KEYS");
    try (Trio trio = new Trio()) {
      Path state = Trio.save(trio.bob, folder.resolve("joined.state"));
      assertThat(obstacle("" + welcome, "" + state)).isEqualTo("NO_INIT_KEY");
    }
  }

  @Test
  void aKeyPackageWithItsKeysOpensItsWelcome() throws Exception {
    try (Trio trio = new Trio()) {
      MlsIdentity dave = trio.identity("dave");
      try (KeyPackageBundle bundle = KeyPackageBundle.generate(trio.config, dave);
          Secret saved = bundle.save()) {
        Path keys = Files.write(folder.resolve("dave.kp"), saved.reveal());
        Bytes message = trio.alice.commit().add(bundle.message()).build().welcome().orElseThrow();
        Path welcome = write("dave.mls", message);

        JsonNode opened = json(0, "" + welcome, "--keys", "" + keys).path("opened");
        assertThat(opened.at("/join/finding").textValue())
            .isEqualTo("accepted: the client is leaf 3");
        assertThat(opened.at("/group_secrets/joiner_secret/fingerprint").textValue()).hasSize(16);

        Path application = write("a.mls", trio.alice.protect(Bytes.ofUtf8("hello")));
        assertThat(obstacle("" + application, "" + keys)).isEqualTo("NO_GROUP_KEYS");
        assertThat(CommandRun.of("inspect", "" + keys).out())
            .startsWith("key package with its private keys\n  init_private_key: #")
            .contains("\nKeyPackageRef: ");
        assertThat(CommandRun.of("diff", "" + keys, "" + welcome).status()).isEqualTo(2);
        byte[] damaged = saved.reveal();
        damaged[damaged.length - 1] ^= 1;
        CommandRun other = CommandRun.reading(damaged, "inspect", "-");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("the private key is not that of the key package");
      }
    }
  }

  @Test
  void aDamagedWelcomeSaysHowFarItOpens() throws Exception {
    String hex = PassiveFiles.read(welcomes).at("/0/welcome").textValue();
    Path end = Files.writeString(folder.resolve("end.hex"), flipped(hex, hex.length() - 1));

    // The GroupInfo's ciphertext is also the context of the group secrets' encryption.
    assertThat(obstacle("" + end, "" + welcomes)).isEqualTo("GROUP_SECRETS_DO_NOT_OPEN");
  }

  @Test
  void aPskThatIsNotThereIsNamed() throws Exception {
    JsonNode cases = PassiveFiles.read(welcomes);
    String text =
        Files.readString(welcomes).replace(cases.at("/0/external_psks/0/psk_id").textValue(), "00");
    Path without = Files.writeString(folder.resolve("without-psk.json"), text);
    Path welcome = PassiveFiles.hex(folder, "p.hex", cases.at("/0/welcome"));

    CommandRun run = CommandRun.of("inspect", "" + welcome, "--keys", "" + without);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("✗ PSK_MISSING: ").contains("(the external PSK ");
  }

  @Test
  void aPrivateCommitOpensAndLeadsToTheEpochOfTheFile() throws Exception {
    JsonNode epoch = PassiveFiles.read(commits).path(sealed).at("/epochs/0");
    Path commit = PassiveFiles.hex(folder, "c.hex", epoch.path("commit"));

    JsonNode root = json(0, "" + commit, "--keys", "" + commits);
    JsonNode opened = root.path("opened");

    assertThat(opened.path("with").textValue()).startsWith(commits + "#" + sealed + ", leaf ");
    assertThat(opened.at("/sender_data/leaf_index").isNumber()).isTrue();
    assertThat(opened.at("/sender_data/generation").intValue()).isEqualTo(1);
    assertThat(opened.path("key").textValue()).startsWith("handshake ratchet of leaf ");
    assertThat(opened.at("/padding_length").isNumber()).isTrue();
    assertThat(opened.at("/content/content/commit/path/nodes").isArray()).isTrue();
    assertThat(opened.at("/summary").textValue()).contains("↑add ").contains("; path of ");
    assertThat(opened.at("/signature/holds").booleanValue()).isTrue();
    assertThat(opened.at("/leads_to/key_schedule/epoch_authenticator").textValue())
        .isEqualTo(epoch.path("epoch_authenticator").textValue());
    assertThat(opened.at("/leads_to/key_schedule/commit_secret/fingerprint").textValue())
        .hasSize(16);
    assertThat(opened.at("/leads_to/provisional_group_context/epoch").intValue())
        .isEqualTo(opened.at("/content/epoch").intValue() + 1);
    assertThat(opened.at("/leads_to/confirmation_tag/holds").booleanValue()).isTrue();
    assertThat(opened.at("/accepted/holds").booleanValue()).isTrue();
  }

  /** Whose key schedule differs wants to see ours, the more so if the commit is refused. */
  @Test
  void aCommitWithAnotherConfirmationTagShowsOurs() throws Exception {
    JsonNode epoch = PassiveFiles.read(commits).at("/0/epochs/0");
    PublicMessage genuine =
        (PublicMessage)
            TlsReader.decode(Bytes.fromHex(epoch.path("commit").textValue()), MLSMessage::readFrom)
                .body();
    Path forged =
        write(
            "tag.mls",
            MLSMessage.of(
                    new PublicMessage(
                        genuine.content(),
                        new FramedContentAuthData(
                            genuine.auth().signature(),
                            genuine.auth().confirmationTag().map(tag -> flipped(tag, true))),
                        genuine.membershipTag()))
                .encode());

    JsonNode opened = json(1, "" + forged, "--keys", commits + "#0").path("opened");

    assertThat(opened.at("/accepted/holds").booleanValue()).isFalse();
    assertThat(opened.at("/leads_to/confirmation_tag/finding").textValue())
        .endsWith(": " + genuine.auth().confirmationTag().orElseThrow());
    assertThat(opened.at("/leads_to/key_schedule/epoch_authenticator").textValue())
        .isEqualTo(epoch.path("epoch_authenticator").textValue());
  }

  @Test
  void aCommitWhoseProposalsAreNotThereGoesNoFurther() throws Exception {
    try (Trio trio = new Trio()) {
      Path carol = Trio.save(trio.carol, folder.resolve("deaf.state"));
      trio.bob.receive(trio.alice.propose().update());
      Path commit = write("referring.mls", Trio.commit(trio.bob));

      JsonNode opened = json(0, "" + commit, "--keys", "" + carol).path("opened");

      assertThat(opened.at("/leads_to/no_further").textValue()).startsWith("PROPOSAL: ");
      assertThat(opened.at("/accepted").textValue()).startsWith("not known here: ");
    }
  }

  @Test
  void aProposalOpensWithItsReference() throws Exception {
    JsonNode epoch = PassiveFiles.read(commits).path(sealed).at("/epochs/0");
    Path proposal = PassiveFiles.hex(folder, "pr.hex", epoch.at("/proposals/0"));

    JsonNode opened = json(0, "" + proposal, "--keys", "" + commits).path("opened");

    assertThat(opened.at("/content/content/proposal/proposal_type").textValue()).isEqualTo("add");
    assertThat(opened.path("proposal_ref").textValue()).hasSize(64);
  }

  @Test
  void anExportedStateOpensWithoutBeingUsedUp() throws Exception {
    try (Trio trio = new Trio()) {
      Path state = Trio.save(trio.bob, folder.resolve("bob.state"));
      byte[] before = Files.readAllBytes(state);
      Path message =
          write("m.mls", trio.alice.protect(Bytes.ofUtf8("hello"), Bytes.ofUtf8("in the open")));

      CommandRun first = CommandRun.of("inspect", "" + message, "--keys", "" + state);
      CommandRun second = CommandRun.of("inspect", "" + message, "--keys", "" + state);

      assertThat(first.status()).isZero();
      assertThat(first.out())
          .contains("\nwith " + state + ", leaf 1 \"bob\" in epoch 1 of \"friends\"\n")
          .contains("\n  sender: leaf 0 \"alice\"\n")
          .contains("application_data: 68656c6c6f (5 bytes) \"hello\"")
          .contains("\"in the open\"");
      assertThat(second).isEqualTo(first);
      assertThat(Files.readAllBytes(state)).isEqualTo(before);
    }
  }

  @Test
  void eachObstacleIsNamed() throws Exception {
    try (Trio trio = new Trio();
        Trio strangers = new Trio()) {
      Path early = Trio.save(trio.bob, folder.resolve("early.state"));
      Path message = write("1.mls", trio.alice.protect(Bytes.ofUtf8("hello")));
      Path stranger = Trio.save(strangers.bob, folder.resolve("stranger.state"));
      assertThat(obstacle("" + message, "" + stranger)).isEqualTo("OTHER_SECRETS");
      assertThat(obstacle("" + message, "" + commits)).isEqualTo("OTHER_GROUP");
      Path sender = Trio.save(trio.alice, folder.resolve("sender.state"));
      assertThat(obstacle("" + message, "" + sender)).isEqualTo("OWN_MESSAGE");
      trio.bob.receive(Bytes.wrap(Files.readAllBytes(message)));
      Path late = Trio.save(trio.bob, folder.resolve("late.state"));
      assertThat(obstacle("" + message, "" + late)).isEqualTo("GENERATION_USED");

      PrivateMessage genuine = read(message);
      Path damaged = write("damaged.mls", message(genuine, flipped(genuine.ciphertext(), true)));
      assertThat(obstacle("" + damaged, "" + early)).isEqualTo("CONTENT_DOES_NOT_OPEN");
      damaged = write("sample.mls", message(genuine, flipped(genuine.ciphertext(), false)));
      assertThat(obstacle("" + damaged, "" + early)).isEqualTo("OTHER_SECRETS");

      Bytes commit = Trio.commit(trio.alice);
      Trio.follow(trio.carol, commit);
      Path next = write("2.mls", trio.alice.protect(Bytes.ofUtf8("again")));
      assertThat(obstacle("" + next, "" + early)).isEqualTo("FUTURE_EPOCH");
      for (int i = 0; i < 4; i++) {
        Trio.follow(trio.carol, Trio.commit(trio.alice));
      }
      Path far = Trio.save(trio.carol, folder.resolve("far.state"));
      assertThat(obstacle("" + message, "" + far)).isEqualTo("PAST_EPOCH");
    }
  }

  @Test
  void aPublicMessageIsVerified() throws Exception {
    Path commit =
        PassiveFiles.hex(
            folder,
            "pub.hex",
            PassiveFiles.read(commits)
                .path(PassiveFiles.withProposals(commits, false))
                .at("/epochs/0/commit"));
    PublicMessage genuine =
        (PublicMessage)
            TlsReader.decode(Bytes.fromHex(Files.readString(commit)), MLSMessage::readFrom).body();
    Path other =
        write(
            "other.mls",
            MLSMessage.of(
                    new PublicMessage(
                        genuine.content(),
                        genuine.auth(),
                        genuine.membershipTag().map(tag -> flipped(tag, true))))
                .encode());

    JsonNode opened = json(0, "" + commit, "--keys", "" + commits).path("opened");
    JsonNode forged =
        json(1, "" + other, "--keys", commits + "#" + PassiveFiles.withProposals(commits, false))
            .path("opened");

    assertThat(opened.at("/membership_tag/holds").booleanValue()).isTrue();
    assertThat(opened.at("/signature/holds").booleanValue()).isTrue();
    assertThat(forged.at("/membership_tag/holds").booleanValue()).isFalse();
    assertThat(forged.at("/signature/holds").booleanValue()).isTrue();
    assertThat(forged.at("/outcome/finding").textValue())
        .isEqualTo("checked, but does not hold: membership_tag, accepted");
  }

  @Test
  void aGroupInfoIsHeldToAMemberAndToATree() throws Exception {
    try (Trio trio = new Trio()) {
      Path state = Trio.save(trio.bob, folder.resolve("gi.state"));
      Path info = write("gi.mls", trio.alice.groupInfo(false));
      Path tree = write("gi.tree", trio.alice.ratchetTree());

      JsonNode held = json(0, "" + info, "--keys", "" + state).path("opened");
      assertThat(held.at("/group_context/holds").booleanValue()).isTrue();
      assertThat(held.at("/signature/finding").textValue()).endsWith("of leaf 0 \"alice\"");
      assertThat(held.at("/confirmation_tag/holds").booleanValue()).isTrue();
      assertThat(held.at("/external_pub/holds").booleanValue()).isTrue();
      assertThat(json(0, "" + info, "--tree", "" + tree).at("/opened/tree_hash/holds").asBoolean())
          .isTrue();

      Trio.commit(trio.alice);
      Path newer = write("newer.tree", trio.alice.ratchetTree());
      JsonNode wrong = json(1, "" + info, "--tree", "" + newer).path("opened");
      assertThat(wrong.at("/tree_hash/holds").asBoolean()).isFalse();
    }
  }

  private static PrivateMessage read(Path message) throws Exception {
    return (PrivateMessage)
        TlsReader.decode(Bytes.wrap(Files.readAllBytes(message)), MLSMessage::readFrom).body();
  }

  private static Bytes message(PrivateMessage sealed, Bytes ciphertext) {
    return MLSMessage.of(
            new PrivateMessage(
                sealed.groupId(),
                sealed.epoch(),
                sealed.contentType(),
                sealed.authenticatedData(),
                sealed.encryptedSenderData(),
                ciphertext))
        .encode();
  }

  private static String flipped(String hex, int at) {
    char other = hex.charAt(at) == '0' ? '1' : '0';
    return hex.substring(0, at) + other + hex.substring(at + 1);
  }

  private static Bytes flipped(Bytes bytes, boolean last) {
    byte[] changed = bytes.toByteArray();
    changed[last ? changed.length - 1 : 0] ^= 1;
    return Bytes.wrap(changed);
  }

  private static Path write(String name, Bytes content) throws Exception {
    return Files.write(folder.resolve(name), content.toByteArray());
  }

  private static String obstacle(String message, String keys) throws Exception {
    return json(1, message, "--keys", keys).at("/opened/obstacle").textValue();
  }

  private static JsonNode json(int status, String... args) throws Exception {
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--json";
    System.arraycopy(all, 0, all, 1, args.length + 1);
    all[0] = "inspect";
    CommandRun run = CommandRun.of(all);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).as(run.out()).isEqualTo(status);
    return new ObjectMapper().readTree(run.out());
  }
}
