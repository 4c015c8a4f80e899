package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.ResumptionPSKUsage;
import io.github.mls4j.wire.UpdatePath;
import java.util.List;
import java.util.function.UnaryOperator;
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
    assertNotSent(
        Rule.EXTERNAL_COMMIT_ONE_REMOVE,
        carolAgain,
        join -> join.replacing(carol.leaf()).replacing(bob.leaf()));
    assertNotSent(
        Rule.EXTERNAL_COMMIT_ONE_EXTERNAL_INIT,
        dave,
        join -> join.propose(new Proposal.ExternalInit(Bytes.wrap(new byte[32]))));
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
      assertNotSent(Rule.EXTERNAL_COMMIT_NO_OTHER_PROPOSALS, dave, join -> join.propose(other));
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
    assertNotSent(Rule.PSK_IDS_UNIQUE, dave, join -> join.propose(psk).propose(psk));
    assertAccepted(
        outsider().externalInit().propose(psk).propose(new Proposal.PreSharedKey(psk(2))).commit());
  }

  @Test
  void pskUsage() throws Exception {
    for (ResumptionPSKUsage usage : List.of(ResumptionPSKUsage.REINIT, ResumptionPSKUsage.BRANCH)) {
      Proposal psk = resumption(usage, bob.group.groupId(), bob.group.epoch());
      assertRefused(Rule.PSK_USAGE_FITS, outsider().externalInit().propose(psk).commit());
      assertNotSent(Rule.PSK_USAGE_FITS, dave, join -> join.propose(psk));
    }
    Proposal application =
        resumption(ResumptionPSKUsage.APPLICATION, bob.group.groupId(), bob.group.epoch());
    assertAccepted(outsider().externalInit().propose(application).commit());
  }

  private static Proposal resumption(ResumptionPSKUsage usage, Bytes groupId, long epoch) {
    return new Proposal.PreSharedKey(
        new PreSharedKeyID.Resumption(usage, groupId, epoch, psk(1).pskNonce()));
  }

  /** Epoch 0 is no exception for those who join by themselves: only the creator founds a group. */
  @Test
  void pskUsageInTheFirstEpoch() throws Exception {
    TestClient xavier = circle.outsider("xavier").create("young");
    for (ResumptionPSKUsage usage : List.of(ResumptionPSKUsage.REINIT, ResumptionPSKUsage.BRANCH)) {
      Proposal psk = resumption(usage, xavier.group.groupId(), 0);
      Refusals.assertRefused(
          Rule.PSK_USAGE_FITS,
          xavier,
          InsiderBuilder.outsider(dave, xavier).externalInit().propose(psk).commit());
    }
    Bytes good =
        InsiderBuilder.outsider(dave, xavier)
            .externalInit()
            .propose(resumption(ResumptionPSKUsage.APPLICATION, xavier.group.groupId(), 0))
            .commit();
    ((StagedCommit) xavier.group.receive(good)).close();
  }

  @Test
  void nonceOfPsk() throws Exception {
    int length = SUITE.hashLength();
    for (int other : new int[] {0, length - 1, length + 1}) {
      Proposal psk = new Proposal.PreSharedKey(psk(1, other));
      assertRefused(Rule.PSK_NONCE_LENGTH, outsider().externalInit().propose(psk).commit());
      assertNotSent(Rule.PSK_NONCE_LENGTH, dave, join -> join.propose(psk));
    }
    assertAccepted(
        outsider().externalInit().propose(new Proposal.PreSharedKey(psk(1, length))).commit());
  }

  @Test
  void removeOfNobody() throws Exception {
    for (long index : new long[] {3, 4, 1L << 31, (1L << 31) + 2, 0xffff_ffffL}) {
      Proposal remove = new Proposal.Remove(new LeafIndex(index));
      assertRefused(
          Rule.REMOVED_LEAF_IS_MEMBER, outsider().externalInit().propose(remove).commit());
      assertNotSent(Rule.REMOVED_LEAF_IS_MEMBER, dave, join -> join.propose(remove));
    }
  }

  @Test
  void nobodyElseIsRemoved() throws Exception {
    Proposal remove = new Proposal.Remove(carol.leaf());
    assertRefused(
        Rule.CREDENTIAL_SUCCESSOR_ACCEPTED, outsider().externalInit().propose(remove).commit());
    assertNotSent(Rule.CREDENTIAL_SUCCESSOR_ACCEPTED, dave, join -> join.replacing(carol.leaf()));
    TestClient carolAgain = new TestClient(carol, "carol again");
    try (PendingJoin join = externalJoin(carolAgain).replacing(carol.leaf()).build()) {
      assertAccepted(join.message());
    }
  }

  /** Who comes back takes no key along (§12.2, §7.3). */
  @Test
  void olderSelfsKey() throws Exception {
    HPKEPublicKey old = carol.group.self().leafNode().encryptionKey();
    TestClient carolAgain = new TestClient(carol, "carol again");
    assertRefused(
        Rule.REPLACED_LEAF_CHANGES_ENCRYPTION_KEY,
        InsiderBuilder.outsider(carolAgain, bob)
            .externalInit()
            .propose(new Proposal.Remove(carol.leaf()))
            .path(path -> withLeafKey(carolAgain, path, old))
            .commit());
    assertAccepted(
        InsiderBuilder.outsider(carolAgain, bob)
            .externalInit()
            .propose(new Proposal.Remove(carol.leaf()))
            .path(path -> withLeafKey(carolAgain, path, path.leafNode().encryptionKey()))
            .commit());
  }

  private UpdatePath withLeafKey(TestClient joiner, UpdatePath path, HPKEPublicKey key) {
    LeafNode leaf = Forgery.encryptionKey(path.leafNode(), key);
    return new UpdatePath(
        Forgery.sign(joiner.identity, leaf, bob.group.groupId(), carol.leaf()), path.nodes());
  }

  @Test
  void pathOfTheJoiner() throws Exception {
    assertRefused(
        Rule.UPDATE_PATH_COVERS_FILTERED_DIRECT_PATH,
        outsider()
            .externalInit()
            .path(path -> new UpdatePath(path.leafNode(), path.nodes().subList(0, 1)))
            .commit());
    assertRefused(
        Rule.CONFIRMATION_TAG_VALID,
        outsider().externalInit().confirmationTag(tag -> Bytes.wrap(new byte[32])).commit());
    assertRefused(
        Rule.LEAF_SIGNATURE_VALID,
        outsider().externalInit().signedLeaf(leaf -> Forgery.extensions(leaf, topic())).commit());
    assertRefused(
        Rule.LEAF_EXTENSIONS_IN_CAPABILITIES,
        outsider()
            .externalInit()
            .leaf(leaf -> Forgery.extensions(leaf, List.of(new Extension(UNHEARD_OF, Bytes.EMPTY))))
            .commit());
    assertRefused(
        Rule.LEAF_LISTS_OWN_CREDENTIAL_TYPE,
        outsider()
            .externalInit()
            .leaf(leaf -> Forgery.supporting(leaf, CredentialType.X509))
            .commit());
    assertAccepted(
        outsider().externalInit().leaf(leaf -> Forgery.extensions(leaf, topic())).commit());
  }

  /** A member's keys are not for others to join with. */
  @Test
  void signatureKeyOfAMember() throws Exception {
    TestClient carolAgain = new TestClient(carol, "carol again");
    assertRefused(
        Rule.LEAF_SIGNATURE_KEYS_UNIQUE,
        InsiderBuilder.outsider(carolAgain, bob).externalInit().commit());
    assertNotSent(Rule.LEAF_SIGNATURE_KEYS_UNIQUE, carolAgain, join -> join);
  }

  /** A GroupInfo serves for one join: then the epoch has moved on (§12.4.3.2). */
  @Test
  void epoch() throws Exception {
    Bytes first = outsider().externalInit().commit();
    Bytes second = InsiderBuilder.outsider(circle.outsider("erin"), bob).externalInit().commit();
    assertAccepted(first);
    try (PendingJoin join = externalJoin(dave).build()) {
      circle.welcome(dave, join);
    }
    assertRefused(Rule.COMMIT_EPOCH_CURRENT, first);
    assertRefused(Rule.COMMIT_EPOCH_CURRENT, second);
  }

  @Test
  void joinersSupportTheGroupsExtensions() throws Exception {
    circle.commit(alice, commit -> commit.groupContextExtensions(topic()));
    assertNotSent(Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, simpleton(), join -> join);
    try (PendingJoin join = externalJoin(dave).build()) {
      assertAccepted(join.message());
    }
  }

  private ExternalJoin externalJoin(TestClient joiner) throws Exception {
    return Group.joinExternally(joiner.config, joiner.identity, bob.group.groupInfo(true));
  }

  /** What members would refuse, a joiner does not make. */
  private void assertNotSent(Rule rule, TestClient joiner, UnaryOperator<ExternalJoin> change)
      throws Exception {
    ExternalJoin join = change.apply(externalJoin(joiner));
    Refusals.assertRefused(rule, join::build);
  }

  @Test
  void kemOutput() throws Exception {
    assertRefused(
        Rule.EXTERNAL_INIT_KEM_OUTPUT_VALID,
        outsider().propose(new Proposal.ExternalInit(Bytes.wrap(new byte[32]))).commit());
    assertRefused(
        Rule.EXTERNAL_INIT_KEM_OUTPUT_VALID,
        outsider().propose(new Proposal.ExternalInit(Bytes.EMPTY)).commit());
    // A point of small order.
    assertRefused(
        Rule.EXTERNAL_INIT_KEM_OUTPUT_VALID,
        outsider()
            .propose(new Proposal.ExternalInit(Bytes.fromHex("01" + "00".repeat(31))))
            .commit());
    assertAccepted(outsider().externalInit().commit());
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
