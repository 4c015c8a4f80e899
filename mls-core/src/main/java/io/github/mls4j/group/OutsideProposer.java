package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.framing.ContentAuthentication;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
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
    return send(new Sender.External(senderIndex), proposal, signer);
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
