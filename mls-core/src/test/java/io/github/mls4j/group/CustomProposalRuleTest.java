package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proposals of custom types that their definition, or the group, does not allow (§12, §13.2). */
class CustomProposalRuleTest extends InsiderStage {

  private static final Proposal YES = Vote.proposal("pizza", 1);
  private static final Proposal UNCLEAR = Vote.proposal("pizza", 2);

  /** What an insider says of the type is not what the others have registered. */
  private static final class VoteFromAnywhere extends Vote {

    @Override
    public boolean fromExternalSenders() {
      return true;
    }
  }

  @Test
  void control() throws Exception {
    assertAccepted(insider().proposal(YES));
    assertAccepted(insider().propose(YES).propose(YES).commit());
    assertAccepted(insider().encrypted().propose(YES).withoutPath().commit());
    PendingProposal vote =
        circle.propose(carol, proposer -> proposer.custom(Vote.TYPE, Vote.of("pizza", 0)));
    assertAccepted(insider().refer(vote).commit());
  }

  @Test
  void theDefinitionRefuses() throws Exception {
    assertRefused(Rule.CUSTOM_PROPOSAL_VALID, insider().proposal(UNCLEAR));
    assertRefused(Rule.CUSTOM_PROPOSAL_VALID, insider().propose(YES).propose(UNCLEAR).commit());
    Refusals.assertRefused(
        Rule.CUSTOM_PROPOSAL_VALID,
        () -> alice.group.propose().custom(Vote.TYPE, Vote.of("pizza", 2)));
    Refusals.assertRefused(
        Rule.CUSTOM_PROPOSAL_VALID,
        () -> alice.group.commit().custom(Vote.TYPE, Vote.of("pizza", 2)).build());
  }

  @Test
  void bodiesThatAreNotAsTheyShouldBe() throws Exception {
    Bytes cut = Vote.of("pizza", 1).slice(0, 6);
    assertMalformed(insider().proposal(new Proposal.Custom(Vote.TYPE, cut)));
    Bytes longer = Bytes.concat(Vote.of("pizza", 1), Bytes.copyOf((byte) 0));
    assertMalformed(insider().proposal(new Proposal.Custom(Vote.TYPE, longer)));
    for (Bytes body : List.of(cut, longer)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> alice.group.propose().custom(Vote.TYPE, body));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> alice.group.commit().custom(Vote.TYPE, body));
    }
  }

  @Test
  void typesThatNobodyRegistered() throws Exception {
    ProposalType unknown = ProposalType.of(0xf0ff);
    assertMalformed(insider().proposal(new Proposal.Custom(unknown, Bytes.EMPTY)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alice.group.propose().custom(unknown, Bytes.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alice.group.commit().custom(unknown, Bytes.EMPTY));
  }

  private void assertMalformed(Bytes message) {
    Bytes before = State.of(alice);
    assertThatThrownBy(() -> alice.group.receive(message)).isInstanceOf(DecodeException.class);
    assertThat(State.of(alice)).isEqualTo(before);
  }

  @Test
  void path() throws Exception {
    Proposal appeal = Appeal.proposal("help");
    assertRefused(
        Rule.COMMIT_HAS_REQUIRED_PATH,
        insider().propose(YES).propose(appeal).withoutPath().commit());
    assertAccepted(insider().propose(YES).propose(appeal).commit());
    assertAccepted(insider().propose(YES).withoutPath().commit());
  }

  @Test
  void membersThatDoNotKnowTheType() throws Exception {
    TestClient simpleton = simpleton();
    assertAccepted(
        insider().propose(new Proposal.Add(simpleton.published())).propose(YES).commit());
    circle.add(alice, simpleton);
    assertThat(alice.group.allSupport(Vote.TYPE)).isFalse();
    assertRefused(Rule.CUSTOM_PROPOSAL_SUPPORTED, insider().propose(YES).commit());
    PendingProposal vote = (PendingProposal) alice.group.receive(insider().proposal(YES));
    bob.group.receive(InsiderBuilder.of(carol).proposal(YES));
    assertRefused(Rule.CUSTOM_PROPOSAL_SUPPORTED, insider().refer(vote).commit());
    Refusals.assertRefused(
        Rule.CUSTOM_PROPOSAL_SUPPORTED,
        () -> alice.group.commit().custom(Vote.TYPE, Vote.of("pizza", 1)).build());
    try (PendingCommit commit = bob.group.commit().build()) {
      assertThat(commit.leftOut()).hasSize(1);
    }
    assertAccepted(insider().propose(new Proposal.Remove(simpleton.leaf())).propose(YES).commit());
    alice.group.drop(vote.reference());
    circle.commit(bob, commit -> commit.withoutPending().remove(simpleton.leaf()));
    assertThat(alice.group.allSupport(Vote.TYPE)).isTrue();
  }

  @Test
  void externalSenders() throws Exception {
    TestClient server = TestClient.of("server", SUITE);
    ExternalSender sender =
        new ExternalSender(
            server.identity.signer().publicKey(), new Credential.Basic(Bytes.ofUtf8("server")));
    circle.commit(
        alice,
        commit ->
            commit.groupContextExtensions(
                List.of(
                    new Extension(
                        ExtensionType.EXTERNAL_SENDERS,
                        new ExternalSenders(List.of(sender)).encode()))));
    OutsideProposer outside =
        new OutsideProposer(SUITE, alice.group.groupId(), alice.group.epoch());
    assertRefused(
        Rule.EXTERNAL_SENDER_PROPOSAL_TYPE,
        outside.propose(0, server.identity.signer(), new VoteFromAnywhere(), Vote.of("pizza", 1)));
    assertAccepted(outside.propose(0, server.identity.signer(), new Appeal(), Appeal.of("help")));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> outside.propose(0, server.identity.signer(), new Vote(), Vote.of("pizza", 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> outside.propose(0, server.identity.signer(), YES));
  }

  @Test
  void externalCommits() throws Exception {
    assertAccepted(outsider().externalInit().propose(Appeal.proposal("let me in")).commit());
    assertRefused(
        Rule.EXTERNAL_COMMIT_NO_OTHER_PROPOSALS, outsider().externalInit().propose(YES).commit());
    PendingProposal appeal =
        circle.propose(carol, proposer -> proposer.custom(Appeal.TYPE, Appeal.of("let her in")));
    assertRefused(Rule.EXTERNAL_COMMIT_BY_VALUE, outsider().externalInit().refer(appeal).commit());
  }
}
