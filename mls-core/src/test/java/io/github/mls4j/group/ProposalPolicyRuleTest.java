package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.GroupView;
import io.github.mls4j.spi.ProposalPolicy;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A group with a policy: Alice may do everything; others may renew themselves and propose, but not
 * commit, that somebody is added; a server may remove; nobody joins unasked but Dave, and nobody
 * takes the place of an older self but Carol (RFC 9420 §12.1.8, §12.2, §12.4.3.2).
 */
class ProposalPolicyRuleTest {

  /** Judges by names, and holds the group that it is shown to what it should be. */
  private static final class ByName implements ProposalPolicy {

    @Override
    public Verdict mayPropose(Proposed proposed, GroupView group) {
      Proposal proposal = proposed.proposal();
      String who = name(group.credential(proposed.sender()));
      if (who.equals("carol") && proposal instanceof Proposal.PreSharedKey) {
        return Verdict.of(proposed.byReference(), "not by value");
      }
      boolean allowed =
          who.equals("alice")
              || proposal instanceof Proposal.Update
              || (proposal instanceof Proposal.Add && !who.equals("server"))
              || (proposal instanceof Proposal.Remove && who.equals("server"))
              || proposed.sender() instanceof Sender.NewMemberCommit;
      return Verdict.of(allowed, who + " may not");
    }

    @Override
    public Verdict mayCommit(ProposedCommit commit, GroupView group) {
      LeafNode joiner = commit.joiner();
      if (commit.isExternal()) {
        assertThat(joiner).isNotNull();
        String who = name(joiner.credential());
        return Verdict.of(who.equals(commit.isResync() ? "carol" : "dave"), who + " may not join");
      }
      assertThat(joiner).isNull();
      String who = name(group.credential(commit.committer()));
      boolean renewsOnly =
          commit.proposals().stream().allMatch(p -> p.proposal() instanceof Proposal.Update);
      return Verdict.of(who.equals("alice") || renewsOnly, who + " may not commit");
    }

    private static String name(Credential credential) {
      return credential instanceof Credential.Basic basic ? basic.identity().toUtf8() : "somebody";
    }
  }

  private final TestClient server = TestClient.of("server", Circle.SUITE);
  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;
  private TestClient dave;

  @BeforeEach
  void aGroupWithAPolicy() throws Exception {
    circle = Circle.of(ProposalPolicyRuleTest::settings, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
    dave = circle.outsider("dave");
    ExternalSender sender =
        new ExternalSender(server.identity.signer().publicKey(), server.identity.credential());
    circle.commit(
        alice,
        commit ->
            commit.groupContextExtensions(
                List.of(
                    new Extension(
                        ExtensionType.EXTERNAL_SENDERS,
                        new ExternalSenders(List.of(sender)).encode()))));
  }

  private static GroupConfig.Builder settings(GroupConfig.Builder builder) {
    GroupConfig defaults = builder.build();
    return builder
        .psks(TestClient::sharedPsk)
        .validation(defaults.validation().withProposals(new ByName()));
  }

  @AfterEach
  void theGroupGoesOn() throws Exception {
    circle.commit(alice, CommitBuilder::withoutPending);
    circle.assertAllTalk();
  }

  private static Proposal remove(TestClient client) {
    return new Proposal.Remove(client.leaf());
  }

  private OutsideProposer outside() {
    return new OutsideProposer(Circle.SUITE, alice.group.groupId(), alice.group.epoch());
  }

  private void assertTaken(Bytes message) throws Exception {
    Received received = carol.group.receive(message);
    if (received instanceof StagedCommit staged) {
      staged.close();
    } else {
      carol.group.drop(((PendingProposal) received).reference());
    }
  }

  @Test
  void proposalsOfMembers() throws Exception {
    Refusals.assertRefused(
        Rule.PROPOSAL_ALLOWED, carol, InsiderBuilder.of(bob).proposal(remove(alice)));
    assertThatThrownBy(() -> carol.group.receive(InsiderBuilder.of(bob).proposal(remove(alice))))
        .hasMessageContaining("bob may not");
    assertTaken(InsiderBuilder.of(alice).proposal(remove(bob)));
    assertTaken(InsiderBuilder.of(bob).proposal(new Proposal.Add(dave.published())));
  }

  @Test
  void proposalsInCommits() throws Exception {
    Refusals.assertRefused(
        Rule.PROPOSAL_ALLOWED, carol, InsiderBuilder.of(bob).propose(remove(alice)).commit());
    assertTaken(InsiderBuilder.of(alice).propose(remove(bob)).commit());
  }

  @Test
  void proposalsByReferenceOnly() throws Exception {
    Proposal psk = new Proposal.PreSharedKey(InsiderStage.psk(1));
    Refusals.assertRefused(
        Rule.PROPOSAL_ALLOWED, bob, InsiderBuilder.of(carol).propose(psk).commit());
    PendingProposal sent = circle.propose(carol, p -> p.externalPsk(TestClient.PSK_ID));
    Bytes commit = InsiderBuilder.of(alice).refer(sent).commit();
    ((StagedCommit) bob.group.receive(commit)).close();
  }

  @Test
  void commits() throws Exception {
    PendingProposal add = circle.propose(bob, p -> p.add(dave.published()));
    Refusals.assertRefused(Rule.COMMIT_ALLOWED, carol, InsiderBuilder.of(bob).refer(add).commit());
    assertTaken(InsiderBuilder.of(alice).refer(add).commit());
    assertTaken(InsiderBuilder.of(bob).commit());
  }

  @Test
  void whatWeSendOurselves() throws Exception {
    Refusals.assertRefused(Rule.PROPOSAL_ALLOWED, () -> bob.group.propose().remove(alice.leaf()));
    Refusals.assertRefused(
        Rule.PROPOSAL_ALLOWED, () -> bob.group.commit().remove(alice.leaf()).build());
    Refusals.assertRefused(
        Rule.COMMIT_ALLOWED, () -> bob.group.commit().add(dave.published()).build());
    circle.commit(bob, commit -> commit);
  }

  /** A pending proposal that this member may not commit does not keep it from committing. */
  @Test
  void whatWeMayNotCommitIsLeftOut() throws Exception {
    PendingProposal add = circle.propose(carol, p -> p.add(dave.published()));
    circle.propose(carol, Proposer::update);
    try (PendingCommit commit = bob.group.commit().build()) {
      assertThat(commit.leftOut()).extracting(LeftOut::proposal).containsExactly(add);
      assertThat(commit.changes().updated()).hasSize(2);
      StagedCommit staged = (StagedCommit) alice.group.receive(commit.message());
      staged.close();
    }
  }

  @Test
  void externalSenders() throws Exception {
    Refusals.assertRefused(
        Rule.PROPOSAL_ALLOWED,
        carol,
        outside().propose(0, server.identity.signer(), new Proposal.Add(dave.published())));
    assertTaken(outside().propose(0, server.identity.signer(), remove(bob)));
  }

  @Test
  void clientsThatJoinUnasked() throws Exception {
    TestClient erin = circle.outsider("erin");
    Refusals.assertRefused(
        Rule.COMMIT_ALLOWED, carol, InsiderBuilder.outsider(erin, bob).externalInit().commit());
    assertTaken(InsiderBuilder.outsider(dave, bob).externalInit().commit());
    Bytes groupInfo = alice.group.groupInfo(true);
    Refusals.assertRefused(
        Rule.COMMIT_ALLOWED,
        () -> Group.joinExternally(erin.config, erin.identity, groupInfo).build());
    Group.joinExternally(dave.config, dave.identity, groupInfo).build().close();
  }

  @Test
  void clientsThatTakeTheirOwnPlace() throws Exception {
    TestClient bobAgain = new TestClient(bob, "bob again");
    TestClient carolAgain = new TestClient(carol, "carol again");
    Refusals.assertRefused(
        Rule.COMMIT_ALLOWED,
        carol,
        InsiderBuilder.outsider(bobAgain, bob).propose(remove(bob)).externalInit().commit());
    Received taken =
        alice.group.receive(
            InsiderBuilder.outsider(carolAgain, bob)
                .propose(remove(carol))
                .externalInit()
                .commit());
    ((StagedCommit) taken).close();
  }
}
