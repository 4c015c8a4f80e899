package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.Sender;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group whose members vote: proposals that mean something to the application only (§13.2). */
class CustomProposalScenarioTest {

  private static final List<CustomProposalType> TYPES = List.of(new Vote(), new Appeal());

  /** What an application makes of a commit: who voted how. */
  private static Map<Long, Integer> votes(CommitChanges changes) {
    Map<Long, Integer> votes = new TreeMap<>();
    for (CommittedProposal committed : changes.proposals()) {
      if (committed.proposal() instanceof Proposal.Custom custom
          && custom.proposalType().equals(Vote.TYPE)) {
        LeafIndex voter = ((Sender.Member) committed.sender()).leafIndex();
        votes.put(voter.value(), Vote.choice(custom.body()));
      }
    }
    return votes;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aVote(boolean encrypted) throws Exception {
    Circle circle =
        Circle.of(
            builder -> builder.encryptHandshake(encrypted).proposals(TYPES),
            "alice",
            "bob",
            "carol",
            "dave");
    TestClient alice = circle.member(0);
    for (TestClient voter : circle.members.subList(1, 4)) {
      int choice = voter.name.equals("carol") ? 0 : 1;
      circle.propose(voter, p -> p.custom(Vote.TYPE, Vote.of("pizza", choice)));
    }
    alice.restart();
    assertThat(alice.group.pendingProposals())
        .extracting(PendingProposal::proposal)
        .contains(Vote.proposal("pizza", 0), Vote.proposal("pizza", 1));
    CommitChanges changes =
        circle.commit(alice, commit -> commit.custom(Vote.TYPE, Vote.of("pizza", 0)).withoutPath());
    assertThat(votes(changes)).isEqualTo(Map.of(0L, 0, 1L, 1, 2L, 0, 3L, 1));
    circle.assertAllTalk();
  }

  /** §12.3: each type says where it stands, whatever the order in the commit. */
  @Test
  void theOrderOfApplication() throws Exception {
    Circle circle = Circle.of(builder -> builder.proposals(TYPES), "alice", "bob", "carol");
    TestClient alice = circle.member(0);
    TestClient dave = circle.outsider("dave");
    circle.propose(circle.member(1), Proposer::update);
    CommitChanges changes =
        circle.commit(
            alice,
            commit ->
                commit
                    .add(dave.published())
                    .custom(Vote.TYPE, Vote.of("second", 1))
                    .remove(circle.member(2).leaf())
                    .custom(Appeal.TYPE, Appeal.of("first"))
                    .requireCapabilities(
                        new RequiredCapabilities(List.of(), List.of(Vote.TYPE), List.of())),
            dave);
    assertThat(changes.proposals())
        .extracting(committed -> committed.proposal().proposalType())
        .containsExactly(
            ProposalType.GROUP_CONTEXT_EXTENSIONS,
            Appeal.TYPE,
            ProposalType.UPDATE,
            ProposalType.REMOVE,
            Vote.TYPE,
            ProposalType.ADD);
    circle.assertAllTalk();
  }

  @Test
  void fromOutsideAndByTheWayIn() throws Exception {
    TestClient server = TestClient.of("server", Circle.SUITE);
    Circle circle = Circle.of(builder -> builder.proposals(TYPES), "alice", "bob");
    TestClient alice = circle.member(0);
    ExternalSender sender =
        new ExternalSender(
            server.identity.signer().publicKey(), new Credential.Basic(Bytes.ofUtf8("server")));
    circle.commit(alice, commit -> commit.externalSenders(List.of(sender)));
    Bytes appeal =
        new OutsideProposer(Circle.SUITE, alice.group.groupId(), alice.group.epoch())
            .propose(0, server.identity.signer(), new Appeal(), Appeal.of("hear me"));
    for (TestClient member : circle.members) {
      member.group.receive(appeal);
    }
    CommitChanges changes = circle.commit(circle.member(1), commit -> commit);
    assertThat(changes.proposals())
        .containsExactly(new CommittedProposal(new Sender.External(0), Appeal.proposal("hear me")));

    TestClient carol = circle.outsider("carol");
    ExternalJoin join =
        Group.joinExternally(carol.config, carol.identity, alice.group.groupInfo(true));
    changes = circle.welcome(carol, join.custom(Appeal.TYPE, Appeal.of("here I am")).build());
    assertThat(changes.proposals())
        .contains(
            new CommittedProposal(new Sender.NewMemberCommit(), Appeal.proposal("here I am")));
    circle.assertAllTalk();
  }

  /** Two groups in one program need not know the same types. */
  @Test
  void registrationsAreOfOneGroup() throws Exception {
    Circle voting = Circle.of(builder -> builder.proposals(TYPES), "alice", "bob");
    Circle silent = Circle.of("alice", "bob");
    assertThat(voting.member(0).group.allSupport(Vote.TYPE)).isTrue();
    assertThat(silent.member(0).group.allSupport(Vote.TYPE)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> silent.member(0).group.propose().custom(Vote.TYPE, Vote.of("pizza", 1)));
    Bytes vote = InsiderBuilder.of(silent.member(1)).proposal(Vote.proposal("pizza", 1));
    assertThatThrownBy(() -> silent.member(0).group.receive(vote))
        .isInstanceOf(DecodeException.class);
    silent.assertAllTalk();
    voting.propose(voting.member(1), p -> p.custom(Vote.TYPE, Vote.of("pizza", 1)));
    assertThat(votes(voting.commit(voting.member(0), commit -> commit))).hasSize(1);
  }
}
