package io.github.mls4j.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.cli.PassiveFiles;
import io.github.mls4j.cli.Samples;
import io.github.mls4j.cli.Trio;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.Welcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  @TempDir private Path folder;

  // Members

  @Test
  void membersInOneEpochAreTheSame() throws Exception {
    try (Trio trio = new Trio()) {
      trio.bob.receive(trio.alice.protect(Bytes.ofUtf8("to one of them only")));

      JsonNode json = json(0, save(trio.alice, "alice"), save(trio.bob, "bob"));

      assertThat(json.path("same").booleanValue()).isTrue();
      assertThat(json.path("differences")).isEmpty();
      assertThat(json.at("/a/is").textValue())
          .isEqualTo("group state of leaf 0 \"alice\" in epoch 1 of \"friends\"");
      assertThat(texts(json.path("compared")))
          .anyMatch(what -> what.startsWith("ratchet_tree: 5 nodes"))
          .anyMatch(what -> what.startsWith("key_schedule: sender_data_secret, "))
          .contains("message keys: 6, of each ratchet the first that both can derive");
      assertThat(texts(json.path("not_compared")).toString()).contains("private keys");
    }
  }

  @Test
  void whoIsAheadIsComparedInTheEpochOfTheOther() throws Exception {
    try (Trio trio = new Trio()) {
      Trio.commit(trio.alice);

      JsonNode json = json(0, save(trio.alice, "ahead"), save(trio.bob, "bob"));

      assertThat(json.at("/a/is").textValue()).contains("in epoch 2").contains(", in epoch 1, of");
    }
  }

  @Test
  void whoFollowedOtherCommitsPartsAtTheFirstLeafThatTheyChanged() throws Exception {
    try (Trio trio = new Trio()) {
      Trio.commit(trio.bob);
      Trio.commit(trio.carol);
      Path bob = save(trio.bob, "bob");
      Path carol = save(trio.carol, "carol");

      JsonNode json = json(1, bob, carol);
      CommandRun text = CommandRun.of("diff", "" + bob, "" + carol);

      assertThat(texts(json.path("part")))
          .startsWith("ratchet_tree[2].leaf_node.encryption_key")
          .allMatch(path -> path.startsWith("ratchet_tree[2].leaf_node."));
      assertThat(consequence(json, "ratchet_tree[2].leaf_node.signature")).isTrue();
      assertThat(consequence(json, "ratchet_tree[4].leaf_node.encryption_key")).isFalse();
      assertThat(consequence(json, "tree_hash of node 2")).isTrue();
      assertThat(consequence(json, "group_context.tree_hash")).isTrue();
      assertThat(consequence(json, "group_context.confirmed_transcript_hash")).isTrue();
      assertThat(consequence(json, "key_schedule.exporter_secret")).isTrue();
      assertThat(consequence(json, "confirmation_tag")).isTrue();
      assertThat(consequence(json, "message_key[0].handshake[0]")).isTrue();
      assertThat(json.at("/checks/before").textValue())
          .isEqualTo("in epoch 1 they were the same: they part by the commit that ends it");
      assertThat(text.status()).isEqualTo(1);
      assertThat(text.out())
          .contains(
              "\n✗ they part here\n  ratchet_tree[2]  leaf 1 \"bob\"\n    leaf_node.encryption_key\n")
          .contains("\nfollows from that\n")
          .doesNotContain("\u001b");
    }
  }

  @Test
  void anExtensionThatOneContextHasIsTheCauseOfItsTranscript() throws Exception {
    GroupContext context = Samples.groupInfo().groupContext();
    GroupContext other =
        new GroupContext(
            context.version(),
            context.cipherSuite(),
            context.groupId(),
            context.epoch(),
            context.treeHash(),
            Samples.bytes(5, 32),
            List.of());

    JsonNode json =
        json(1, write("a.ctx", context), write("b.ctx", other), "--type", "GroupContext");

    assertThat(texts(json.path("part"))).containsExactly("group_context.extensions[0]");
    assertThat(consequence(json, "group_context.confirmed_transcript_hash")).isTrue();
  }

  @Test
  void oneSecretThatIsAnotherIsTheCause() throws Exception {
    try (Trio trio = new Trio()) {
      Path alice = save(trio.alice, "alice");
      Path bob = save(trio.bob, "bob");
      damage(bob, secrets -> List.of(secrets.exporterSecret()));

      JsonNode json = json(1, alice, bob);

      assertThat(texts(json.path("part"))).containsExactly("key_schedule.exporter_secret");
      assertThat(json.path("differences")).hasSize(1);
      assertThat(json.at("/differences/0/a/fingerprint").textValue()).hasSize(16);
      assertThat(json.at("/differences/0/a/secret").isMissingNode()).isTrue();
      assertThat(json.at("/differences/0/note").textValue()).startsWith("others of the epoch");
    }
  }

  @Test
  void whereAllSecretsDifferTheEpochSecretIsTheCause() throws Exception {
    try (Trio trio = new Trio()) {
      Path alice = save(trio.alice, "alice");
      Path bob = save(trio.bob, "bob");
      damage(
          bob,
          secrets ->
              List.of(
                  secrets.senderDataSecret(),
                  secrets.exporterSecret(),
                  secrets.externalSecret(),
                  secrets.confirmationKey(),
                  secrets.membershipKey(),
                  secrets.resumptionPsk(),
                  Secret.copyOf(secrets.epochAuthenticator()),
                  secrets.initSecret().secret()));

      JsonNode json = json(1, alice, bob);

      assertThat(texts(json.path("part"))).containsExactly("key_schedule.epoch_secret");
      assertThat(consequence(json, "key_schedule.exporter_secret")).isTrue();
      assertThat(consequence(json, "external_pub")).isTrue();
      assertThat(consequence(json, "confirmation_tag")).isTrue();
      assertThat(consequence(json, "interim_transcript_hash")).isTrue();
    }
  }

  @Test
  void aProposalThatOneHasNotReceived() throws Exception {
    try (Trio trio = new Trio()) {
      trio.bob.receive(trio.alice.propose().remove(trio.carol.self().index()));

      JsonNode json = json(1, save(trio.bob, "bob"), save(trio.carol, "carol"));

      assertThat(json.path("differences")).hasSize(1);
      assertThat(json.at("/differences/0/path").textValue()).startsWith("pending_proposals[");
      assertThat(json.at("/differences/0/a/proposal_type").textValue()).isEqualTo("remove");
      assertThat(json.at("/differences/0/b").isNull()).isTrue();
    }
  }

  @Test
  void aPassiveClientIsASideToo() throws Exception {
    Path file = PassiveFiles.write("passive-client-handling-commit", folder);

    String some = file + "#" + PassiveFiles.withEpochs(file, 3);
    int all = PassiveFiles.read(file).path(PassiveFiles.withEpochs(file, 3)).path("epochs").size();

    assertThat(CommandRun.of("diff", some + "@2", some + "@2").status()).isZero();
    assertThat(CommandRun.of("diff", some + "@" + all, some).status()).isZero();
    JsonNode json =
        new ObjectMapper()
            .readTree(CommandRun.of("diff", some + "@1", file + "#0", "--json").out());
    assertThat(texts(json.path("part"))).containsExactly("group_context.group_id");
  }

  // A member and what others say of its group

  @Test
  void aMemberAndAGroupInfo() throws Exception {
    try (Trio trio = new Trio()) {
      Path bob = save(trio.bob, "bob");
      Bytes message = trio.alice.groupInfo(true);
      GroupInfo info = (GroupInfo) TlsReader.decode(message, MLSMessage::readFrom).body();
      Path other = write("other.mls", withTranscript(info, Bytes.fromHex("00".repeat(32))));

      JsonNode same = json(0, bob, write("gi.mls", message));
      JsonNode differs = json(1, bob, other);

      assertThat(same.at("/checks/B signature/holds").booleanValue()).isTrue();
      assertThat(differs.at("/checks/B signature/holds").booleanValue()).isFalse();
      assertThat(texts(differs.path("part")))
          .containsExactly("group_context.confirmed_transcript_hash");
    }
  }

  @Test
  void aMemberAndATreeWithOneForeignNode() throws Exception {
    try (Trio trio = new Trio()) {
      Path bob = save(trio.bob, "bob");
      RatchetTreeExtension tree =
          TlsReader.decode(trio.bob.ratchetTree(), RatchetTreeExtension::readFrom);
      List<Optional<Node>> nodes = new ArrayList<>(tree.ratchetTree());
      ParentNode root = ((Node.Parent) nodes.get(3).orElseThrow()).parentNode();
      nodes.set(
          3,
          Optional.of(
              new Node.Parent(
                  new ParentNode(root.encryptionKey(), Samples.bytes(7, 32), List.of()))));

      JsonNode json = json(1, bob, write("tree.bin", new RatchetTreeExtension(nodes).encode()));

      assertThat(texts(json.path("part")))
          .containsExactly("ratchet_tree[3].parent_node.parent_hash");
      assertThat(consequence(json, "tree_hash of node 3")).isTrue();
      assertThat(json.at("/checks/B parent_hashes/holds").isBoolean()).isTrue();
      assertThat(json(0, bob, write("same.bin", tree.encode())).path("same").asBoolean()).isTrue();
    }
  }

  // Structs

  @Test
  void messagesAreComparedFieldByField() throws Exception {
    PublicMessage sample = Samples.commit();
    PublicMessage other =
        new PublicMessage(
            new FramedContent(
                sample.content().groupId(),
                8,
                sample.content().sender(),
                sample.content().authenticatedData(),
                sample.content().content()),
            new FramedContentAuthData(Samples.bytes(0x99, 64), sample.auth().confirmationTag()),
            Optional.of(Samples.bytes(0x98, 32)));

    JsonNode json = json(1, write("a", MLSMessage.of(sample)), write("b", MLSMessage.of(other)));

    assertThat(texts(json.path("part"))).containsExactly("public_message.content.epoch");
    assertThat(consequence(json, "public_message.auth.signature")).isTrue();
    assertThat(consequence(json, "public_message.membership_tag")).isTrue();
    assertThat(json.path("differences")).hasSize(3);
  }

  @Test
  void aSignatureThatDiffersAloneIsTheCause() throws Exception {
    var leaf = Samples.leaf("alice", 0xa0);
    Path a = write("a", leaf);
    Path b =
        write(
            "b",
            new LeafNode(
                leaf.encryptionKey(),
                leaf.signatureKey(),
                leaf.credential(),
                leaf.capabilities(),
                leaf.leafNodeSource(),
                leaf.extensions(),
                Samples.bytes(1, 64)));

    CommandRun run = CommandRun.of("diff", "" + a, "" + b, "--type", "LeafNode");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("✗ they part here\n  signature\n");
  }

  @Test
  void anEnvelopeMakesNoDifference() throws Exception {
    Path bare = write("bare", Samples.keyPackage());
    Path whole = write("whole", MLSMessage.of(Samples.keyPackage()));

    assertThat(CommandRun.of("diff", "" + bare, "" + whole).status()).isZero();
  }

  @Test
  void longBytesAreShownWhereTheyDiffer() throws Exception {
    Bytes bytes = Samples.welcome().encryptedGroupInfo();
    byte[] changed = bytes.toByteArray();
    changed[60] ^= 1;
    var welcome = Samples.welcome();
    Path a = write("a", MLSMessage.of(welcome));
    Path b =
        write(
            "b",
            MLSMessage.of(
                new Welcome(welcome.cipherSuite(), welcome.secrets(), Bytes.wrap(changed))));

    CommandRun run = CommandRun.of("diff", "" + a, "" + b);

    assertThat(run.out())
        .contains("A byte 56: …f3f3f3f3f3f3f3f3")
        .contains("B byte 56: …f3f3f3f3f2f3f3f3")
        .contains("not compared  what is encrypted: --keys opens it\n");
  }

  @Test
  void withKeysTheInsidesAreCompared() throws Exception {
    try (Trio trio = new Trio()) {
      Path bob = save(trio.bob, "bob");
      Path a = write("a", trio.alice.protect(Bytes.ofUtf8("hello")));
      Path b = write("b", trio.alice.protect(Bytes.ofUtf8("hallo")));

      JsonNode json = json(1, a, b, "--keys", "" + bob);

      assertThat(texts(json.path("part"))).containsExactly("opened.sender_data.generation");
      assertThat(consequence(json, "opened.content.content.application_data")).isFalse();
      assertThat(consequence(json, "private_message.ciphertext")).isTrue();
    }
  }

  @Test
  void manyDifferencesAreCountedUnlessAllAreWanted() throws Exception {
    Path a = write("a", tree("old"));
    Path b = write("b", tree("new"));

    CommandRun some = CommandRun.of("diff", "" + a, "" + b);
    CommandRun all = CommandRun.of("diff", "" + a, "" + b, "--full");

    assertThat(some.status()).isEqualTo(1);
    assertThat(some.out())
        .contains("  ratchet_tree[2]  leaf 1 \"old 1\"\n")
        .contains("  … and 9 more in ratchet_tree: --full tells them\n")
        .doesNotContain("leaf 29");
    assertThat(all.out()).contains("leaf 29").doesNotContain("more in");
  }

  /** Thirty members and no parents. */
  private static RatchetTreeExtension tree(String name) {
    List<Optional<Node>> nodes = new ArrayList<>();
    for (int leaf = 0; leaf < 30; leaf++) {
      if (leaf > 0) {
        nodes.add(Optional.empty());
      }
      nodes.add(Optional.of(new Node.Leaf(Samples.leaf(name + " " + leaf, 0xa0))));
    }
    return new RatchetTreeExtension(nodes);
  }

  // What cannot be

  @Test
  void whatCannotBeReadOrComparedEndsWithTwo() throws Exception {
    Path message = write("m", MLSMessage.of(Samples.commit()));
    Path tree = write("t", Samples.tree());
    Path cut = write("cut", MLSMessage.of(Samples.commit()).encode().slice(0, 30));
    try (Trio trio = new Trio()) {
      Path state = save(trio.bob, "bob");
      for (String[] args :
          new String[][] {
            {"" + message, folder + "/none"},
            {"" + message, "" + tree},
            {"" + message, "" + cut},
            {"" + message, "" + state},
            {"" + state, "" + tree},
            {"" + message},
          }) {
        CommandRun run =
            CommandRun.of(
                Stream.concat(Stream.of("diff"), Arrays.stream(args)).toArray(String[]::new));
        assertThat(run.status()).as(Arrays.toString(args)).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ").isNotEmpty();
      }
    }
  }

  @Test
  void damagedStatesAreComparedOrRefused() throws Exception {
    try (Trio trio = new Trio()) {
      Path alice = save(trio.alice, "alice");
      byte[] state = Files.readAllBytes(save(trio.bob, "bob"));
      Random random = new Random(9420);
      for (int i = 0; i < 40; i++) {
        byte[] mutant =
            i % 3 == 0 ? Arrays.copyOf(state, random.nextInt(state.length)) : state.clone();
        if (mutant.length > 0) {
          mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
        }

        CommandRun run = CommandRun.reading(mutant, "diff", "" + alice, "-");

        assertThat(run.status()).isBetween(0, 2);
        assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(run.err().isEmpty()).isEqualTo(run.status() != 2);
      }
      CommandRun garbage =
          CommandRun.reading(
              "[{\"cipher_suite\":".getBytes(StandardCharsets.UTF_8), "diff", "-", "" + alice);
      assertThat(garbage.status()).isEqualTo(2);
    }
  }

  // How it is said

  private Path save(Group member, String name) throws Exception {
    return Trio.save(member, folder.resolve(name + ".state"));
  }

  private Path write(String name, WireStruct struct) throws Exception {
    return write(name, struct.encode());
  }

  private Path write(String name, Bytes content) throws Exception {
    return Files.write(folder.resolve(name), content.toByteArray());
  }

  private interface Chosen {
    List<Secret> of(EpochSecrets secrets);
  }

  /** Changes secrets in a written state. */
  private static void damage(Path state, Chosen chosen) throws Exception {
    byte[] bytes = Files.readAllBytes(state);
    try (Secret saved = Secret.copyOf(bytes);
        GroupInspection member = GroupInspection.restore(saved)) {
      for (Secret secret : chosen.of(member.secrets())) {
        bytes[indexOf(bytes, secret.reveal())] ^= 1;
      }
    }
    Files.write(state, bytes);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i <= bytes.length - part.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not in there");
  }

  private static MLSMessage withTranscript(GroupInfo info, Bytes transcript) {
    GroupContext context = info.groupContext();
    return MLSMessage.of(
        new GroupInfo(
            new GroupContext(
                context.version(),
                context.cipherSuite(),
                context.groupId(),
                context.epoch(),
                context.treeHash(),
                transcript,
                context.extensions()),
            info.extensions(),
            info.confirmationTag(),
            info.signer(),
            info.signature()));
  }

  private static JsonNode json(int status, Path a, Path b, String... more) throws Exception {
    String[] args =
        Stream.concat(Stream.of("diff", "" + a, "" + b, "--json"), Arrays.stream(more))
            .toArray(String[]::new);
    CommandRun run = CommandRun.of(args);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).as(run.out()).isEqualTo(status);
    return new ObjectMapper().readTree(run.out());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.textValue()));
    return texts;
  }

  private static boolean consequence(JsonNode json, String path) {
    for (JsonNode each : json.path("differences")) {
      if (each.path("path").textValue().equals(path)) {
        return each.path("consequence").booleanValue();
      }
    }
    throw new AssertionError(path + " does not differ in " + json.toPrettyString());
  }
}
