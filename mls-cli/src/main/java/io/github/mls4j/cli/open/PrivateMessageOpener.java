package io.github.mls4j.cli.open;

import io.github.mls4j.cli.input.InputType;
import io.github.mls4j.cli.view.ViewBuilder;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.framing.SenderDataKey;
import io.github.mls4j.group.GroupInspection;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.MessageKey;
import io.github.mls4j.schedule.PendingKey;
import io.github.mls4j.schedule.RatchetType;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentTBS;
import io.github.mls4j.wire.PrivateContentAAD;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PrivateMessageContent;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SenderData;
import io.github.mls4j.wire.SenderDataAAD;
import io.github.mls4j.wire.WireFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §6.3, step by step: where the library only says that a message does not open, this says
 * how far it got. No key is used up.
 */
final class PrivateMessageOpener {

  private final GroupInspection member;
  private final GroupInspection.Epoch epoch;
  private final ViewBuilder views;
  private final CipherSuite suite;

  PrivateMessageOpener(GroupInspection member, GroupInspection.Epoch epoch, ViewBuilder views) {
    this.member = member;
    this.epoch = epoch;
    this.views = views;
    this.suite = member.suite();
  }

  /** Adds what it finds; null if the message has opened. */
  @Nullable Opening open(PrivateMessage message, Opening.Findings findings) {
    SenderData senderData;
    try {
      senderData = senderData(message);
    } catch (RefusedInput e) {
      findings.add("sender_data_secret", views.secret(senderDataSecret()));
      return findings.stopped(Obstacle.OTHER_SECRETS, "");
    } catch (DecodeException e) {
      return findings.stopped(Obstacle.MALFORMED, "sender_data: " + e.getMessage());
    }
    findings.say("sender", Who.at(epoch.tree(), senderData.leafIndex()));
    findings.add("sender_data", views.of(senderData));
    TreeLeaf sender = epoch.tree().leaf(senderData.leafIndex());
    if (sender == null) {
      return findings.stopped(Obstacle.SENDER_IS_BLANK, "");
    }
    RatchetType type =
        message.contentType() == ContentType.APPLICATION
            ? RatchetType.APPLICATION
            : RatchetType.HANDSHAKE;
    findings.say(
        "key",
        "%s ratchet of leaf %s in epoch %s, generation %d"
            .formatted(
                type.toString().toLowerCase(Locale.ROOT),
                senderData.leafIndex(),
                Long.toUnsignedString(message.epoch()),
                senderData.generation()));
    try (PendingKey key =
        epoch
            .messages()
            .secretTree()
            .prepare(senderData.leafIndex(), type, senderData.generation())) {
      findings.add("message_key", views.secret(key.key().key()));
      return content(message, senderData, sender, key.key(), findings);
    } catch (RuleViolation e) {
      return findings.stopped(gone(e.rule(), senderData), "");
    }
  }

  private Obstacle gone(Rule rule, SenderData senderData) {
    if (rule == Rule.GENERATION_WITHIN_REACH) {
      return Obstacle.GENERATION_AHEAD;
    }
    if (senderData.leafIndex().equals(member.ownLeaf())) {
      return Obstacle.OWN_MESSAGE;
    }
    return rule == Rule.GENERATION_STILL_KEPT
        ? Obstacle.GENERATION_TOO_OLD
        : Obstacle.GENERATION_USED;
  }

  private Secret senderDataSecret() {
    return epoch.messages().secrets().senderDataSecret();
  }

  private SenderData senderData(PrivateMessage message) throws RefusedInput, DecodeException {
    Bytes aad =
        new SenderDataAAD(message.groupId(), message.epoch(), message.contentType()).encode();
    try (SenderDataKey key = SenderDataKey.derive(suite, senderDataSecret(), message.ciphertext());
        Secret plaintext =
            suite.open(
                key.key(), Bytes.wrap(key.nonce().reveal()), aad, message.encryptedSenderData())) {
      return TlsReader.decode(plaintext, SenderData::readFrom);
    }
  }

  private @Nullable Opening content(
      PrivateMessage message,
      SenderData senderData,
      TreeLeaf sender,
      MessageKey key,
      Opening.Findings findings) {
    byte[] nonce = key.nonce().reveal();
    for (int i = 0; i < senderData.reuseGuard().size(); i++) {
      nonce[i] ^= (byte) senderData.reuseGuard().get(i);
    }
    Bytes aad =
        new PrivateContentAAD(
                message.groupId(),
                message.epoch(),
                message.contentType(),
                message.authenticatedData())
            .encode();
    Bytes plaintext;
    try (Secret opened = suite.open(key.key(), Bytes.wrap(nonce), aad, message.ciphertext())) {
      plaintext = Bytes.wrap(opened.reveal());
    } catch (RefusedInput e) {
      return findings.stopped(Obstacle.CONTENT_DOES_NOT_OPEN, "");
    } finally {
      Arrays.fill(nonce, (byte) 0);
    }
    PrivateMessageContent content;
    try {
      content =
          TlsReader.decode(
              plaintext,
              in -> PrivateMessageContent.readFrom(in, message.contentType()),
              InputType.KNOWN);
    } catch (DecodeException e) {
      findings.add("plaintext", views.of(plaintext));
      return findings.stopped(
          e.path().equals(PrivateMessageContent.PADDING)
              ? Obstacle.PADDING_IS_NOT_ZERO
              : Obstacle.MALFORMED,
          String.valueOf(e.getMessage()));
    }
    FramedContent framed =
        new FramedContent(
            message.groupId(),
            message.epoch(),
            new Sender.Member(senderData.leafIndex()),
            message.authenticatedData(),
            content.content());
    findings
        .content(new AuthenticatedContent(WireFormat.MLS_PRIVATE_MESSAGE, framed, content.auth()))
        .add("content", views.of(framed))
        .add("auth", views.of(content.auth()));
    findings.add("padding_length", views.of(content.paddingLength()));
    verify(framed, content, sender, findings);
    return null;
  }

  private void verify(
      FramedContent framed,
      PrivateMessageContent content,
      TreeLeaf sender,
      Opening.Findings findings) {
    Bytes signed =
        new FramedContentTBS(
                ProtocolVersion.MLS10,
                WireFormat.MLS_PRIVATE_MESSAGE,
                framed,
                Optional.of(epoch.messages().context()))
            .encode();
    boolean holds =
        suite.verifyWithLabel(
            sender.signatureKey(), "FramedContentTBS", signed, content.auth().signature());
    findings.check(
        "signature",
        holds,
        (holds ? "made" : "not made") + " with the sender's signature key over this content");
  }
}
