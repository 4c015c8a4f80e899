package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Proposals of parties outside the group that Alice must not keep (§6.1, §12.1.8): of a server in
 * the second place of the external senders, and of Dave, who asks to be added.
 */
class OutsiderProposalRuleTest extends InsiderStage {

  private static final long SERVER = 1;

  private TestClient server;
  private TestClient otherServer;

  @BeforeEach
  void theGroupListensToServers() throws Exception {
    server = circle.outsider("server");
    otherServer = circle.outsider("other server");
    circle.commit(
        alice, commit -> commit.groupContextExtensions(List.of(senders(otherServer, server))));
  }

  private static Extension senders(TestClient... clients) {
    List<ExternalSender> list =
        List.of(clients).stream()
            .map(
                client ->
                    new ExternalSender(
                        client.identity.signer().publicKey(),
                        new Credential.Basic(Bytes.ofUtf8(client.name))))
            .toList();
    return new Extension(ExtensionType.EXTERNAL_SENDERS, new ExternalSenders(list).encode());
  }

  private OutsideProposer outside() {
    return outside(alice.group.groupId(), alice.group.epoch());
  }

  private static OutsideProposer outside(Bytes groupId, long epoch) {
    return new OutsideProposer(SUITE, groupId, epoch);
  }

  private Bytes fromServer(Proposal proposal) {
    return outside().propose(SERVER, server.identity.signer(), proposal);
  }

  private void assertRefused(Rule rule, Proposal proposal) {
    assertRefused(rule, fromServer(proposal));
    assertThat(alice.group.pendingProposals()).isEmpty();
  }

  private void assertAccepted(Proposal proposal) throws Exception {
    assertAccepted(fromServer(proposal));
  }

  private Bytes asking(KeyPackage keyPackage, Signer signer) throws Exception {
    return outside().join(MLSMessage.of(keyPackage).encode(), signer);
  }

  @Test
  void control() throws Exception {
    for (Proposal proposal :
        List.of(
            new Proposal.Add(dave.published()),
            new Proposal.Remove(carol.leaf()),
            new Proposal.PreSharedKey(psk(1)),
            new Proposal.ReInit(Bytes.ofUtf8("n"), ProtocolVersion.MLS10, SUITE.id(), List.of()),
            new Proposal.GroupContextExtensions(topic()))) {
      assertAccepted(proposal);
    }
    assertAccepted(asking(dave.published(), dave.identity.signer()));
  }

  @Test
  void whatOnlyMembersSend() throws Exception {
    InsiderBuilder insider = insider();
    for (Proposal proposal :
        List.of(
            insider.update(leaf -> leaf), new Proposal.ExternalInit(Bytes.wrap(new byte[32])))) {
      assertThatIllegalArgumentException().isThrownBy(() -> fromServer(proposal));
    }
  }

  @Test
  void proposalsThatAreInvalid() throws Exception {
    for (long index : new long[] {3, 1L << 31, 0xffff_ffffL}) {
      assertRefused(Rule.REMOVED_LEAF_IS_MEMBER, new Proposal.Remove(new LeafIndex(index)));
    }
    assertRefused(Rule.PSK_NONCE_LENGTH, new Proposal.PreSharedKey(psk(1, 31)));
    for (ResumptionPSKUsage usage : List.of(ResumptionPSKUsage.REINIT, ResumptionPSKUsage.BRANCH)) {
      assertRefused(
          Rule.PSK_USAGE_FITS,
          new Proposal.PreSharedKey(
              new PreSharedKeyID.Resumption(
                  usage, alice.group.groupId(), alice.group.epoch(), psk(1).pskNonce())));
    }
    assertRefused(
        Rule.REINIT_VERSION_NOT_LOWER,
        new Proposal.ReInit(Bytes.ofUtf8("n"), new ProtocolVersion(0), SUITE.id(), List.of()));
    Extension topic = topic().get(0);
    assertRefused(
        Rule.EXTENSION_TYPES_UNIQUE, new Proposal.GroupContextExtensions(List.of(topic, topic)));
    assertRefused(
        Rule.EXTENSION_WELL_FORMED,
        new Proposal.GroupContextExtensions(
            List.of(new Extension(ExtensionType.EXTERNAL_SENDERS, Bytes.fromHex("01")))));
  }

  @Test
  void keyPackagesThatAreInvalid() throws Exception {
    KeyPackage signature = withSignatureOf(circle.outsider("erin").published());
    KeyPackage source =
        Forgery.withLeaf(dave, leaf -> Forgery.source(leaf, new LeafNodeSource.Update()));
    KeyPackage credential = Forgery.withLeaf(dave, leaf -> Forgery.credential(leaf, MALLORY));
    KeyPackage initKey = Forgery.withInitKey(dave, new HPKEPublicKey(Bytes.EMPTY));
    assertRefusedFromBoth(Rule.KEY_PACKAGE_SIGNATURE_VALID, signature);
    assertRefusedFromBoth(Rule.KEY_PACKAGE_LEAF_SOURCE, source);
    assertRefusedFromBoth(Rule.LEAF_CREDENTIAL_VALID, credential);
    assertRefusedFromBoth(Rule.INIT_KEY_FITS_SUITE, initKey);
  }

  private KeyPackage withSignatureOf(KeyPackage other) throws Exception {
    KeyPackage own = dave.published();
    return new KeyPackage(
        own.version(),
        own.cipherSuite(),
        own.initKey(),
        own.leafNode(),
        own.extensions(),
        other.signature());
  }

  private void assertRefusedFromBoth(Rule rule, KeyPackage keyPackage) throws Exception {
    assertRefused(rule, fromServer(new Proposal.Add(keyPackage)));
    assertRefused(rule, asking(keyPackage, dave.identity.signer()));
    assertAccepted(asking(dave.published(), dave.identity.signer()));
  }

  @Test
  void sendersThatAreNotListed() throws Exception {
    Proposal remove = new Proposal.Remove(carol.leaf());
    for (long index : new long[] {2, 1L << 31, 0xffff_ffffL}) {
      assertRefused(
          Rule.EXTERNAL_SENDER_KNOWN, outside().propose(index, server.identity.signer(), remove));
    }
    circle.commit(alice, commit -> commit.groupContextExtensions(List.of()));
    assertRefused(Rule.EXTERNAL_SENDER_KNOWN, remove);
    circle.commit(alice, commit -> commit.groupContextExtensions(List.of(senders(server))));
    assertRefused(Rule.EXTERNAL_SENDER_KNOWN, remove);
    assertAccepted(outside().propose(0, server.identity.signer(), remove));
  }

  @Test
  void signaturesOfSomebodyElse() throws Exception {
    Proposal remove = new Proposal.Remove(carol.leaf());
    for (TestClient other : List.of(otherServer, bob, dave)) {
      assertRefused(
          Rule.CONTENT_SIGNATURE_VALID, outside().propose(SERVER, other.identity.signer(), remove));
    }
    for (TestClient other : List.of(server, bob)) {
      assertRefused(
          Rule.CONTENT_SIGNATURE_VALID, asking(dave.published(), other.identity.signer()));
    }
    assertAccepted(remove);
  }

  @Test
  void otherEpochsAndGroups() throws Exception {
    Proposal remove = new Proposal.Remove(carol.leaf());
    Bytes groupId = alice.group.groupId();
    long epoch = alice.group.epoch();
    assertRefused(
        Rule.PROPOSAL_EPOCH_CURRENT,
        outside(groupId, epoch - 1).propose(SERVER, server.identity.signer(), remove));
    Refusals.assertMissing(
        MissingInput.Kind.FUTURE_EPOCH,
        alice,
        outside(groupId, epoch + 1).propose(SERVER, server.identity.signer(), remove));
    assertRefused(
        Rule.MESSAGE_GROUP_MATCHES,
        outside(Bytes.ofUtf8("another"), epoch).propose(SERVER, server.identity.signer(), remove));
    assertAccepted(remove);
  }

  /** What a server proposes counts as the server's: a commit cannot put it under its own name. */
  @Test
  void aCommitCoversThem() throws Exception {
    Bytes message = fromServer(new Proposal.Remove(bob.leaf()));
    for (TestClient member : circle.members) {
      member.group.receive(message);
    }
    PendingProposal pending = alice.group.pendingProposals().iterator().next();
    assertRefused(Rule.NO_REMOVE_OF_COMMITTER, insider().refer(pending).commit());
    for (TestClient member : circle.members) {
      member.group.drop(pending.reference());
    }
  }
}
