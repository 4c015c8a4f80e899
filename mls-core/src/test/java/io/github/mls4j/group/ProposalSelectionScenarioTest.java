package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.ProposalRef;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pending proposals that exclude each other never block a commit: some are left out, with why. */
class ProposalSelectionScenarioTest {

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void setUp() throws Exception {
    circle = Circle.of(true, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  private static Circle.Sending reInit() {
    return p -> p.reInit(Bytes.ofUtf8("next"), ProtocolVersion.MLS10, Circle.SUITE.id(), List.of());
  }

  /** Alice commits what she can, others follow; what she leaves out, and for which rule. */
  private Map<PendingProposal, Rule> commitByAlice() throws Exception {
    try (PendingCommit commit = alice.group.commit().build()) {
      for (TestClient other : circle.others(alice)) {
        if (other.follow(commit.message()).removesSelf()) {
          circle.members.remove(other);
        }
      }
      alice.group.merge(commit);
      circle.assertAgree();
      assertThat(alice.group.pendingProposals()).isEmpty();
      return commit.leftOut().stream()
          .collect(Collectors.toMap(LeftOut::proposal, l -> ((RuleViolation) l.reason()).rule()));
    }
  }

  @Test
  void theApplicationSelects() throws Exception {
    PendingProposal bobs = circle.propose(bob, Proposer::update);
    PendingProposal carols = circle.propose(carol, Proposer::update);
    PendingProposal alices = circle.propose(alice, p -> p.externalPsk(TestClient.PSK_ID));
    try (PendingCommit commit =
        alice.group.commit().withPending(List.of(alices.reference(), carols.reference())).build()) {
      assertThat(commit.changes().proposals())
          .extracting(CommittedProposal::proposal)
          .containsExactlyInAnyOrder(alices.proposal(), carols.proposal());
      assertThat(commit.leftOut()).isEmpty();
    }
    try (PendingCommit commit = alice.group.commit().withPending(List.of()).build()) {
      assertThat(commit.changes().proposals()).isEmpty();
    }
    LeafIndex leaving = carol.leaf();
    PendingProposal remove = circle.propose(bob, p -> p.remove(leaving));
    try (PendingCommit commit =
        alice.group.commit().withPending(List.of(remove.reference(), carols.reference())).build()) {
      assertThat(commit.leftOut()).extracting(LeftOut::proposal).containsExactly(carols);
    }
    assertThat(alice.group.pendingProposals()).contains(bobs, carols, alices, remove);
    alice.group.drop(bobs.reference());
    CommitBuilder builder = alice.group.commit();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.withPending(List.of(bobs.reference())));
  }

  @Test
  void ownProposalsAreKnownByTheirReference() throws Exception {
    Proposer proposer = alice.group.propose();
    assertThatIllegalStateException().isThrownBy(proposer::reference);
    Bytes first = proposer.externalPsk(TestClient.PSK_ID);
    ProposalRef reference = proposer.reference();
    Bytes second = proposer.externalPsk(TestClient.PSK_ID);
    for (TestClient other : circle.others(alice)) {
      assertThat(((PendingProposal) other.group.receive(first)).reference()).isEqualTo(reference);
      assertThat(((PendingProposal) other.group.receive(second)).reference())
          .isEqualTo(proposer.reference())
          .isNotEqualTo(reference);
    }
  }

  @Test
  void removeBeatsUpdate() throws Exception {
    for (boolean updateFirst : new boolean[] {true, false}) {
      setUp();
      LeafIndex leaving = carol.leaf();
      PendingProposal update = null;
      if (updateFirst) {
        update = circle.propose(carol, Proposer::update);
      }
      circle.propose(bob, p -> p.remove(leaving));
      if (!updateFirst) {
        update = circle.propose(carol, Proposer::update);
      }
      assertThat(commitByAlice())
          .containsExactlyEntriesOf(Map.of(update, Rule.ONE_UPDATE_OR_REMOVE_A_LEAF));
      assertThat(circle.members).doesNotContain(carol);
    }
  }

  @Test
  void theNewestUpdateWins() throws Exception {
    PendingProposal first = circle.propose(bob, Proposer::update);
    PendingProposal second = circle.propose(bob, Proposer::update);
    PendingProposal third = circle.propose(bob, Proposer::update);
    bob.restart();
    assertThat(commitByAlice())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                first, Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, second, Rule.ONE_UPDATE_OR_REMOVE_A_LEAF));
    assertThat(third.proposal().encode())
        .isEqualTo(new io.github.mls4j.wire.Proposal.Update(bob.group.self().leafNode()).encode());
    circle.assertAllTalk();
    circle.commit(carol, commit -> commit);
  }

  @Test
  void reInitComesLast() throws Exception {
    PendingProposal reInit = circle.propose(bob, reInit());
    circle.propose(carol, Proposer::update);
    assertThat(commitByAlice()).containsExactlyEntriesOf(Map.of(reInit, Rule.REINIT_ALONE));
    assertThat(alice.group.isActive()).isTrue();
    circle.propose(bob, reInit());
    assertThat(commitByAlice()).isEmpty();
    assertThat(alice.group.isActive()).isFalse();
  }

  @Test
  void ownProposalsAboutOneselfAreLeftOut() throws Exception {
    PendingProposal update = circle.propose(alice, Proposer::update);
    PendingProposal remove = circle.propose(bob, p -> p.remove(alice.leaf()));
    assertThat(commitByAlice())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(update, Rule.NO_UPDATE_BY_COMMITTER, remove, Rule.NO_REMOVE_OF_COMMITTER));
    circle.assertAllTalk();
  }

  @Test
  void oneClientIsAddedOnce() throws Exception {
    TestClient dave = circle.outsider("dave");
    circle.propose(bob, p -> p.add(dave.published()));
    circle.propose(carol, p -> p.add(dave.published()));
    assertThat(commitByAlice().values()).containsExactly(Rule.CLIENT_ADDED_ONCE);
    assertThat(alice.group.members()).hasSize(4);
  }

  @Test
  void whatTheApplicationAsksForBeatsWhatIsPending() throws Exception {
    PendingProposal update = circle.propose(carol, Proposer::update);
    try (PendingCommit commit = alice.group.commit().remove(carol.leaf()).build()) {
      assertThat(commit.leftOut()).extracting(LeftOut::proposal).containsExactly(update);
      bob.follow(commit.message());
      assertThat(carol.follow(commit.message()).removesSelf()).isTrue();
    }
  }

  @Test
  void aPskThatIsNotHereIsLeftOut() throws Exception {
    TestClient without = new TestClient("without", Circle.SUITE, builder -> builder);
    circle.add(alice, without);
    PendingProposal psk = circle.propose(bob, p -> p.externalPsk(TestClient.PSK_ID));
    circle.propose(carol, Proposer::update);
    try (PendingCommit commit = without.group.commit().build()) {
      LeftOut leftOut = commit.leftOut().get(0);
      assertThat(commit.leftOut()).hasSize(1);
      assertThat(leftOut.proposal()).isEqualTo(psk);
      assertThat(leftOut.reason())
          .isInstanceOfSatisfying(
              MissingInput.class,
              missing -> assertThat(missing.kind()).isEqualTo(MissingInput.Kind.PRE_SHARED_KEY));
      for (TestClient other : circle.others(without)) {
        other.follow(commit.message());
      }
      without.group.merge(commit);
      circle.assertAgree();
    }
    try (PendingCommit commit = alice.group.commit().externalPsk(TestClient.PSK_ID).build()) {
      assertThat(commit.changes().psks().get(0)).isInstanceOf(PreSharedKeyID.External.class);
      Refusals.assertMissing(MissingInput.Kind.PRE_SHARED_KEY, without, commit.message());
    }
  }

  @Test
  void aCommitMayLeaveAllPendingOut() throws Exception {
    circle.propose(bob, Proposer::update);
    CommitChanges changes = circle.commit(alice, CommitBuilder::withoutPending);
    assertThat(changes.updated())
        .extracting(change -> change.after().index())
        .containsExactly(alice.leaf());
    assertThat(changes.proposals()).isEmpty();
    circle.assertAllTalk();
  }

  @Test
  void aCommitOfAProposalThatHasNotArrivedWaitsForIt() throws Exception {
    Bytes proposal = bob.group.propose().update();
    alice.group.receive(proposal);
    try (PendingCommit commit = alice.group.commit().build()) {
      Refusals.assertMissing(MissingInput.Kind.PROPOSAL, carol, commit.message());
      carol.group.receive(proposal);
      carol.follow(commit.message());
      bob.follow(commit.message());
      alice.group.merge(commit);
    }
    circle.assertAgree();
    circle.assertAllTalk();
  }
}
