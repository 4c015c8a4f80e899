package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.validation.ValidProposal;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.Sender;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group that is written down and read back at any step goes on as if nothing had happened. */
class StateScenarioTest {

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void setUp() throws Exception {
    circle =
        Circle.of(
            builder -> builder.psks(TestClient::sharedPsk).pastEpochs(2).resumptionEpochs(3),
            "alice",
            "bob",
            "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  private void restartAll() throws Exception {
    for (TestClient member : circle.members) {
      member.restart();
    }
    circle.assertAgree();
  }

  @Test
  void betweenAllSteps() throws Exception {
    restartAll();
    circle.assertAllTalk();
    circle.propose(bob, Proposer::update);
    restartAll();
    TestClient dave = circle.outsider("dave");
    circle.propose(carol, p -> p.add(dave.published()));
    restartAll();
    circle.propose(alice, p -> p.externalPsk(TestClient.PSK_ID));
    restartAll();
    circle.commit(alice, commit -> commit, dave);
    restartAll();
    circle.assertAllTalk();
    restartAll();
    TestClient erin = circle.outsider("erin");
    circle.welcome(
        erin, Group.joinExternally(erin.config, erin.identity, dave.group.groupInfo(true)).build());
    restartAll();
    circle.commit(erin, commit -> commit.remove(bob.leaf()));
    restartAll();
    circle.commit(dave, commit -> commit.externalPsk(TestClient.PSK_ID).withoutPath());
    restartAll();
    circle.assertAllTalk();
  }

  @Test
  void skippedKeysOfThisAndOfPastEpochs() throws Exception {
    Bytes first = alice.say("first");
    Bytes second = alice.say("second");
    Bytes third = alice.say("third");
    assertThat(bob.read(third)).isEqualTo("third");
    bob.restart();
    assertThat(bob.read(first)).isEqualTo("first");
    circle.commit(carol, commit -> commit);
    bob.restart();
    carol.restart();
    assertThat(bob.read(second)).isEqualTo("second");
    assertThat(carol.read(third)).isEqualTo("third");
    carol.restart();
    assertThat(carol.read(first)).isEqualTo("first");
    alice.restart();
    assertThat(bob.read(alice.say("goes on"))).isEqualTo("goes on");
  }

  @Test
  void aSenderNeverUsesAGenerationTwice() throws Exception {
    for (int i = 0; i < 5; i++) {
      Bytes message = alice.say("message " + i);
      alice.restart();
      assertThat(bob.read(message)).isEqualTo("message " + i);
    }
  }

  @Test
  void theKeyOfAPendingUpdateSurvives() throws Exception {
    circle.propose(bob, Proposer::update);
    bob.restart();
    bob.restart();
    circle.commit(alice, commit -> commit);
    bob.restart();
    circle.commit(carol, commit -> commit);
    circle.commit(bob, commit -> commit);
    circle.assertAllTalk();
  }

  @Test
  void resumptionPsksOfTheNewestEpochs() throws Exception {
    for (int i = 0; i < 3; i++) {
      circle.commit(circle.member(i), commit -> commit);
    }
    restartAll();
    assertThat(alice.group.epoch()).isEqualTo(4);
    for (long epoch : new long[] {2, 3, 4}) {
      try (PendingCommit commit = alice.group.commit().resumptionPsk(epoch).build()) {
        StagedCommit staged = (StagedCommit) bob.group.receive(commit.message());
        staged.close();
      }
    }
    assertThatThrownBy(() -> alice.group.commit().resumptionPsk(1).build())
        .isInstanceOfSatisfying(
            MissingInput.class,
            missing -> assertThat(missing.kind()).isEqualTo(MissingInput.Kind.PRE_SHARED_KEY));
    circle.commit(bob, commit -> commit.resumptionPsk(2));
    circle.assertAllTalk();
  }

  @Test
  void afterAReInit() throws Exception {
    Bytes late = bob.say("before the end");
    circle.commit(
        alice,
        commit ->
            commit.reInit(
                Bytes.ofUtf8("next"), ProtocolVersion.MLS10, Circle.SUITE.id(), List.of()));
    restartAll();
    assertThat(carol.group.reInit()).map(r -> r.groupId()).contains(Bytes.ofUtf8("next"));
    assertThat(carol.group.isActive()).isFalse();
    assertThat(carol.read(late)).isEqualTo("before the end");
  }

  @Test
  void aGroupThatIsOverIsNotKept() throws Exception {
    circle.commit(alice, commit -> commit.remove(carol.leaf()));
    assertThatIllegalStateException().isThrownBy(() -> carol.group.save());
  }

  @Test
  void whatIsNoStateIsNotRead() throws Exception {
    Bytes state = State.of(alice);
    for (Bytes broken :
        List.of(
            Bytes.EMPTY,
            state.slice(0, state.size() - 1),
            Bytes.concat(state, Bytes.copyOf((byte) 0)),
            Bytes.concat(Bytes.copyOf((byte) 2), state.slice(1, state.size() - 1)))) {
      try (Secret saved = Secret.copyOf(broken)) {
        assertThatThrownBy(() -> Group.restore(alice.config, alice.identity, saved))
            .isInstanceOf(DecodeException.class);
      }
    }
  }

  @Test
  void aStateIsForTheIdentityThatWroteIt() throws Exception {
    CipherSuite other =
        CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519);
    MlsIdentity elsewhere =
        new MlsIdentity(other, alice.identity.credential(), alice.identity.signer());
    try (Secret saved = alice.group.save()) {
      assertThatThrownBy(() -> Group.restore(bob.config, bob.identity, saved))
          .isInstanceOf(DecodeException.class);
      assertThatThrownBy(() -> Group.restore(alice.config, elsewhere, saved))
          .isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void aClosedGroupHasNoSecrets() throws Exception {
    alice.group.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> alice.say("closed"))
        .withMessage("the group has been closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> alice.group.receive(Bytes.EMPTY))
        .withMessage("the group has been closed");
    assertThatIllegalStateException().isThrownBy(alice.group::epochAuthenticator);
  }

  @Test
  void whatIsForLogsNamesThingsAndHasNoPlaintext() throws Exception {
    Bytes secret = Bytes.ofUtf8("secret");
    Bytes message = bob.group.protect(secret);
    assertThat(alice.group.receive(message).toString()).doesNotContain(secret.toHex());
    alice.group.close();
    assertThat(alice.group.toString()).contains(alice.group.groupId().toHex(), "ACTIVE");
  }

  @Test
  void twoGroupsOfOneClientAreApart() throws Exception {
    CipherSuite suite = CipherSuite.of(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256);
    TestClient other = TestClient.of("alice", suite).create("other");
    Bytes before = State.of(other);
    circle.commit(alice, commit -> commit);
    assertThat(State.of(other)).isEqualTo(before);
    other.restart();
  }

  /** They would be an unchecked exception for whoever makes or takes a commit. */
  @Test
  void proposalsThatCannotBeTheGroupsAreNotRestored() throws Exception {
    Bytes before = State.of(alice);
    LeafNode own = alice.group.self().leafNode();
    assertRestored(false, new Proposal.Remove(new LeafIndex(3)), bob.leaf());
    assertRestored(false, new Proposal.Remove(bob.leaf()), new LeafIndex(3));
    assertRestored(false, new Proposal.Update(own), new LeafIndex(99));
    assertRestored(false, new Proposal.Update(own), alice.leaf());
    assertRestored(true, new Proposal.Remove(bob.leaf()), bob.leaf());
    assertThat(State.of(alice)).isEqualTo(before);
  }

  private void assertRestored(boolean whole, Proposal proposal, LeafIndex sender) throws Exception {
    ProposalRef reference = new ProposalRef(Bytes.ofUtf8("reference"));
    alice.group.state.proposals.put(
        reference,
        ValidProposal.restore(
            Circle.SUITE, alice.config.registrations(), proposal, new Sender.Member(sender)),
        null);
    try (Secret saved = alice.group.save()) {
      if (whole) {
        Group.restore(alice.config, alice.identity, saved).close();
      } else {
        assertThatExceptionOfType(DecodeException.class)
            .isThrownBy(() -> Group.restore(alice.config, alice.identity, saved));
      }
    } finally {
      alice.group.drop(reference);
    }
  }
}
