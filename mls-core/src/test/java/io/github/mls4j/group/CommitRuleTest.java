package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one commit covers together (§12.2), and whether it has its path (§12.4). */
class CommitRuleTest extends InsiderStage {

  private static final Proposal EXTENSIONS = new Proposal.GroupContextExtensions(topic());
  private static final Proposal REINIT =
      new Proposal.ReInit(Bytes.ofUtf8("next"), ProtocolVersion.MLS10, SUITE.id(), List.of());

  @Test
  void control() throws Exception {
    for (boolean encrypted : new boolean[] {true, false}) {
      InsiderBuilder insider =
          insider()
              .propose(new Proposal.Remove(carol.leaf()))
              .propose(new Proposal.Add(dave.published()))
              .propose(EXTENSIONS);
      assertAccepted(encrypted ? insider.encrypted().commit() : insider.commit());
    }
  }

  @Test
  void updateByTheCommitter() throws Exception {
    InsiderBuilder insider = insider();
    assertRefused(
        Rule.NO_UPDATE_BY_COMMITTER, insider.propose(insider.update(leaf -> leaf)).commit());
    PendingProposal own = circle.propose(bob, Proposer::update);
    assertRefused(Rule.NO_UPDATE_BY_COMMITTER, insider().refer(own).commit());
    PendingProposal carols = circle.propose(carol, Proposer::update);
    assertAccepted(insider().refer(carols).commit());
  }

  @Test
  void removeOfTheCommitter() throws Exception {
    assertRefused(
        Rule.NO_REMOVE_OF_COMMITTER, insider().propose(new Proposal.Remove(bob.leaf())).commit());
    PendingProposal wish = circle.propose(carol, p -> p.remove(bob.leaf()));
    assertRefused(Rule.NO_REMOVE_OF_COMMITTER, insider().refer(wish).commit());
  }

  @Test
  void twoChangesOfOneLeaf() throws Exception {
    Proposal remove = new Proposal.Remove(carol.leaf());
    assertRefused(
        Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, insider().propose(remove).propose(remove).commit());
    PendingProposal first = circle.propose(carol, Proposer::update);
    PendingProposal second = circle.propose(carol, Proposer::update);
    assertRefused(
        Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, insider().refer(first).propose(remove).commit());
    assertRefused(
        Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, insider().propose(remove).refer(first).commit());
    assertRefused(Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, insider().refer(first).refer(second).commit());
    assertRefused(Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, insider().refer(first).refer(first).commit());
    assertAccepted(insider().propose(remove).commit());
    assertAccepted(insider().refer(second).commit());
  }

  @Test
  void oneClientTwice() throws Exception {
    Proposal first = new Proposal.Add(dave.published());
    Proposal second = new Proposal.Add(new TestClient(dave, "dave again").published());
    assertRefused(
        Rule.CLIENT_ADDED_ONCE, insider().propose(first).propose(second).withoutPath().commit());
    assertRefused(
        Rule.CLIENT_ADDED_ONCE, insider().propose(first).propose(first).withoutPath().commit());
    assertAccepted(insider().propose(second).withoutPath().commit());
  }

  @Test
  void aMemberOnceMore() throws Exception {
    Proposal add = new Proposal.Add(new TestClient(carol, "carol again").published());
    assertRefused(Rule.LEAF_SIGNATURE_KEYS_UNIQUE, insider().propose(add).withoutPath().commit());
    assertAccepted(insider().propose(new Proposal.Remove(carol.leaf())).propose(add).commit());
  }

  @Test
  void onePskTwice() throws Exception {
    Proposal psk = new Proposal.PreSharedKey(psk(1));
    assertRefused(Rule.PSK_IDS_UNIQUE, insider().propose(psk).propose(psk).commit());
    assertAccepted(insider().propose(psk).propose(new Proposal.PreSharedKey(psk(2))).commit());
  }

  @Test
  void extensionsTwice() throws Exception {
    assertRefused(
        Rule.ONE_GROUP_CONTEXT_EXTENSIONS,
        insider().propose(EXTENSIONS).propose(EXTENSIONS).commit());
    assertAccepted(insider().propose(EXTENSIONS).commit());
  }

  @Test
  void reInitInCompany() throws Exception {
    Proposal psk = new Proposal.PreSharedKey(psk(1));
    assertRefused(Rule.REINIT_ALONE, insider().propose(REINIT).propose(psk).commit());
    assertRefused(Rule.REINIT_ALONE, insider().propose(psk).propose(REINIT).commit());
    assertRefused(Rule.REINIT_ALONE, insider().propose(REINIT).propose(REINIT).commit());
    assertAccepted(insider().propose(REINIT).commit());
    assertAccepted(insider().propose(REINIT).withoutPath().commit());
  }

  @Test
  void externalInitOfAMember() throws Exception {
    assertRefused(Rule.NO_EXTERNAL_INIT_BY_MEMBER, insider().externalInit().commit());
  }

  @Test
  void missingPath() throws Exception {
    assertRefused(Rule.COMMIT_HAS_REQUIRED_PATH, insider().withoutPath().commit());
    assertRefused(
        Rule.COMMIT_HAS_REQUIRED_PATH,
        insider().propose(new Proposal.Remove(carol.leaf())).withoutPath().commit());
    assertRefused(
        Rule.COMMIT_HAS_REQUIRED_PATH, insider().propose(EXTENSIONS).withoutPath().commit());
    PendingProposal update = circle.propose(carol, Proposer::update);
    assertRefused(Rule.COMMIT_HAS_REQUIRED_PATH, insider().refer(update).withoutPath().commit());
    assertRefused(
        Rule.COMMIT_HAS_REQUIRED_PATH,
        insider().propose(new Proposal.PreSharedKey(psk(1))).refer(update).withoutPath().commit());
    assertAccepted(insider().propose(new Proposal.PreSharedKey(psk(1))).withoutPath().commit());
  }

  @Test
  void confirmationTag() throws Exception {
    for (boolean encrypted : new boolean[] {true, false}) {
      InsiderBuilder insider = insider().confirmationTag(tag -> Bytes.wrap(new byte[tag.size()]));
      assertRefused(
          Rule.CONFIRMATION_TAG_VALID, (encrypted ? insider.encrypted() : insider).commit());
    }
    assertRefused(
        Rule.CONFIRMATION_TAG_VALID, insider().confirmationTag(tag -> Bytes.EMPTY).commit());
    assertRefused(
        Rule.CONFIRMATION_TAG_VALID,
        insider().confirmationTag(tag -> tag.slice(0, tag.size() - 1)).commit());
  }
}
