package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.ResumptionPSKUsage;
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
    Proposal own = new Proposal.Remove(bob.leaf());
    assertRefused(Rule.NO_REMOVE_OF_COMMITTER, insider().propose(own).commit());
    assertNotSent(Rule.NO_REMOVE_OF_COMMITTER, own);
    PendingProposal wish = circle.propose(carol, p -> p.remove(bob.leaf()));
    assertRefused(Rule.NO_REMOVE_OF_COMMITTER, insider().refer(wish).commit());
    assertAccepted(insider().propose(new Proposal.Remove(carol.leaf())).commit());
  }

  @Test
  void twoChangesOfOneLeaf() throws Exception {
    Proposal remove = new Proposal.Remove(carol.leaf());
    assertRefused(
        Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, insider().propose(remove).propose(remove).commit());
    assertNotSent(Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, remove, remove);
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
    assertNotSent(Rule.CLIENT_ADDED_ONCE, first, second);
    assertNotSent(Rule.CLIENT_ADDED_ONCE, first, first);
    PendingProposal pending = circle.propose(carol, p -> p.add(dave.published()));
    assertRefused(
        Rule.CLIENT_ADDED_ONCE, insider().refer(pending).propose(second).withoutPath().commit());
    assertRefused(
        Rule.CLIENT_ADDED_ONCE, insider().refer(pending).refer(pending).withoutPath().commit());
    assertAccepted(insider().refer(pending).withoutPath().commit());
    assertAccepted(insider().propose(second).withoutPath().commit());
  }

  @Test
  void aMemberOnceMore() throws Exception {
    Proposal add = new Proposal.Add(new TestClient(carol, "carol again").published());
    assertRefused(Rule.LEAF_SIGNATURE_KEYS_UNIQUE, insider().propose(add).withoutPath().commit());
    assertNotSent(Rule.LEAF_SIGNATURE_KEYS_UNIQUE, add);
    assertAccepted(insider().propose(new Proposal.Remove(carol.leaf())).propose(add).commit());
  }

  @Test
  void onePskTwice() throws Exception {
    Proposal psk = new Proposal.PreSharedKey(psk(1));
    assertRefused(Rule.PSK_IDS_UNIQUE, insider().propose(psk).propose(psk).commit());
    assertNotSent(Rule.PSK_IDS_UNIQUE, psk, psk);
    PendingProposal pending = circle.propose(carol, p -> p.externalPsk(TestClient.PSK_ID));
    assertRefused(Rule.PSK_IDS_UNIQUE, insider().refer(pending).refer(pending).commit());
    assertRefused(
        Rule.PSK_IDS_UNIQUE, insider().propose(pending.proposal()).refer(pending).commit());
    assertAccepted(insider().refer(pending).commit());
    assertSent(psk, new Proposal.PreSharedKey(psk(2)));
    assertAccepted(insider().propose(psk).propose(new Proposal.PreSharedKey(psk(2))).commit());
  }

  @Test
  void extensionsTwice() throws Exception {
    assertRefused(
        Rule.ONE_GROUP_CONTEXT_EXTENSIONS,
        insider().propose(EXTENSIONS).propose(EXTENSIONS).commit());
    assertNotSent(Rule.ONE_GROUP_CONTEXT_EXTENSIONS, EXTENSIONS, EXTENSIONS);
    PendingProposal pending = circle.propose(carol, p -> p.groupContextExtensions(topic()));
    assertRefused(
        Rule.ONE_GROUP_CONTEXT_EXTENSIONS, insider().refer(pending).propose(EXTENSIONS).commit());
    assertRefused(
        Rule.ONE_GROUP_CONTEXT_EXTENSIONS, insider().propose(EXTENSIONS).refer(pending).commit());
    assertAccepted(insider().refer(pending).commit());
    assertAccepted(insider().propose(EXTENSIONS).commit());
  }

  @Test
  void reInitInCompany() throws Exception {
    Proposal psk = new Proposal.PreSharedKey(psk(1));
    assertRefused(Rule.REINIT_ALONE, insider().propose(REINIT).propose(psk).commit());
    assertRefused(Rule.REINIT_ALONE, insider().propose(psk).propose(REINIT).commit());
    assertRefused(Rule.REINIT_ALONE, insider().propose(REINIT).propose(REINIT).commit());
    for (Proposal other :
        List.of(
            new Proposal.Add(dave.published()), new Proposal.Remove(carol.leaf()), EXTENSIONS)) {
      assertRefused(Rule.REINIT_ALONE, insider().propose(other).propose(REINIT).commit());
      assertNotSent(Rule.REINIT_ALONE, REINIT, other);
    }
    assertNotSent(Rule.REINIT_ALONE, REINIT, REINIT);
    PendingProposal pending =
        circle.propose(
            carol,
            p -> p.reInit(Bytes.ofUtf8("next"), ProtocolVersion.MLS10, SUITE.id(), List.of()));
    PendingProposal update = circle.propose(carol, Proposer::update);
    assertRefused(Rule.REINIT_ALONE, insider().refer(pending).propose(psk).commit());
    assertRefused(Rule.REINIT_ALONE, insider().refer(update).refer(pending).commit());
    assertAccepted(insider().refer(pending).commit());
    assertSent(REINIT);
    assertAccepted(insider().propose(REINIT).commit());
    assertAccepted(insider().propose(REINIT).withoutPath().commit());
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

  /** The extensions that a commit brings are those that its additions are judged by (§12.3). */
  @Test
  void newExtensionsJudgeTheOtherProposals() throws Exception {
    Proposal simple = new Proposal.Add(simpleton().published());
    assertRefused(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS,
        insider().propose(simple).propose(EXTENSIONS).commit());
    assertNotSent(Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, simple, EXTENSIONS);
    assertRefused(
        Rule.GROUP_REQUIREMENTS_SUPPORTED,
        insider().propose(requiringTopic()).propose(simple).commit());
    assertNotSent(Rule.GROUP_REQUIREMENTS_SUPPORTED, requiringTopic(), simple);
    assertAccepted(insider().propose(simple).commit());
    assertSent(EXTENSIONS, new Proposal.Add(dave.published()));
    circle.commit(alice, commit -> commit.groupContextExtensions(topic()));
    // What the old extensions would demand does not count any more.
    assertRefused(Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, insider().propose(simple).commit());
    assertAccepted(
        insider().propose(simple).propose(new Proposal.GroupContextExtensions(List.of())).commit());
  }

  /** Who is removed by the same commit need not support anything (§12.1.7). */
  @Test
  void requirementsCountForWhoStays() throws Exception {
    TestClient simple = simpleton();
    circle.add(alice, simple);
    assertRefused(Rule.GROUP_REQUIREMENTS_SUPPORTED, insider().propose(requiringTopic()).commit());
    assertNotSent(Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, EXTENSIONS);
    Proposal remove = new Proposal.Remove(simple.leaf());
    assertAccepted(insider().propose(requiringTopic()).propose(remove).commit());
    assertSent(EXTENSIONS, remove);
  }

  private static Proposal requiringTopic() {
    RequiredCapabilities required = new RequiredCapabilities(List.of(TOPIC), List.of(), List.of());
    return new Proposal.GroupContextExtensions(
        List.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode())));
  }

  @Test
  void unknownProposal() throws Exception {
    PendingProposal own = bobs(Proposer::update);
    Refusals.assertMissing(
        MissingInput.Kind.PROPOSAL, alice, InsiderBuilder.of(carol).refer(own).commit());
    PendingProposal known = circle.propose(carol, Proposer::update);
    assertAccepted(insider().refer(known).commit());
  }

  /** A proposal that Alice does not get. */
  private PendingProposal bobs(Circle.Sending what) throws Exception {
    return (PendingProposal) carol.group.receive(what.by(bob.group.propose()));
  }

  @Test
  void missingPsk() throws Exception {
    PreSharedKeyID unknown =
        new PreSharedKeyID.Resumption(
            ResumptionPSKUsage.APPLICATION,
            alice.group.groupId(),
            alice.group.epoch() + 7,
            psk(1).pskNonce());
    Bytes before = State.of(bob);
    assertThatThrownBy(() -> bob.group.commit().propose(new Proposal.PreSharedKey(unknown)).build())
        .isInstanceOfSatisfying(
            MissingInput.class,
            missing -> assertThat(missing.kind()).isEqualTo(MissingInput.Kind.PRE_SHARED_KEY));
    assertThat(State.of(bob)).isEqualTo(before);
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
    assertRefused(
        Rule.CONFIRMATION_TAG_VALID, insider().confirmationTag(tag -> tag.slice(0, 1)).commit());
    assertRefused(
        Rule.CONFIRMATION_TAG_VALID,
        insider().confirmationTag(tag -> Bytes.concat(tag, Bytes.copyOf((byte) 0))).commit());
    assertAccepted(insider().confirmationTag(tag -> tag).commit());
  }
}
