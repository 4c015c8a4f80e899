package io.github.mls4j.framing;

import static io.github.mls4j.framing.Members.ALICE;
import static io.github.mls4j.framing.Members.BLANK;
import static io.github.mls4j.framing.Members.BOB;
import static io.github.mls4j.framing.Members.application;
import static io.github.mls4j.framing.Members.commit;
import static io.github.mls4j.framing.Members.remove;
import static io.github.mls4j.framing.Refusals.assertRefused;
import static io.github.mls4j.framing.Refusals.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9420 §6, §6.1: who may send what, and whose key counts. */
class SenderRuleTest {

  private final Members members = new Members();
  private final MessageProtection alice = members.of(ALICE);
  private final SignaturePublicKey outsiderKey = members.outsider.publicKey();

  private PublicMessage fromOutside(Sender sender, Content content) {
    return members.publicMessage(sender, content, members.outsider);
  }

  private void assertTaken(Sender sender, Content content) throws Exception {
    assertThat(receive(alice, fromOutside(sender, content)).sender()).isEqualTo(sender);
  }

  @Test
  void applicationDataInTheOpen() throws Exception {
    Sender bob = new Sender.Member(BOB);
    assertRefused(
        Rule.APPLICATION_DATA_IS_ENCRYPTED,
        alice,
        members.publicMessage(bob, application("hello"), members.signers.get(1)));
    receive(alice, members.publicMessage(bob, remove(), members.signers.get(1)));
  }

  /** Who is not in the group (yet) holds senders to the same. */
  @Test
  void asSeenFromOutside() throws Exception {
    Sender bob = new Sender.Member(BOB);
    assertRefused(
        Rule.APPLICATION_DATA_IS_ENCRYPTED, () -> verifyOutside(bob, application("hello")));
    verifyOutside(bob, remove());
  }

  private void verifyOutside(Sender sender, Content content) throws Exception {
    ContentAuthentication.verifyOutside(
        members.suite,
        members.publicMessage(sender, content, members.signers.get(1)),
        members.context,
        members::signatureKey);
  }

  @Test
  void memberWhoseLeafIsBlankOrOutsideTheTree() throws Exception {
    for (long leaf : new long[] {BLANK.value(), 4, 1L << 30, 1L << 31, 0xffff_ffffL}) {
      assertRefused(
          Rule.MEMBER_SENDER_IN_TREE,
          alice,
          fromOutside(new Sender.Member(new LeafIndex(leaf)), remove()));
    }
    receive(alice, members.publicMessage(new Sender.Member(BOB), remove(), members.signers.get(1)));
  }

  @Test
  void externalSenderThatIsNotListed() throws Exception {
    for (long index : new long[] {2, 1L << 31, 0xffff_ffffL}) {
      assertRefused(
          Rule.EXTERNAL_SENDER_KNOWN, alice, fromOutside(new Sender.External(index), remove()));
    }
    assertTaken(new Sender.External(1), remove());
  }

  @Test
  void externalSenderWhereNobodyIsListed() {
    for (List<Extension> extensions :
        List.of(
            List.<Extension>of(),
            List.of(new Extension(ExtensionType.EXTERNAL_SENDERS, Bytes.ofUtf8("no list"))))) {
      GroupContext c = members.context;
      GroupContext context =
          new GroupContext(
              c.version(),
              c.cipherSuite(),
              c.groupId(),
              c.epoch(),
              c.treeHash(),
              c.confirmedTranscriptHash(),
              extensions);
      assertRefused(
          Rule.EXTERNAL_SENDER_KNOWN,
          members.of(ALICE, context),
          fromOutside(new Sender.External(0), remove()));
    }
  }

  @Test
  void externalSenderThatDoesMoreThanPropose() throws Exception {
    Sender external = new Sender.External(1);
    assertRefused(Rule.EXTERNAL_SENDER_PROPOSES, alice, fromOutside(external, commit()));
    assertRefused(
        Rule.EXTERNAL_SENDER_PROPOSES, alice, fromOutside(external, application("hello")));
    assertTaken(external, remove());
  }

  @Test
  void externalSenderThatProposesWhatOnlyMembersMay() throws Exception {
    Sender external = new Sender.External(1);
    for (Content bad :
        List.of(
            Joiners.update(outsiderKey),
            new Content.OfProposal(new Proposal.ExternalInit(Bytes.EMPTY)))) {
      assertRefused(Rule.EXTERNAL_SENDER_PROPOSAL_TYPE, alice, fromOutside(external, bad));
    }
    for (Proposal good :
        List.of(
            new Proposal.PreSharedKey(new PreSharedKeyID.External(Bytes.EMPTY, Bytes.EMPTY)),
            new Proposal.ReInit(Bytes.EMPTY, ProtocolVersion.MLS10, members.suite.id(), List.of()),
            new Proposal.GroupContextExtensions(List.of()))) {
      assertTaken(external, new Content.OfProposal(good));
    }
    assertTaken(external, Joiners.add(outsiderKey));
    assertTaken(external, remove());
  }

  @Test
  void newMemberCommitThatIsNone() throws Exception {
    Sender sender = new Sender.NewMemberCommit();
    assertRefused(Rule.NEW_MEMBER_COMMIT_IS_COMMIT, alice, fromOutside(sender, remove()));
    assertRefused(
        Rule.NEW_MEMBER_COMMIT_IS_COMMIT, alice, fromOutside(sender, application("hello")));
    assertTaken(sender, Joiners.commit(outsiderKey));
  }

  @Test
  void newMemberCommitWithoutPath() {
    assertRefused(
        Rule.EXTERNAL_COMMIT_HAS_PATH, alice, fromOutside(new Sender.NewMemberCommit(), commit()));
  }

  @Test
  void newMemberProposalThatIsNone() throws Exception {
    Sender sender = new Sender.NewMemberProposal();
    assertRefused(
        Rule.NEW_MEMBER_PROPOSAL_IS_PROPOSAL,
        alice,
        fromOutside(sender, Joiners.commit(outsiderKey)));
    assertRefused(Rule.NEW_MEMBER_PROPOSES_ADD, alice, fromOutside(sender, remove()));
    assertTaken(sender, Joiners.add(outsiderKey));
  }

  @Test
  void senderKeyThatIsNone() {
    SignaturePublicKey noKey = new SignaturePublicKey(Bytes.ofUtf8("no key"));
    assertRefused(
        Rule.SENDER_KEY_USABLE,
        alice,
        fromOutside(new Sender.NewMemberCommit(), Joiners.commit(noKey)));
    assertRefused(
        Rule.SENDER_KEY_USABLE,
        alice,
        fromOutside(new Sender.NewMemberProposal(), Joiners.add(noKey)));
  }

  @Test
  void eachSenderNeedsItsOwnKey() {
    SignaturePublicKey otherKey = members.signers.get(2).publicKey();
    for (PublicMessage forged :
        List.of(
            fromOutside(new Sender.Member(BOB), remove()),
            fromOutside(new Sender.External(0), remove()),
            fromOutside(new Sender.NewMemberProposal(), Joiners.add(otherKey)),
            fromOutside(new Sender.NewMemberCommit(), Joiners.commit(otherKey)))) {
      assertRefused(Rule.CONTENT_SIGNATURE_VALID, alice, forged);
    }
  }
}
