package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Proposal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commits that wait: several at a time, dropped, merged twice, or given to the wrong group. */
class StagingScenarioTest {

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void setUp() throws Exception {
    setUp(true);
  }

  private void setUp(boolean encrypted) throws Exception {
    circle = Circle.of(encrypted, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  @Test
  void ofSeveralOwnCommitsOneIsMerged() throws Exception {
    Bytes before = State.of(alice);
    PendingCommit first = alice.group.commit().build();
    PendingCommit second = alice.group.commit().remove(carol.leaf()).build();
    PendingCommit third = alice.group.commit().build();
    assertThat(alice.group.epoch()).isEqualTo(1);
    assertThat(alice.group.context()).isEqualTo(bob.group.context());
    assertThat(State.of(alice)).as("only the handshake ratchet has moved").isNotEqualTo(before);
    first.close();
    bob.follow(second.message());
    alice.group.merge(second);
    circle.members.remove(carol);
    circle.assertAgree();
    Bytes after = State.of(alice);
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(third));
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(first));
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(second));
    assertThat(State.of(alice)).isEqualTo(after);
    circle.assertAllTalk();
  }

  @Test
  void anotherMembersCommitWins() throws Exception {
    try (PendingCommit own = alice.group.commit().build();
        PendingCommit winner = bob.group.commit().build()) {
      alice.follow(winner.message());
      carol.follow(winner.message());
      bob.group.merge(winner);
      assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(own));
      Refusals.assertRefused(Rule.COMMIT_EPOCH_CURRENT, carol, own.message());
    }
    circle.assertAgree();
    circle.commit(alice, commit -> commit);
    circle.assertAllTalk();
  }

  @Test
  void aClosedCommitCannotBeMergedAndLeavesTheGroupAlone() throws Exception {
    PendingCommit own = alice.group.commit().build();
    own.close();
    Bytes before = State.of(alice);
    assertThatIllegalStateException().isThrownBy(() -> alice.group.merge(own));
    assertThat(State.of(alice)).isEqualTo(before);

    try (PendingCommit commit = bob.group.commit().build()) {
      StagedCommit staged = (StagedCommit) alice.group.receive(commit.message());
      staged.close();
      assertThatIllegalStateException().isThrownBy(() -> alice.group.merge(staged));
      assertThat(State.of(alice)).isEqualTo(before);
      alice.follow(commit.message());
      carol.follow(commit.message());
      bob.group.merge(commit);
    }
    circle.assertAgree();
    circle.assertAllTalk();
  }

  @Test
  void aClosedRemovalCannotBeMerged() throws Exception {
    try (PendingCommit commit = bob.group.commit().remove(alice.leaf()).build()) {
      StagedCommit staged = (StagedCommit) alice.group.receive(commit.message());
      staged.close();
      assertThatIllegalStateException().isThrownBy(() -> alice.group.merge(staged));
      assertThat(alice.group.isActive()).isTrue();
      assertThat(alice.follow(commit.message()).removesSelf()).isTrue();
      assertThat(alice.group.isActive()).isFalse();
    }
  }

  @Test
  void whoHasBeenRemovedIsNotBroughtBackByItsOwnCommit() throws Exception {
    try (PendingCommit own = alice.group.commit().build();
        PendingCommit removal = bob.group.commit().remove(alice.leaf()).build()) {
      alice.follow(removal.message());
      assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(own));
      assertThat(alice.group.isActive()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDiscardedCommitCanBeReceivedAgain(boolean encrypted) throws Exception {
    setUp(encrypted);
    circle.propose(bob, Proposer::update);
    try (PendingCommit commit = carol.group.commit().build()) {
      Bytes before = State.of(alice);
      for (int i = 0; i < 3; i++) {
        StagedCommit staged = (StagedCommit) alice.group.receive(commit.message());
        assertThat(staged.changes()).isEqualTo(commit.changes());
        staged.close();
        assertThat(State.of(alice)).isEqualTo(before);
      }
      alice.restart();
      StagedCommit once = (StagedCommit) alice.group.receive(commit.message());
      StagedCommit again = (StagedCommit) alice.group.receive(commit.message());
      alice.group.merge(again);
      Bytes after = State.of(alice);
      assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(once));
      assertThat(State.of(alice)).isEqualTo(after);
      bob.follow(commit.message());
      carol.group.merge(commit);
    }
    circle.assertAgree();
    circle.assertAllTalk();
  }

  @Test
  void aCommitterCannotTakeItsStagedCommitBack() throws Exception {
    Bytes commit = InsiderBuilder.of(bob).encrypted().commit();
    Bytes proposal = InsiderBuilder.of(bob).encrypted().proposal(new Proposal.Remove(carol.leaf()));
    StagedCommit staged = (StagedCommit) alice.group.receive(commit);
    alice.group.receive(proposal);
    Refusals.assertRefused(Rule.GENERATION_NOT_USED_TWICE, alice, commit);
    alice.group.merge(staged);
    carol.follow(commit);
    Refusals.assertRefused(Rule.PROPOSAL_EPOCH_CURRENT, carol, proposal);
    TestClient.assertAgree(alice, carol);
  }

  @Test
  void aCommitOfAnotherGroupIsRefused() throws Exception {
    Circle other = Circle.of("xavier", "yvonne");
    TestClient xavier = other.member(0);
    TestClient yvonne = other.member(1);
    Bytes before = State.of(alice);
    PendingCommit pending = xavier.group.commit().build();
    StagedCommit staged = (StagedCommit) yvonne.group.receive(pending.message());
    Bytes yvonneBefore = State.of(yvonne);
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(staged));
    assertThatIllegalArgumentException().isThrownBy(() -> bob.group.merge(pending));
    assertThat(State.of(alice)).isEqualTo(before);
    assertThat(State.of(yvonne)).isEqualTo(yvonneBefore);
    other.commit(yvonne, commit -> commit);
    other.assertAllTalk();
    circle.assertAllTalk();
  }

  @Test
  void aStagedCommitIsForTheMemberThatReceivedIt() throws Exception {
    try (PendingCommit commit = carol.group.commit().build()) {
      StagedCommit alices = (StagedCommit) alice.group.receive(commit.message());
      assertThatIllegalArgumentException().isThrownBy(() -> bob.group.merge(alices));
      alice.follow(commit.message());
      bob.follow(commit.message());
      carol.group.merge(commit);
    }
    circle.assertAgree();
    circle.assertAllTalk();
  }

  @Test
  void aJoinIsMergedOnce() throws Exception {
    TestClient dave = circle.outsider("dave");
    PendingJoin join =
        Group.joinExternally(dave.config, dave.identity, alice.group.groupInfo(true)).build();
    circle.welcome(dave, join);
    assertThatIllegalStateException().isThrownBy(join::merge);
    join.close();
    circle.assertAllTalk();

    TestClient erin = circle.outsider("erin");
    PendingJoin dropped =
        Group.joinExternally(erin.config, erin.identity, alice.group.groupInfo(true)).build();
    dropped.close();
    assertThatIllegalStateException().isThrownBy(dropped::merge);
  }
}
