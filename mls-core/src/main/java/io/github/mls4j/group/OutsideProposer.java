package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.framing.ContentAuthentication;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Sends proposals to a group from outside of it (RFC 9420 §12.1.8), always as PublicMessages: no
 * group key is at hand. The members decide what becomes of them.
 */
public final class OutsideProposer {

  private final CipherSuite suite;
  private final Bytes groupId;
  private final long epoch;

  /**
   * @param suite of the group
   * @param groupId of the group
   * @param epoch its current one, unsigned: a proposal is good for that epoch only
   */
  public OutsideProposer(CipherSuite suite, Bytes groupId, long epoch) {
    this.suite = suite;
    this.groupId = groupId;
    this.epoch = epoch;
  }

  /**
   * A client asks to be added ({@code new_member_proposal}).
   *
   * @param keyPackage its own, in an MLSMessage
   * @param signer signs for the leaf in the key package
   */
  public Bytes join(Bytes keyPackage, Signer signer) throws DecodeException, RuleViolation {
    return send(
        new Sender.NewMemberProposal(),
        new Proposal.Add(PublishedKeyPackage.read(keyPackage)),
        signer);
  }

  /**
   * A party in the group's {@code external_senders} proposes something.
   *
   * @param senderIndex its place in that list
   * @param signer signs with the key in that place
   * @param proposal an Add, Remove, PreSharedKey, ReInit or GroupContextExtensions
   * @throws IllegalArgumentException if it is another proposal, which no outsider may send
   */
  public Bytes propose(long senderIndex, Signer signer, Proposal proposal) {
    if (proposal instanceof Proposal.Custom) {
      throw new IllegalArgumentException("whether outsiders may send it, its registration says");
    }
    return send(new Sender.External(senderIndex), proposal, signer);
  }

  /** As {@link #propose}: that a client is added, whose key package is in an MLSMessage. */
  public Bytes add(long senderIndex, Signer signer, Bytes keyPackage)
      throws DecodeException, RuleViolation {
    return propose(senderIndex, signer, new Proposal.Add(PublishedKeyPackage.read(keyPackage)));
  }

  /** As {@link #propose}: that a member is removed. */
  public Bytes remove(long senderIndex, Signer signer, LeafIndex removed) {
    return propose(senderIndex, signer, new Proposal.Remove(removed));
  }

  /** As {@link #propose}: that a key is mixed in which all members hold. */
  public Bytes externalPsk(long senderIndex, Signer signer, Bytes pskId, SecureRandom random) {
    Bytes nonce = Proposals.nonce(random, suite.hashLength());
    return propose(
        senderIndex, signer, new Proposal.PreSharedKey(new PreSharedKeyID.External(pskId, nonce)));
  }

  /** As {@link #propose}: that the secret of an epoch of the group is mixed in (§8.6). */
  public Bytes resumptionPsk(long senderIndex, Signer signer, long ofEpoch, SecureRandom random) {
    Bytes nonce = Proposals.nonce(random, suite.hashLength());
    return propose(senderIndex, signer, Proposals.resumptionPsk(groupId, ofEpoch, nonce));
  }

  /** As {@link #propose}: that another group takes this one's place. */
  public Bytes reInit(
      long senderIndex,
      Signer signer,
      Bytes successor,
      ProtocolVersion version,
      CipherSuiteId cipherSuite,
      List<Extension> extensions) {
    return propose(
        senderIndex, signer, new Proposal.ReInit(successor, version, cipherSuite, extensions));
  }

  /** As {@link #propose}: that these take the place of all extensions of the group context. */
  public Bytes groupContextExtensions(long senderIndex, Signer signer, List<Extension> extensions) {
    return propose(senderIndex, signer, new Proposal.GroupContextExtensions(extensions));
  }

  /**
   * As {@link #propose(long, Signer, Proposal)}, for a proposal that only the application knows the
   * meaning of (§13.2).
   *
   * @param type as the members have registered it
   * @throws IllegalArgumentException if no outsider may send it, or the body is malformed
   */
  public Bytes propose(long senderIndex, Signer signer, CustomProposalType type, Bytes body) {
    if (!type.fromExternalSenders()) {
      throw new IllegalArgumentException(type.type() + " is not for external senders");
    }
    Registrations only = new Registrations(List.of(), List.of(type), List.of());
    return send(
        new Sender.External(senderIndex), Proposals.custom(only, type.type(), body), signer);
  }

  private Bytes send(Sender sender, Proposal proposal, Signer signer) {
    FramedContent content =
        new FramedContent(groupId, epoch, sender, Bytes.EMPTY, new Content.OfProposal(proposal));
    WireFormat format = WireFormat.MLS_PUBLIC_MESSAGE;
    Bytes signature = ContentAuthentication.sign(suite, format, content, null, signer);
    return Outbox.message(
        ContentAuthentication.publicMessage(
            new AuthenticatedContent(
                format, content, new FramedContentAuthData(signature, Optional.empty()))));
  }
}
