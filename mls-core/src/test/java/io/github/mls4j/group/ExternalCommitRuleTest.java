package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commits by which Dave tries to join, with Bob's help (§12.2, §12.4.3.2). */
class ExternalCommitRuleTest extends InsiderStage {

  @Test
  void control() throws Exception {
    assertAccepted(outsider().externalInit().commit());
    assertAccepted(outsider().externalInit().propose(new Proposal.PreSharedKey(psk(1))).commit());
    TestClient carolAgain = new TestClient(carol, "carol again");
    assertAccepted(
        InsiderBuilder.outsider(carolAgain, bob)
            .propose(new Proposal.Remove(carol.leaf()))
            .externalInit()
            .commit());
  }

  @Test
  void oneExternalInit() throws Exception {
    assertRefused(Rule.EXTERNAL_COMMIT_ONE_EXTERNAL_INIT, outsider().commit());
    assertRefused(
        Rule.EXTERNAL_COMMIT_ONE_EXTERNAL_INIT,
        outsider().propose(new Proposal.PreSharedKey(psk(1))).commit());
    assertRefused(
        Rule.EXTERNAL_COMMIT_ONE_EXTERNAL_INIT, outsider().externalInit().externalInit().commit());
  }

  @Test
  void oneRemove() throws Exception {
    TestClient carolAgain = new TestClient(carol, "carol again");
    assertRefused(
        Rule.EXTERNAL_COMMIT_ONE_REMOVE,
        InsiderBuilder.outsider(carolAgain, bob)
            .propose(new Proposal.Remove(carol.leaf()))
            .propose(new Proposal.Remove(bob.leaf()))
            .externalInit()
            .commit());
  }

  @Test
  void nothingElse() throws Exception {
    Proposal extensions = new Proposal.GroupContextExtensions(topic());
    Proposal reInit =
        new Proposal.ReInit(Bytes.ofUtf8("next"), ProtocolVersion.MLS10, SUITE.id(), List.of());
    Proposal add = new Proposal.Add(circle.outsider("erin").published());
    for (Proposal other : List.of(extensions, reInit, add)) {
      assertRefused(
          Rule.EXTERNAL_COMMIT_NO_OTHER_PROPOSALS,
          outsider().externalInit().propose(other).commit());
    }
  }

  @Test
  void noUpdate() throws Exception {
    InsiderBuilder outsider = outsider();
    assertRefused(
        Rule.UPDATE_SENDER_IS_MEMBER,
        outsider.externalInit().propose(outsider.update(leaf -> leaf)).commit());
  }

  @Test
  void nothingByReference() throws Exception {
    PendingProposal psk =
        circle.propose(carol, proposer -> proposer.externalPsk(TestClient.PSK_ID));
    assertRefused(Rule.EXTERNAL_COMMIT_BY_VALUE, outsider().externalInit().refer(psk).commit());
    assertAccepted(outsider().externalInit().propose(psk.proposal()).commit());
  }

  @Test
  void psks() throws Exception {
    Proposal psk = new Proposal.PreSharedKey(psk(1));
    assertRefused(
        Rule.PSK_IDS_UNIQUE, outsider().externalInit().propose(psk).propose(psk).commit());
    assertRefused(
        Rule.PSK_USAGE_FITS,
        outsider()
            .externalInit()
            .propose(
                new Proposal.PreSharedKey(
                    new PreSharedKeyID.Resumption(
                        ResumptionPSKUsage.REINIT,
                        bob.group.groupId(),
                        bob.group.epoch(),
                        psk(1).pskNonce())))
            .commit());
  }

  @Test
  void nobodyElseIsRemoved() throws Exception {
    assertRefused(
        Rule.CREDENTIAL_SUCCESSOR_ACCEPTED,
        outsider().externalInit().propose(new Proposal.Remove(carol.leaf())).commit());
  }

  @Test
  void kemOutput() throws Exception {
    assertRefused(
        Rule.EXTERNAL_INIT_KEM_OUTPUT_VALID,
        outsider().propose(new Proposal.ExternalInit(Bytes.wrap(new byte[32]))).commit());
    assertRefused(
        Rule.EXTERNAL_INIT_KEM_OUTPUT_VALID,
        outsider().propose(new Proposal.ExternalInit(Bytes.EMPTY)).commit());
  }

  @Test
  void leaf() throws Exception {
    assertRefused(
        Rule.LEAF_CREDENTIAL_VALID,
        outsider().externalInit().leaf(leaf -> Forgery.credential(leaf, MALLORY)).commit());
    circle.commit(alice, commit -> commit.groupContextExtensions(topic()));
    assertRefused(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS,
        InsiderBuilder.outsider(simpleton(), bob)
            .leaf(
                leaf ->
                    Forgery.capabilities(
                        leaf,
                        c ->
                            new Capabilities(
                                c.versions(),
                                c.cipherSuites(),
                                List.of(),
                                c.proposals(),
                                c.credentials())))
            .externalInit()
            .commit());
    assertAccepted(outsider().externalInit().commit());
  }
}
