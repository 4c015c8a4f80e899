package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.extensions.MlsExtensions;
import io.github.mls4j.extensions.SelfRemove;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.ProposalRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members who leave, also while others keep joining (draft-ietf-mls-extensions, SelfRemove). */
class SelfRemoveScenarioTest {

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void gather() throws Exception {
    circle =
        Circle.of(
            builder -> builder.proposals(List.of(SelfRemove.TYPE)),
            "alice",
            "bob",
            "carol",
            "dave");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  private PendingProposal leave(TestClient leaving) throws Exception {
    return circle.propose(leaving, p -> SelfRemove.propose(leaving.group));
  }

  private ExternalJoin start(TestClient joiner) throws Exception {
    return Group.joinExternally(joiner.config, joiner.identity, bob.group.groupInfo(true));
  }

  @Test
  void aMemberCommits() throws Exception {
    leave(carol);
    CommitChanges changes = circle.commit(bob, commit -> commit);
    assertThat(changes.removed())
        .extracting(m -> m.credential())
        .containsExactly(carol.identity.credential());
    assertThat(circle.members).hasSize(3).doesNotContain(carol);
    assertThat(carol.group.isActive()).isFalse();
    circle.assertAllTalk();
  }

  @Test
  void twoLeaveAtOnce() throws Exception {
    leave(carol);
    leave(alice);
    circle.commit(bob, commit -> commit);
    assertThat(circle.members).hasSize(2);
    circle.assertAllTalk();
  }

  /** What the draft made it for: whoever joins takes the leavers out, and need not wait. */
  @Test
  void aJoinerCommits() throws Exception {
    Bytes carols = SelfRemove.propose(carol.group);
    Bytes alices = SelfRemove.propose(alice.group);
    for (TestClient member : circle.members) {
      for (Bytes message : List.of(carols, alices)) {
        member.group.receive(message);
      }
    }
    TestClient erin = circle.outsider("erin");
    CommitChanges changes =
        circle.welcome(erin, start(erin).covering(carols).covering(alices).build());
    assertThat(changes.removed()).hasSize(2);
    assertThat(changes.external()).isTrue();
    assertThat(circle.members).hasSize(3).doesNotContain(carol, alice);
    circle.assertAllTalk();
  }

  /** A resync beside a SelfRemove: only one of the two removed is who comes back. */
  @Test
  void aJoinerReplacesItsOlderSelf() throws Exception {
    Bytes alices = SelfRemove.propose(alice.group);
    for (TestClient member : circle.members) {
      member.group.receive(alices);
    }
    TestClient again = new TestClient(carol, "carol again");
    CommitChanges changes =
        circle.welcome(again, start(again).replacing(carol.leaf()).covering(alices).build());
    assertThat(changes.removed()).hasSize(2);
    assertThat(circle.members).hasSize(3).contains(again).doesNotContain(carol, alice);
    circle.assertAllTalk();
  }

  @Test
  void aJoinerLooksBeforeItCovers() throws Exception {
    Bytes leave = SelfRemove.propose(carol.group);
    Bytes remove = alice.group.propose().remove(carol.leaf());
    Bytes elsewhere =
        SelfRemove.propose(
            Circle.of(b -> b.proposals(List.of(SelfRemove.TYPE)), "frank").member(0).group);
    TestClient erin = circle.outsider("erin");
    ExternalJoin join = start(erin);
    Refusals.assertRefused(Rule.MESSAGE_KIND_FITS, () -> join.covering(bob.say("no proposal")));
    Refusals.assertRefused(Rule.MESSAGE_KIND_FITS, () -> join.covering(remove));
    byte[] forged = leave.toByteArray();
    int signature = leave.size() - 40;
    forged[signature] ^= 1;
    Refusals.assertRefused(Rule.CONTENT_SIGNATURE_VALID, () -> join.covering(Bytes.wrap(forged)));
    Refusals.assertRefused(
        Rule.EXTERNAL_COMMIT_BY_VALUE,
        () ->
            join.covering(
                InsiderBuilder.of(bob)
                    .proposal(new io.github.mls4j.wire.Proposal.Remove(carol.leaf()))));
    assertThatThrownBy(() -> join.covering(elsewhere)).isNotNull();
    for (TestClient member : circle.members) {
      member.group.receive(leave);
    }
    circle.welcome(erin, join.covering(leave).build());
    assertThat(circle.members).doesNotContain(carol);
    ExternalJoin later = start(circle.outsider("frank"));
    Refusals.assertRefused(Rule.PROPOSAL_EPOCH_CURRENT, () -> later.covering(leave));
  }

  /** The wish to leave comes first: it wins over a Remove and an Update of the same leaf. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void winsOverOtherChanges(boolean leaveFirst) throws Exception {
    ProposalRef leave = leaveFirst ? leave(carol).reference() : null;
    circle.propose(carol, Proposer::update);
    circle.propose(alice, p -> p.remove(carol.leaf()));
    if (leave == null) {
      leave = leave(carol).reference();
    }
    try (PendingCommit commit = bob.group.commit().build()) {
      assertThat(commit.leftOut()).hasSize(2);
      assertThat(commit.leftOut())
          .extracting(out -> out.proposal().reference())
          .doesNotContain(leave);
      assertThat(commit.changes().proposals())
          .extracting(p -> p.proposal().proposalType())
          .containsExactly(MlsExtensions.SELF_REMOVE);
    }
  }

  @Test
  void theOneWhoLeavesCannotCommitIt() throws Exception {
    leave(carol);
    try (PendingCommit commit = carol.group.commit().build()) {
      assertThat(commit.leftOut())
          .singleElement()
          .satisfies(
              out ->
                  assertThat(out.proposal().proposal().proposalType())
                      .isEqualTo(MlsExtensions.SELF_REMOVE));
    }
  }

  @Test
  void survivesARestart() throws Exception {
    leave(carol);
    for (TestClient member : circle.members) {
      member.restart();
    }
    circle.commit(alice, commit -> commit);
    assertThat(circle.members).doesNotContain(carol);
    circle.assertAllTalk();
  }

  /** Off by default: those who did not register it neither send nor read it. */
  @Test
  void isOffByDefault() throws Exception {
    Circle others = Circle.of("alice", "bob");
    assertThat(others.member(0).group.allSupport(MlsExtensions.SELF_REMOVE)).isFalse();
    assertThatThrownBy(() -> SelfRemove.propose(others.member(0).group))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aPendingCommitThatCoversOneOutlivesARestart() throws Exception {
    leave(carol);
    Bytes message = bob.group.commit().build().message();
    bob.restart();
    PendingCommit commit = bob.group.pendingCommits().get(0);
    assertThat(commit.message()).isEqualTo(message);
    assertThat(commit.changes().removed()).hasSize(1);
    for (TestClient other : circle.others(bob)) {
      other.follow(message);
    }
    bob.group.merge(commit);
    circle.members.remove(carol);
    circle.assertAgree();
    circle.assertAllTalk();
  }

  /** Nobody is left who would have to support the proposal. */
  @Test
  void theLastMembersLeaveWhileAnotherComes() throws Exception {
    List<Bytes> leaving = new ArrayList<>();
    for (TestClient member : circle.members) {
      leaving.add(SelfRemove.propose(member.group));
    }
    for (TestClient member : circle.members) {
      for (Bytes message : leaving) {
        member.group.receive(message);
      }
    }
    TestClient erin = circle.outsider("erin");
    ExternalJoin join = start(erin);
    for (Bytes message : leaving) {
      join.covering(message);
    }
    CommitChanges changes = circle.welcome(erin, join.build());
    assertThat(changes.removed()).hasSize(4);
    assertThat(circle.members).containsExactly(erin);
    circle.add(erin, circle.outsider("frank"));
    circle.assertAllTalk();
  }
}
