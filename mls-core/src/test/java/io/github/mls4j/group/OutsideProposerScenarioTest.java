package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.ResumptionPSKUsage;
import io.github.mls4j.wire.Sender;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9420 §12.1.8: proposals of parties that are not members. */
class OutsideProposerScenarioTest {

  private static final CipherSuite SUITE =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);

  private final TestClient alice = client("alice");
  private final TestClient bob = client("bob");
  private final TestClient carol = client("carol");
  private final TestClient server = client("server");

  private static TestClient client(String name) {
    return new TestClient(name, SUITE, builder -> builder.psks(TestClient::sharedPsk));
  }

  @BeforeEach
  void aGroupThatTrustsAServer() throws Exception {
    ExternalSender sender =
        new ExternalSender(
            server.identity.signer().publicKey(), new Credential.Basic(Bytes.ofUtf8("server")));
    alice.group =
        Group.create(
            alice.config,
            alice.identity,
            Bytes.ofUtf8("group"),
            List.of(
                new Extension(
                    ExtensionType.EXTERNAL_SENDERS,
                    new ExternalSenders(List.of(sender)).encode())));
    try (PendingCommit commit = alice.group.commit().add(bob.keyPackage.message()).build()) {
      alice.group.merge(commit);
      bob.join(commit.welcome().orElseThrow());
    }
  }

  private OutsideProposer outside() {
    return new OutsideProposer(SUITE, alice.group.groupId(), alice.group.epoch());
  }

  private CommitChanges aliceCommits() throws Exception {
    try (PendingCommit commit = alice.group.commit().build()) {
      assertThat(commit.leftOut()).isEmpty();
      CommitChanges changes = bob.follow(commit.message());
      alice.group.merge(commit);
      commit
          .welcome()
          .ifPresent(
              welcome -> {
                try {
                  carol.join(welcome);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      return changes;
    }
  }

  @Test
  void aClientAsksToBeAdded() throws Exception {
    Bytes asking = outside().join(carol.keyPackage.message(), carol.identity.signer());
    alice.group.receive(asking);
    bob.group.receive(asking);
    assertThat(aliceCommits().added()).hasSize(1);
    TestClient.assertAgree(alice, bob, carol);
  }

  @Test
  void aServerAddsAndRemoves() throws Exception {
    Proposal add = new Proposal.Add(carol.published());
    Bytes message = outside().propose(0, server.identity.signer(), add);
    alice.group.receive(message);
    bob.group.receive(message);
    aliceCommits();
    TestClient.assertAgree(alice, bob, carol);

    Bytes removal =
        outside().propose(0, server.identity.signer(), new Proposal.Remove(carol.leaf()));
    alice.group.receive(removal);
    bob.group.receive(removal);
    assertThat(aliceCommits().removed()).hasSize(1);
    TestClient.assertAgree(alice, bob);
  }

  private void bothReceive(Bytes message) throws Exception {
    assertThat(alice.group.receive(message)).isEqualTo(bob.group.receive(message));
  }

  /** Each of the five types that §12.1.8 allows, committed. */
  @Test
  void aServerProposesWhateverItMay() throws Exception {
    Signer signer = server.identity.signer();
    bothReceive(outside().add(0, signer, carol.keyPackage.message()));
    assertThat(aliceCommits().added()).hasSize(1);
    Bytes remove = outside().remove(0, signer, carol.leaf());
    bothReceive(remove);
    assertThat(aliceCommits().removed()).hasSize(1);

    bothReceive(outside().externalPsk(0, signer, TestClient.PSK_ID, server.config.random()));
    CommitChanges psk = aliceCommits();
    assertThat(psk.psks()).hasSize(1);
    assertThat(psk.proposals().get(0).sender()).isEqualTo(new Sender.External(0));
    TestClient.assertAgree(alice, bob);

    bothReceive(outside().resumptionPsk(0, signer, 1, server.config.random()));
    assertThat(aliceCommits().psks())
        .singleElement()
        .isInstanceOfSatisfying(
            PreSharedKeyID.Resumption.class,
            resumption -> {
              assertThat(resumption.usage()).isEqualTo(ResumptionPSKUsage.APPLICATION);
              assertThat(resumption.pskGroupId()).isEqualTo(alice.group.groupId());
              assertThat(resumption.pskEpoch()).isEqualTo(1);
              assertThat(resumption.pskNonce().size()).isEqualTo(SUITE.hashLength());
            });
    TestClient.assertAgree(alice, bob);

    List<Extension> senders = alice.group.context().extensions();
    bothReceive(outside().groupContextExtensions(0, signer, senders));
    assertThat(aliceCommits().extensions()).contains(new ExtensionsChange(senders, senders));
    TestClient.assertAgree(alice, bob);

    bothReceive(
        outside()
            .reInit(0, signer, Bytes.ofUtf8("next"), ProtocolVersion.MLS10, SUITE.id(), List.of()));
    assertThat(aliceCommits().reInit()).isPresent();
    assertThat(alice.group.status()).isEqualTo(GroupStatus.REINITIALIZED);
    TestClient.assertAgree(alice, bob);
  }

  @Test
  void aServerThatIsTakenOffTheListIsNotHeardAnyMore() throws Exception {
    Bytes add = outside().add(0, server.identity.signer(), carol.keyPackage.message());
    bothReceive(add);
    alice.group.pendingProposals().forEach(p -> alice.group.drop(p.reference()));
    try (PendingCommit commit = alice.group.commit().groupContextExtensions(List.of()).build()) {
      bob.follow(commit.message());
      alice.group.merge(commit);
    }
    refuses(
        Rule.EXTERNAL_SENDER_KNOWN,
        outside().add(0, server.identity.signer(), carol.keyPackage.message()));
    assertThat(alice.group.pendingProposals()).isEmpty();
    TestClient.assertAgree(alice, bob);
  }

  @Test
  void aStrangerIsNotHeard() throws Exception {
    Proposal add = new Proposal.Add(carol.published());
    Bytes beyondTheList = outside().propose(1, server.identity.signer(), add);
    Bytes withAnotherKey = outside().propose(0, carol.identity.signer(), add);
    refuses(Rule.EXTERNAL_SENDER_KNOWN, beyondTheList);
    refuses(Rule.CONTENT_SIGNATURE_VALID, withAnotherKey);
    assertThat(alice.group.pendingProposals()).isEmpty();
  }

  private void refuses(Rule rule, Bytes message) {
    assertThatThrownBy(() -> alice.group.receive(message))
        .isInstanceOfSatisfying(RuleViolation.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void noOutsiderSendsAnUpdate() {
    Proposal update = new Proposal.Update(carol.keyPackage.keyPackage().leafNode());
    assertThatThrownBy(() -> outside().propose(0, server.identity.signer(), update))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
