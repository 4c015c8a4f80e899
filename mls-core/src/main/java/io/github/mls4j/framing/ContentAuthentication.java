package io.github.mls4j.framing;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentTBS;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §6.1: signatures of framed contents. Members send through {@link MessageProtection};
 * what is here is also for those who are not in the group (yet).
 */
public final class ContentAuthentication {

  private static final String LABEL = "FramedContentTBS";

  private ContentAuthentication() {}

  /**
   * {@code FramedContentAuthData.signature}.
   *
   * @param wireFormat of the message that will carry the content
   * @param context of the epoch the content is sent in; may be null where the sender neither is nor
   *     becomes a member
   * @throws IllegalArgumentException if such a sender may not send such content that way, or the
   *     context is needed and missing
   */
  public static Bytes sign(
      CipherSuite suite,
      WireFormat wireFormat,
      FramedContent content,
      @Nullable GroupContext context,
      Signer signer) {
    try {
      SenderRules.check(wireFormat, content);
    } catch (RuleViolation e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return suite.signWithLabel(signer, LABEL, tbs(wireFormat, content, context));
  }

  /**
   * The message of a sender outside the group: there is no membership tag.
   *
   * @throws IllegalArgumentException if the sender is a member, or the content was signed for
   *     another wire format
   */
  public static PublicMessage publicMessage(AuthenticatedContent content) {
    if (content.content().sender() instanceof Sender.Member) {
      throw new IllegalArgumentException("a member's message needs a membership tag");
    }
    requireFormat(content, WireFormat.MLS_PUBLIC_MESSAGE);
    return new PublicMessage(content.content(), content.auth(), Optional.empty());
  }

  /**
   * Verifies a message as far as one can who is not in the group: all but the membership tag.
   *
   * @param roster the members of the epoch that {@code context} describes, which is the message's
   * @throws RuleViolation if the sender may not send it, is not in the group, or did not sign it
   */
  public static AuthenticatedContent verifyOutside(
      CipherSuite suite, PublicMessage message, GroupContext context, Roster roster)
      throws RuleViolation {
    AuthenticatedContent content =
        new AuthenticatedContent(WireFormat.MLS_PUBLIC_MESSAGE, message.content(), message.auth());
    SenderRules.check(content.wireFormat(), content.content());
    verify(suite, content, context, SenderKeys.of(suite, context, roster, content.content()));
    return content;
  }

  static void verify(
      CipherSuite suite, AuthenticatedContent content, GroupContext context, VerifyingKey key)
      throws RuleViolation {
    FramedContentTBS signed = tbs(content.wireFormat(), content.content(), context);
    if (!suite.verifyWithLabel(key, LABEL, signed, content.auth().signature())) {
      throw new RuleViolation(Rule.CONTENT_SIGNATURE_VALID, "auth.signature");
    }
  }

  static FramedContentTBS tbs(
      WireFormat wireFormat, FramedContent content, @Nullable GroupContext context) {
    boolean signsContext =
        content.sender() instanceof Sender.Member
            || content.sender() instanceof Sender.NewMemberCommit;
    return new FramedContentTBS(
        ProtocolVersion.MLS10,
        wireFormat,
        content,
        signsContext ? Optional.ofNullable(context) : Optional.empty());
  }

  static void requireFormat(AuthenticatedContent content, WireFormat wireFormat) {
    if (!content.wireFormat().equals(wireFormat)) {
      throw new IllegalArgumentException(
          "the content was signed for " + content.wireFormat() + ", not for " + wireFormat);
    }
  }
}
