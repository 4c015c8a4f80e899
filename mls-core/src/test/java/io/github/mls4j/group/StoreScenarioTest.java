package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.spi.InMemoryStore;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store has, after each step, what the group has in memory, and is told no more than that. */
class StoreScenarioTest {

  private static final Bytes GROUP = Bytes.ofUtf8("group");

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  private static GroupConfig.Builder stored(GroupConfig.Builder builder) {
    return builder
        .psks(TestClient::sharedPsk)
        .pastEpochs(2)
        .resumptionEpochs(2)
        .commitBeforeSending(false)
        .store(new TestStore());
  }

  @BeforeEach
  void setUp() throws Exception {
    circle = Circle.of(StoreScenarioTest::stored, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  private void assertStored() throws Exception {
    for (TestClient member : circle.members) {
      member.assertStored();
    }
  }

  private void restartAll() throws Exception {
    for (TestClient member : circle.members) {
      member.restart();
    }
    circle.assertAgree();
  }

  /** Twice the same story: all steps in one life, then with a restart after each. */
  @Test
  void everyStepIsWritten() throws Exception {
    story(this::assertStored);
    setUp();
    story(this::restartAll);
  }

  private interface Check {
    void run() throws Exception;
  }

  private void story(Check check) throws Exception {
    check.run();
    circle.assertAllTalk();
    check.run();
    circle.propose(bob, Proposer::update);
    check.run();
    TestClient dave = circle.outsider("dave");
    circle.propose(carol, p -> p.add(dave.published()));
    check.run();
    circle.propose(alice, p -> p.externalPsk(TestClient.PSK_ID));
    PendingProposal dropped = circle.propose(alice, p -> p.remove(bob.leaf()));
    for (TestClient member : circle.members) {
      assertThat(member.group.drop(dropped.reference())).isTrue();
    }
    check.run();
    Bytes first = bob.say("first");
    Bytes second = bob.say("second");
    assertThat(carol.read(second)).isEqualTo("second");
    check.run();
    circle.commit(alice, commit -> commit, dave);
    check.run();
    assertThat(carol.read(first)).isEqualTo("first");
    check.run();
    circle.assertAllTalk();
    TestClient erin = circle.outsider("erin");
    circle.welcome(
        erin, Group.joinExternally(erin.config, erin.identity, dave.group.groupInfo(true)).build());
    check.run();
    circle.commit(erin, commit -> commit.remove(bob.leaf()));
    check.run();
    circle.commit(dave, commit -> commit.externalPsk(TestClient.PSK_ID).withoutPath());
    check.run();
    circle.commit(carol, commit -> commit);
    check.run();
    circle.commit(
        erin,
        commit ->
            commit.reInit(
                Bytes.ofUtf8("next"), ProtocolVersion.MLS10, Circle.SUITE.id(), List.of()));
    check.run();
    assertThat(carol.group.isActive()).isFalse();
  }

  @Test
  void aMemberThatIsRemovedKeepsNothing() throws Exception {
    circle.assertAllTalk();
    circle.propose(carol, Proposer::update);
    assertThat(carol.store().records(GROUP)).isPositive();
    circle.commit(alice, commit -> commit.remove(carol.leaf()).withoutPending());
    assertThat(carol.store().records(GROUP)).isZero();
    assertThat(Group.load(carol.config, carol.identity, GROUP)).isEmpty();
    assertThat(carol.group.groupId()).isEqualTo(GROUP);
    carol.group.delete();
  }

  @Test
  void aGroupThatIsDeletedIsGone() throws Exception {
    alice.group.delete();
    assertThat(alice.store().records(GROUP)).isZero();
    assertThat(Group.load(alice.config, alice.identity, GROUP)).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> alice.say("gone"));
    alice.create("group");
    alice.assertStored();
  }

  @Test
  void aGroupThatIsClosedIsStillStored() throws Exception {
    PendingProposal proposal = circle.propose(bob, Proposer::update);
    PendingCommit commit = alice.group.commit().build();
    int batches = alice.store().batches.size();
    Group closed = alice.group;
    closed.close();
    commit.close();
    assertThatIllegalStateException().isThrownBy(() -> closed.drop(proposal.reference()));
    assertThatIllegalStateException().isThrownBy(closed::expirePastEpochs);
    assertThatIllegalStateException().isThrownBy(closed::delete);
    assertThat(closed.groupId()).isEqualTo(GROUP);
    assertThat(alice.store().batches).hasSize(batches);
    alice.reload(GROUP);
    assertThat(alice.group.pendingProposals()).containsExactly(proposal);
    assertThat(alice.group.pendingCommits()).hasSize(1);
    circle.assertAllTalk();
  }

  @Test
  void aWrittenStateMovesIntoAStore() throws Exception {
    try (Secret saved = alice.group.save()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Group.restore(alice.config, alice.identity, saved));
      GroupConfig fresh = alice.config.toBuilder().store(new TestStore()).build();
      try (Group moved = Group.restore(fresh, alice.identity, saved)) {
        moved.protect(Bytes.ofUtf8("moved"));
      }
      try (Group loaded = Group.load(fresh, alice.identity, GROUP).orElseThrow()) {
        assertThat(loaded.epoch()).isEqualTo(alice.group.epoch());
      }
    }
  }

  @Test
  void withoutAStoreNothingIsLoaded() throws Exception {
    GroupConfig none = alice.config.toBuilder().store(null).build();
    assertThatIllegalStateException().isThrownBy(() -> Group.load(none, alice.identity, GROUP));
    assertThatIllegalStateException()
        .isThrownBy(() -> Group.pendingJoins(none, alice.identity, GROUP));
  }

  /** Two objects of one group would use each generation twice. */
  @Test
  void ofTwoObjectsOfOneGroupOneIsStopped() throws Exception {
    Group old = alice.group;
    alice.reload(GROUP);
    Bytes message = alice.say("the newer one goes on");
    assertThatIllegalStateException().isThrownBy(() -> old.protect(Bytes.ofUtf8("no")));
    assertThatIllegalStateException().isThrownBy(() -> old.protect(Bytes.ofUtf8("no")));
    assertThat(bob.read(message)).isEqualTo("the newer one goes on");
    alice.assertStored();
    circle.assertAllTalk();
  }

  @Test
  void aRefusedMessageWritesNothing() throws Exception {
    Bytes message = alice.say("once");
    bob.read(message);
    int batches = bob.store().batches.size();
    Refusals.assertRefused(io.github.mls4j.rules.Rule.GENERATION_NOT_USED_TWICE, bob, message);
    assertThat(bob.store().batches).hasSize(batches);
    try (PendingCommit commit = alice.group.commit().build()) {
      ((StagedCommit) bob.group.receive(commit.message())).close();
    }
    assertThat(bob.store().batches).hasSize(batches);
  }

  @Test
  void messagesAreInTheBatchOfTheirStep() throws Exception {
    Bytes message = alice.say("one");
    assertThat(alice.store().last().outgoing()).containsExactly(message);
    Bytes proposal = alice.group.propose().update();
    assertThat(alice.store().last().outgoing()).containsExactly(proposal);
    TestClient dave = circle.outsider("dave");
    try (PendingCommit commit = alice.group.commit().add(dave.published()).build()) {
      assertThat(alice.store().last().outgoing()).containsExactly(commit.message());
      alice.group.merge(commit);
      assertThat(alice.store().last().outgoing()).containsExactly(commit.welcome().orElseThrow());
    }
  }

  @Test
  void storesInMemoryAreWiped() throws Exception {
    InMemoryStore store = new InMemoryStore();
    GroupConfig config = alice.config.toBuilder().store(store).build();
    Group.create(config, alice.identity, Bytes.ofUtf8("short")).close();
    store.close();
    assertThat(Group.load(config, alice.identity, Bytes.ofUtf8("short"))).isEmpty();
  }

  /** By then the store may hold the group that this client has joined since. */
  @Test
  void aMemberThatIsRemovedWritesNoMore() throws Exception {
    PendingProposal proposal = circle.propose(bob, Proposer::update);
    circle.commit(alice, commit -> commit.remove(carol.leaf()).withoutPending());
    int batches = carol.store().batches.size();
    assertThat(carol.group.expirePastEpochs()).isZero();
    assertThat(carol.group.drop(proposal.reference())).isFalse();
    assertThat(carol.store().batches).hasSize(batches);
  }

  @Test
  void aGroupThatIsClosedIsNotEnteredAgain() throws Exception {
    try (PendingCommit commit = alice.group.commit().build();
        StagedCommit staged = (StagedCommit) bob.group.receive(commit.message())) {
      Group closed = bob.group;
      closed.close();
      assertThatIllegalStateException().isThrownBy(() -> closed.merge(staged));
      assertThatIllegalStateException().isThrownBy(closed::epochAuthenticator);
      bob.reload(GROUP);
      bob.follow(commit.message());
      carol.follow(commit.message());
      alice.group.merge(commit);
    }
    circle.assertAllTalk();
  }
}
