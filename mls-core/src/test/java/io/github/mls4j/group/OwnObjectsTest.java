package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.ResumptionPSKUsage;
import io.github.mls4j.wire.Welcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a client makes by itself is what RFC 9420 asks a sender for. */
class OwnObjectsTest {

  private static MLSMessageBody decode(Bytes message) throws Exception {
    return TlsReader.decode(message, MLSMessage::readFrom).body();
  }

  /** §7.2: all that is supported, without what the RFC itself makes everybody support. */
  @Test
  void leavesListWhatIsSupportedAndNoDefaults() throws Exception {
    TestClient alice =
        new TestClient(
                "alice",
                Circle.SUITE,
                builder ->
                    builder
                        .extensions(List.of(InsiderStage.TOPIC_EXTENSION))
                        .proposals(List.of(new Vote())))
            .create("group");
    try (PendingCommit commit = alice.group.commit().build()) {
      alice.group.merge(commit);
    }
    alice.group.propose().update();
    PendingProposal update = alice.group.pendingProposals().get(0);
    for (LeafNode leaf :
        List.of(
            alice.published().leafNode(),
            alice.group.self().leafNode(),
            ((Proposal.Update) update.proposal()).leafNode())) {
      Capabilities capabilities = leaf.capabilities();
      assertThat(capabilities.versions()).contains(ProtocolVersion.MLS10);
      assertThat(capabilities.cipherSuites()).contains(Circle.SUITE.id());
      assertThat(capabilities.extensions())
          .filteredOn(e -> !e.isGrease())
          .containsExactly(InsiderStage.TOPIC);
      assertThat(capabilities.proposals())
          .filteredOn(p -> !p.isGrease())
          .containsExactly(Vote.TYPE);
      assertThat(capabilities.credentials()).contains(CredentialType.BASIC);
    }
  }

  /** §10: no two key packages have a key in common. */
  @Test
  void keyPackagesShareNoKeys() {
    TestClient alice = TestClient.of("alice", Circle.SUITE);
    Set<HPKEPublicKey> keys = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      try (KeyPackageBundle bundle = KeyPackageBundle.generate(alice.config, alice.identity)) {
        assertThat(keys.add(bundle.keyPackage().initKey())).isTrue();
        assertThat(keys.add(bundle.keyPackage().leafNode().encryptionKey())).isTrue();
      }
    }
  }

  /** §10: a client may have key packages for several suites. */
  @Test
  void keyPackagesAreMadeForEachSuite() throws Exception {
    for (int suite : IntStream.rangeClosed(1, 7).toArray()) {
      TestClient client = TestClient.of("alice", CipherSuite.of(CipherSuiteId.of(suite)));
      assertThat(client.published().cipherSuite().value()).isEqualTo(suite);
      assertThat(client.published().leafNode().capabilities().cipherSuites())
          .contains(CipherSuiteId.of(suite));
    }
  }

  /** §11: epoch 0 has one member, no history, and secrets that nobody has seen before. */
  @Test
  void aGroupStartsWithNothingButItsCreator() throws Exception {
    TestClient alice = TestClient.of("alice", Circle.SUITE).create("group");
    GroupContext context = alice.group.context();
    assertThat(context.epoch()).isZero();
    assertThat(context.version()).isEqualTo(ProtocolVersion.MLS10);
    assertThat(context.confirmedTranscriptHash()).isEqualTo(Bytes.EMPTY);
    assertThat(context.extensions()).isEmpty();
    assertThat(
            TlsReader.decode(alice.group.ratchetTree(), RatchetTreeExtension::readFrom)
                .ratchetTree())
        .hasSize(1);
    Bytes first = alice.group.epochAuthenticator();
    alice.create("group");
    assertThat(alice.group.epochAuthenticator()).isNotEqualTo(first);
  }

  /** §11: a client joins epoch 0 by its GroupInfo, and both are right about the transcript. */
  @Test
  void theFirstEpochCanBeJoinedFromOutside() throws Exception {
    Circle circle = Circle.of("alice");
    TestClient bob = circle.outsider("bob");
    circle.welcome(
        bob,
        Group.joinExternally(bob.config, bob.identity, circle.member(0).group.groupInfo(true))
            .build());
    circle.commit(bob, commit -> commit);
    circle.assertAllTalk();
  }

  /** §6: handshake messages are encrypted unless the application wants them to be seen. */
  @Test
  void handshakeMessagesAreEncryptedByDefault() throws Exception {
    TestClient alice = Circle.of("alice", "bob").member(0);
    assertThat(decode(alice.group.propose().update())).isInstanceOf(PrivateMessage.class);
    try (PendingCommit commit = alice.group.commit().build()) {
      assertThat(decode(commit.message())).isInstanceOf(PrivateMessage.class);
    }
    alice = Circle.of(false, "alice", "bob").member(0);
    assertThat(decode(alice.say("always"))).isInstanceOf(PrivateMessage.class);
    assertThat(decode(alice.group.propose().update())).isInstanceOf(PublicMessage.class);
    try (PendingCommit commit = alice.group.commit().build()) {
      assertThat(decode(commit.message())).isInstanceOf(PublicMessage.class);
    }
  }

  /** §8.4, §12.1.4: each use of a PSK has a nonce of its own, as long as a hash. */
  @Test
  void pskNoncesAreFresh() throws Exception {
    TestClient alice = Circle.of(true, "alice", "bob").member(0);
    List<PreSharedKeyID> psks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      try (PendingCommit commit =
          alice.group.commit().externalPsk(TestClient.PSK_ID).resumptionPsk(1).build()) {
        psks.addAll(commit.changes().psks());
      }
    }
    assertThat(psks)
        .hasSize(40)
        .extracting(PreSharedKeyID::pskNonce)
        .doesNotHaveDuplicates()
        .allMatch(nonce -> nonce.size() == Circle.SUITE.hashLength());
  }

  /**
   * §11.3: the PSK of a branch names the group and epoch that it starts from, under a new nonce.
   */
  @Test
  void branchesNameWhatTheyStartFrom() throws Exception {
    Circle circle = Circle.of("alice", "bob");
    TestClient alice = circle.member(0);
    Set<Bytes> nonces = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      TestClient bob = TestClient.of("bob", Circle.SUITE);
      FoundedGroup branch =
          alice.group.branch(
              Bytes.ofUtf8("branch " + i), List.of(), List.of(bob.keyPackage.message()));
      try (Group founded = branch.group();
          GroupSecrets secrets =
              TlsReader.decode(
                  WelcomeForger.groupSecrets(bob, (Welcome) decode(branch.welcome())),
                  GroupSecrets::readFrom)) {
        assertThat(founded.epoch()).isEqualTo(1);
        assertThat(secrets.psks()).hasSize(1);
        PreSharedKeyID.Resumption psk = (PreSharedKeyID.Resumption) secrets.psks().get(0);
        assertThat(psk.usage()).isEqualTo(ResumptionPSKUsage.BRANCH);
        assertThat(psk.pskGroupId()).isEqualTo(alice.group.groupId());
        assertThat(psk.pskEpoch()).isEqualTo(alice.group.epoch());
        assertThat(psk.pskNonce().size()).isEqualTo(Circle.SUITE.hashLength());
        assertThat(nonces.add(psk.pskNonce())).isTrue();
      }
    }
  }

  private static GroupConfig withLeafExtensions(Extension... extensions) {
    return GroupConfig.builder(AuthenticationService.trustingBasicCredentials())
        .extensions(List.of(InsiderStage.TOPIC_EXTENSION))
        .leafExtensions(List.of(extensions))
        .build();
  }

  /** §7.2: what stands in a leaf is among what the client says it supports. */
  @Test
  void leavesHoldOnlyExtensionsThatAreRegistered() {
    Extension registered = InsiderStage.topic().get(0);
    Extension unregistered = new Extension(InsiderStage.UNHEARD_OF, Bytes.EMPTY);
    Extension applicationId =
        new Extension(
            ExtensionType.APPLICATION_ID, new ApplicationId(Bytes.ofUtf8("device 7")).encode());
    Extension malformed = new Extension(ExtensionType.APPLICATION_ID, Bytes.ofUtf8("device 7"));
    assertThat(withLeafExtensions(registered, applicationId).leafExtensions()).hasSize(2);
    for (List<Extension> bad :
        List.of(
            List.of(unregistered),
            List.of(registered, registered),
            List.of(malformed),
            List.of(new Extension(ExtensionType.RATCHET_TREE, Bytes.copyOf((byte) 0))))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> withLeafExtensions(bad.toArray(Extension[]::new)));
    }
  }

  /** §5.3.3: nothing makes an application_id unique, and nothing depends on it. */
  @Test
  void membersMayHaveTheSameApplicationId() throws Exception {
    Extension applicationId =
        new Extension(ExtensionType.APPLICATION_ID, new ApplicationId(Bytes.ofUtf8("me")).encode());
    Circle circle =
        Circle.of(builder -> builder.leafExtensions(List.of(applicationId)), "alice", "bob");
    assertThat(circle.member(0).group.members())
        .hasSize(2)
        .allMatch(member -> member.leafNode().extensions().contains(applicationId));
    circle.commit(circle.member(1), commit -> commit);
    circle.assertAllTalk();
  }
}
