package io.github.mls4j.framing;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.DecodeLimits;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.MessageSecrets;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.AuthenticatedContentTBM;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.ProposalFormats;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * RFC 9420 §6: turns contents into the messages of one epoch, and back. A group has one of these
 * for each epoch whose messages it still takes.
 *
 * <p>Receiving goes {@code open}, {@link UnverifiedContent#verify}, {@link VerifiedContent#accept}:
 * a message that fails anywhere on the way has changed nothing.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class MessageProtection implements AutoCloseable {

  /**
   * The most that one PrivateMessage carries, authenticated data included: what receivers decode by
   * default, less some room for the rest of the message. It is far below the bounds of all AEADs in
   * use for one message a key (draft-irtf-cfrg-aead-limits).
   */
  public static final int MAX_PRIVATE_BYTES = DecodeLimits.DEFAULT.maxInputBytes() - (64 << 10);

  private final CipherSuite suite;
  private final GroupContext context;
  private final MessageSecrets secrets;
  private final SecretTree secretTree;
  private final LeafIndex own;
  private final Roster roster;

  /**
   * @param context of the epoch
   * @param secrets of the epoch; taken over
   * @param secretTree of the epoch; taken over
   * @param own this client's leaf
   * @param roster the members in this epoch
   */
  public MessageProtection(
      CipherSuite suite,
      GroupContext context,
      MessageSecrets secrets,
      SecretTree secretTree,
      LeafIndex own,
      Roster roster) {
    this.suite = suite;
    this.context = context;
    this.secrets = secrets;
    this.secretTree = secretTree;
    this.own = own;
    this.roster = roster;
  }

  /** The epoch's context. */
  public GroupContext context() {
    return context;
  }

  /** The epoch's ratchets, for writing them down. */
  public SecretTree secretTree() {
    return secretTree;
  }

  /** The epoch's other message secrets, for writing them down. */
  public MessageSecrets secrets() {
    return secrets;
  }

  /** A content from this client in this epoch. */
  public FramedContent frame(Bytes authenticatedData, Content content) {
    return new FramedContent(
        context.groupId(), context.epoch(), new Sender.Member(own), authenticatedData, content);
  }

  /**
   * The signature of a content from this client (§6.1). A commit needs it before its confirmation
   * tag can be computed.
   *
   * @param wireFormat in which the content will be sent
   * @throws IllegalArgumentException if it is application data to be sent in the open
   */
  public Bytes sign(WireFormat wireFormat, FramedContent content, Signer signer) {
    return ContentAuthentication.sign(suite, wireFormat, content, context, signer);
  }

  /**
   * Frames and signs application data or a proposal.
   *
   * @throws IllegalArgumentException if it is a commit, or application data to be sent in the open
   */
  public AuthenticatedContent authenticate(
      WireFormat wireFormat, Bytes authenticatedData, Content content, Signer signer) {
    FramedContent framed = frame(authenticatedData, content);
    if (content instanceof Content.OfCommit) {
      throw new IllegalArgumentException("a commit has a confirmation tag, too");
    }
    return new AuthenticatedContent(
        wireFormat,
        framed,
        new FramedContentAuthData(sign(wireFormat, framed, signer), Optional.empty()));
  }

  /**
   * A member's PublicMessage (§6.2).
   *
   * @throws IllegalArgumentException if the content is not from this client and epoch, or was
   *     signed for another wire format
   */
  public PublicMessage protectPublic(AuthenticatedContent content) {
    requireOwn(content, WireFormat.MLS_PUBLIC_MESSAGE);
    Bytes tag = suite.mac(secrets.membershipKey(), membershipInput(content).encode());
    return new PublicMessage(content.content(), content.auth(), Optional.of(tag));
  }

  /**
   * A PrivateMessage (§6.3). It takes the next generation of the own ratchet, which is gone then.
   *
   * @param padding maps the length of what is sealed, without padding, to the number of zero bytes
   *     to add
   * @throws IllegalArgumentException if the content is not from this client and epoch, was signed
   *     for another wire format, or is longer than {@link #MAX_PRIVATE_BYTES}
   * @throws IllegalStateException if the ratchet has come to its end
   */
  public PrivateMessage protectPrivate(
      AuthenticatedContent content, IntUnaryOperator padding, SecureRandom random) {
    requireOwn(content, WireFormat.MLS_PRIVATE_MESSAGE);
    return PrivateMessages.protect(suite, secrets, secretTree, own, content, padding, random);
  }

  /**
   * Opens a PublicMessage of any sender: all checks but the signature.
   *
   * @throws RuleViolation if the sender may not send such content, is not in the group, or did not
   *     know the membership key
   * @throws IllegalArgumentException if the message is of another group or epoch
   */
  public UnverifiedContent open(PublicMessage message) throws RuleViolation {
    FramedContent framed = message.content();
    requireHere(framed.groupId(), framed.epoch());
    AuthenticatedContent content =
        new AuthenticatedContent(WireFormat.MLS_PUBLIC_MESSAGE, framed, message.auth());
    SenderRules.check(WireFormat.MLS_PUBLIC_MESSAGE, framed);
    if (message.membershipTag().isPresent()
        && !suite.verifyMac(
            secrets.membershipKey(),
            membershipInput(content).encode(),
            message.membershipTag().get())) {
      throw new RuleViolation(Rule.MEMBERSHIP_TAG_VALID, "membership_tag");
    }
    return new UnverifiedContent(this, content, null);
  }

  /**
   * Opens a PrivateMessage: all checks but the signature. No ratchet moves yet.
   *
   * @throws RuleViolation if sender data or content do not open, or are not as they should be
   * @throws DecodeException if they open to something that is not well-formed
   * @throws IllegalArgumentException if the message is of another group or epoch
   */
  public OpenedMessage open(PrivateMessage message) throws RuleViolation, DecodeException {
    return open(message, ProposalFormats.NONE);
  }

  /** As {@link #open(PrivateMessage)}, where custom proposals may be in the message (§13.2). */
  public OpenedMessage open(PrivateMessage message, ProposalFormats formats)
      throws RuleViolation, DecodeException {
    requireHere(message.groupId(), message.epoch());
    return PrivateMessages.open(this, suite, secrets, secretTree, own, roster, formats, message);
  }

  void verifySignature(AuthenticatedContent content) throws RuleViolation {
    ContentAuthentication.verify(
        suite, content, context, SenderKeys.of(suite, context, roster, content.content()));
  }

  private AuthenticatedContentTBM membershipInput(AuthenticatedContent content) {
    return new AuthenticatedContentTBM(
        ContentAuthentication.tbs(content.wireFormat(), content.content(), context),
        content.auth());
  }

  private void requireOwn(AuthenticatedContent content, WireFormat wireFormat) {
    FramedContent framed = content.content();
    requireHere(framed.groupId(), framed.epoch());
    if (!framed.sender().equals(new Sender.Member(own))) {
      throw new IllegalArgumentException("the content is from " + framed.sender());
    }
    ContentAuthentication.requireFormat(content, wireFormat);
  }

  /** Which epoch's object a message goes to is decided, and refused, where the epochs are kept. */
  private void requireHere(Bytes groupId, long epoch) {
    if (epoch != context.epoch() || !groupId.equals(context.groupId())) {
      throw new IllegalArgumentException(
          "a message of epoch "
              + Long.toUnsignedString(epoch)
              + " of group "
              + groupId
              + " does not belong here");
    }
  }

  /** Wipes all keys of the epoch's messages. */
  @Override
  public void close() {
    secrets.close();
    secretTree.close();
  }

  @Override
  public String toString() {
    return "MessageProtection[epoch " + Long.toUnsignedString(context.epoch()) + "]";
  }
}
