package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.framing.ContentAuthentication;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proposals of those who are not members: external senders, and clients that want to be added. */
class OutsiderProposalScenarioTest {

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;
  private SignatureKeyPair server;

  @BeforeEach
  void setUp() throws Exception {
    circle = Circle.of(true, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
    server = Circle.SUITE.generateSignatureKeyPair(alice.config.random());
    SignatureKeyPair other = Circle.SUITE.generateSignatureKeyPair(alice.config.random());
    Credential name = new Credential.Basic(Bytes.ofUtf8("server"));
    ExternalSenders senders =
        new ExternalSenders(
            List.of(
                new ExternalSender(other.publicKey(), name),
                new ExternalSender(server.publicKey(), name)));
    circle.commit(
        alice,
        commit ->
            commit.groupContextExtensions(
                List.of(new Extension(ExtensionType.EXTERNAL_SENDERS, senders.encode()))));
  }

  private Bytes message(Sender sender, Proposal proposal, io.github.mls4j.crypto.Signer signer) {
    FramedContent content =
        new FramedContent(
            alice.group.groupId(),
            alice.group.epoch(),
            sender,
            Bytes.EMPTY,
            new Content.OfProposal(proposal));
    Bytes signature =
        ContentAuthentication.sign(
            Circle.SUITE, WireFormat.MLS_PUBLIC_MESSAGE, content, null, signer);
    return new MLSMessage(
            ProtocolVersion.MLS10,
            ContentAuthentication.publicMessage(
                new AuthenticatedContent(
                    WireFormat.MLS_PUBLIC_MESSAGE,
                    content,
                    new FramedContentAuthData(signature, Optional.empty()))))
        .encode();
  }

  private void receive(Sender sender, Proposal proposal, io.github.mls4j.crypto.Signer signer)
      throws Exception {
    Bytes message = message(sender, proposal, signer);
    for (TestClient member : circle.members) {
      PendingProposal pending = (PendingProposal) member.group.receive(message);
      assertThat(pending.sender()).isEqualTo(sender);
      assertThat(pending.proposal()).isEqualTo(proposal);
    }
  }

  @Test
  void anExternalSenderProposesAllThatItMay() throws Exception {
    TestClient dave = circle.outsider("dave");
    Sender second = new Sender.External(1);
    Bytes nonce = Bytes.wrap(new byte[Circle.SUITE.hashLength()]);
    receive(second, new Proposal.Add(dave.published()), server);
    receive(second, new Proposal.Remove(carol.leaf()), server);
    receive(
        second,
        new Proposal.PreSharedKey(new PreSharedKeyID.External(TestClient.PSK_ID, nonce)),
        server);
    receive(
        second, new Proposal.GroupContextExtensions(alice.group.context().extensions()), server);
    bob.restart();
    CommitChanges changes = circle.commit(bob, commit -> commit, dave);
    assertThat(changes.added()).containsExactly(dave.group.self());
    assertThat(changes.removed()).hasSize(1);
    assertThat(changes.psks()).hasSize(1);
    assertThat(changes.extensions()).isPresent();
    circle.assertAllTalk();

    receive(
        second,
        new Proposal.ReInit(
            Bytes.ofUtf8("next"), ProtocolVersion.MLS10, Circle.SUITE.id(), List.of()),
        server);
    assertThat(circle.commit(alice, commit -> commit).reInit()).isPresent();
  }

  @Test
  void anExternalSenderSpeaksForItself() throws Exception {
    Proposal remove = new Proposal.Remove(carol.leaf());
    Refusals.assertRefused(
        Rule.CONTENT_SIGNATURE_VALID, bob, message(new Sender.External(0), remove, server));
    Refusals.assertRefused(
        Rule.EXTERNAL_SENDER_KNOWN, bob, message(new Sender.External(2), remove, server));
    receive(new Sender.External(1), remove, server);
    circle.commit(alice, commit -> commit);
    assertThat(circle.members).doesNotContain(carol);
  }

  @Test
  void aClientProposesItsOwnAdd() throws Exception {
    TestClient dave = circle.outsider("dave");
    Proposal add = new Proposal.Add(dave.published());
    Refusals.assertRefused(
        Rule.CONTENT_SIGNATURE_VALID, bob, message(new Sender.NewMemberProposal(), add, server));
    receive(new Sender.NewMemberProposal(), add, dave.identity.signer());
    bob.restart();
    circle.commit(carol, commit -> commit, dave);
    circle.assertAllTalk();
  }
}
