package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.extensions.MlsExtensions;
import io.github.mls4j.extensions.SelfRemove;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Proposal;
import org.junit.jupiter.api.Test;

/** Members who leave otherwise than draft-ietf-mls-extensions allows. */
class SelfRemoveRuleTest extends InsiderStage {

  private static final Proposal LEAVE = new Proposal.Custom(MlsExtensions.SELF_REMOVE, Bytes.EMPTY);

  private PendingProposal carolLeaves() throws Exception {
    return circle.propose(carol, proposer -> SelfRemove.propose(carol.group));
  }

  @Test
  void control() throws Exception {
    assertAccepted(insider().proposal(LEAVE));
    PendingProposal leave = carolLeaves();
    assertAccepted(insider().refer(leave).commit());
    assertAccepted(outsider().externalInit().refer(leave).commit());
    circle.commit(alice, commit -> commit);
  }

  @Test
  void encrypted() throws Exception {
    assertRefused(Rule.CUSTOM_PROPOSAL_PUBLIC, insider().encrypted().proposal(LEAVE));
  }

  @Test
  void byValue() throws Exception {
    assertRefused(Rule.CUSTOM_PROPOSAL_COMMITTED_AS_DEFINED, insider().propose(LEAVE).commit());
    assertRefused(
        Rule.EXTERNAL_COMMIT_NO_OTHER_PROPOSALS, outsider().externalInit().propose(LEAVE).commit());
    Refusals.assertRefused(
        Rule.CUSTOM_PROPOSAL_COMMITTED_AS_DEFINED,
        () -> alice.group.commit().custom(MlsExtensions.SELF_REMOVE, Bytes.EMPTY).build());
  }

  @Test
  void byTheOneWhoLeaves() throws Exception {
    PendingProposal leave = circle.propose(bob, proposer -> SelfRemove.propose(bob.group));
    assertRefused(Rule.NO_REMOVE_OF_COMMITTER, insider().refer(leave).commit());
    circle.members.forEach(member -> member.group.drop(leave.reference()));
  }

  @Test
  void withoutPath() throws Exception {
    PendingProposal leave = carolLeaves();
    assertRefused(Rule.COMMIT_HAS_REQUIRED_PATH, insider().refer(leave).withoutPath().commit());
    circle.commit(alice, commit -> commit);
  }

  @Test
  void besidesAnotherChangeOfTheLeaf() throws Exception {
    PendingProposal leave = carolLeaves();
    assertRefused(
        Rule.ONE_UPDATE_OR_REMOVE_A_LEAF,
        insider().refer(leave).propose(new Proposal.Remove(carol.leaf())).commit());
    PendingProposal update = circle.propose(carol, Proposer::update);
    assertRefused(Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, insider().refer(update).refer(leave).commit());
    TestClient carolAgain = new TestClient(carol, "carol again");
    assertRefused(
        Rule.ONE_UPDATE_OR_REMOVE_A_LEAF,
        InsiderBuilder.outsider(carolAgain, bob)
            .propose(new Proposal.Remove(carol.leaf()))
            .refer(leave)
            .externalInit()
            .commit());
    circle.members.forEach(member -> member.group.drop(update.reference()));
    circle.commit(alice, commit -> commit);
  }

  @Test
  void unknownToTheMembers() throws Exception {
    Bytes message = SelfRemove.propose(carol.group);
    PendingProposal leave = carol.group.pendingProposals().get(0);
    bob.group.receive(message);
    Bytes commit = outsider().externalInit().refer(leave).commit();
    Refusals.assertMissing(MissingInput.Kind.PROPOSAL, alice, commit);
    alice.group.receive(message);
    assertAccepted(commit);
    circle.commit(alice, c -> c);
  }

  @Test
  void onceAnEpochOnly() throws Exception {
    carolLeaves();
    assertThatIllegalStateException().isThrownBy(() -> SelfRemove.propose(carol.group));
    circle.commit(alice, commit -> commit);
  }

  @Test
  void onlyWhereAllSupportIt() throws Exception {
    circle.add(alice, simpleton());
    assertThatIllegalStateException().isThrownBy(() -> SelfRemove.propose(carol.group));
    PendingProposal leave = (PendingProposal) alice.group.receive(insiderOf(carol));
    bob.group.receive(insiderOf(carol));
    assertRefused(Rule.CUSTOM_PROPOSAL_SUPPORTED, insider().refer(leave).commit());
  }

  private static Bytes insiderOf(TestClient member) throws Exception {
    return InsiderBuilder.of(member).proposal(LEAVE);
  }
}
