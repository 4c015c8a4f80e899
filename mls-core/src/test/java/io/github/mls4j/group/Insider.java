package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.framing.SenderDataKey;
import io.github.mls4j.schedule.MessageKey;
import io.github.mls4j.schedule.MessageSecrets;
import io.github.mls4j.schedule.RatchetType;
import io.github.mls4j.wire.AuthenticatedContentTBM;
import io.github.mls4j.wire.Commit;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.FramedContentTBS;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;
import io.github.mls4j.wire.PrivateContentAAD;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PrivateMessageContent;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRef;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SenderDataAAD;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.WireFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A member that signs and encrypts whatever it likes: what others receive from it has valid
 * signatures and tags, down to the leaf nodes and key packages inside, and is wrong all the same.
 */
final class Insider implements AutoCloseable {

  private final GroupState state;
  private final CipherSuite suite;
  private final GroupContext context;
  private final Sender self;
  private final Map<SignaturePublicKey, Signer> signers;
  private final Signer signer;

  /**
   * @param member whose place it takes
   * @param accomplice outside the group, whose signature key it knows as well
   */
  Insider(TestClient member, TestClient accomplice) throws Exception {
    try (Secret saved = member.group.save()) {
      state = GroupStateCodec.read(member.config, member.identity, saved);
    }
    suite = member.identity.suite();
    context = state.current().context();
    self = new Sender.Member(state.current().ownLeaf());
    signer = member.identity.signer();
    signers =
        Map.of(
            signer.publicKey(),
            signer,
            accomplice.identity.signer().publicKey(),
            accomplice.identity.signer());
  }

  /** A content of its own in this epoch. */
  FramedContent framed(Content content) {
    return new FramedContent(context.groupId(), context.epoch(), self, Bytes.EMPTY, content);
  }

  /** Signs it in the open, with a membership tag if it says to be from a member. */
  Bytes open(FramedContent framed, Bytes confirmationTag) {
    boolean member = framed.sender() instanceof Sender.Member;
    FramedContentTBS tbs = tbs(WireFormat.MLS_PUBLIC_MESSAGE, framed);
    FramedContentAuthData auth = sign(tbs, confirmationTag);
    Optional<Bytes> tag =
        member
            ? Optional.of(
                suite.mac(
                    secrets().membershipKey(), new AuthenticatedContentTBM(tbs, auth).encode()))
            : Optional.empty();
    return message(new PublicMessage(framed, auth, tag));
  }

  /** What a PrivateMessage of its own encrypts. */
  Bytes plaintext(Content content, Bytes confirmationTag) {
    FramedContentAuthData auth =
        sign(tbs(WireFormat.MLS_PRIVATE_MESSAGE, framed(content)), confirmationTag);
    return new PrivateMessageContent(content, auth, 0).encode();
  }

  /** The next key of its ratchet. */
  MessageKey nextKey(ContentType type) {
    return nextKey(
        type == ContentType.APPLICATION ? RatchetType.APPLICATION : RatchetType.HANDSHAKE,
        state.current().ownLeaf());
  }

  /** The next key of anybody's ratchet: all members can derive them all. */
  MessageKey nextKey(RatchetType ratchet, LeafIndex leaf) {
    return state.current().messages().secretTree().next(leaf, ratchet);
  }

  /** Encrypts whatever it is given; the reuse guard in {@code senderData} must be zeros. */
  Bytes sealed(ContentType type, MessageKey key, Bytes plaintext, Bytes senderData) {
    Bytes ciphertext =
        suite.seal(
            key.key(),
            Bytes.wrap(key.nonce().reveal()),
            new PrivateContentAAD(context.groupId(), context.epoch(), type, Bytes.EMPTY).encode(),
            plaintext);
    try (SenderDataKey dataKey =
        SenderDataKey.derive(suite, secrets().senderDataSecret(), ciphertext)) {
      Bytes encrypted =
          suite.seal(
              dataKey.key(),
              Bytes.wrap(dataKey.nonce().reveal()),
              new SenderDataAAD(context.groupId(), context.epoch(), type).encode(),
              senderData);
      return message(
          new PrivateMessage(
              context.groupId(), context.epoch(), type, Bytes.EMPTY, encrypted, ciphertext));
    }
  }

  /** The same with all signatures inside renewed where it has the key. */
  Content resigned(Content content) {
    if (content instanceof Content.OfProposal proposal) {
      return new Content.OfProposal(resigned(proposal.proposal()));
    }
    if (content instanceof Content.OfCommit commit) {
      return new Content.OfCommit(
          new Commit(
              commit.commit().proposals().stream().map(this::resigned).toList(),
              commit
                  .commit()
                  .path()
                  .map(path -> new UpdatePath(resigned(path.leafNode()), path.nodes()))));
    }
    return content;
  }

  private ProposalOrRef resigned(ProposalOrRef proposal) {
    return proposal instanceof ProposalOrRef.ByValue byValue
        ? new ProposalOrRef.ByValue(resigned(byValue.proposal()))
        : proposal;
  }

  private Proposal resigned(Proposal proposal) {
    if (proposal instanceof Proposal.Add add) {
      KeyPackage keyPackage = add.keyPackage();
      LeafNode leaf = resigned(keyPackage.leafNode());
      KeyPackageTBS tbs =
          new KeyPackageTBS(
              keyPackage.version(),
              keyPackage.cipherSuite(),
              keyPackage.initKey(),
              leaf,
              keyPackage.extensions());
      Signer known = signers.getOrDefault(leaf.signatureKey(), signer);
      return new Proposal.Add(
          tbs.signed(suite.signWithLabel(known, "KeyPackageTBS", tbs.encode())));
    }
    return proposal instanceof Proposal.Update update
        ? new Proposal.Update(resigned(update.leafNode()))
        : proposal;
  }

  private LeafNode resigned(LeafNode leaf) {
    LeafNodeTBS tbs = LeafNodeTBS.of(leaf, context.groupId(), state.current().ownLeaf());
    Signer known = signers.getOrDefault(leaf.signatureKey(), signer);
    return tbs.signed(suite.signWithLabel(known, "LeafNodeTBS", tbs.encode()));
  }

  private FramedContentTBS tbs(WireFormat format, FramedContent framed) {
    boolean signsContext =
        framed.sender() instanceof Sender.Member
            || framed.sender() instanceof Sender.NewMemberCommit;
    return new FramedContentTBS(
        ProtocolVersion.MLS10,
        format,
        framed,
        signsContext ? Optional.of(context) : Optional.empty());
  }

  private FramedContentAuthData sign(FramedContentTBS tbs, Bytes confirmationTag) {
    return new FramedContentAuthData(
        suite.signWithLabel(signer, "FramedContentTBS", tbs.encode()),
        tbs.content().contentType() == ContentType.COMMIT
            ? Optional.of(confirmationTag)
            : Optional.empty());
  }

  private MessageSecrets secrets() {
    return state.current().messages().secrets();
  }

  private static Bytes message(MLSMessageBody body) {
    return new MLSMessage(ProtocolVersion.MLS10, body).encode();
  }

  @Override
  public void close() {
    state.close();
  }
}
