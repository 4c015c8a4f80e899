package io.github.mls4j.framing;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.MessageKey;
import io.github.mls4j.schedule.MessageSecrets;
import io.github.mls4j.schedule.PendingKey;
import io.github.mls4j.schedule.RatchetType;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PrivateContentAAD;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PrivateMessageContent;
import io.github.mls4j.wire.ProposalFormats;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SenderData;
import io.github.mls4j.wire.SenderDataAAD;
import io.github.mls4j.wire.WireFormat;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** RFC 9420 §6.3: encryption of contents and of who sent them. */
final class PrivateMessages {

  private PrivateMessages() {}

  static PrivateMessage protect(
      CipherSuite suite,
      MessageSecrets secrets,
      SecretTree secretTree,
      LeafIndex own,
      AuthenticatedContent authenticated,
      IntUnaryOperator padding,
      SecureRandom random) {
    FramedContent content = authenticated.content();
    ContentType type = content.contentType();
    Bytes plaintext = pad(authenticated, padding);
    byte[] guard = new byte[SenderData.REUSE_GUARD_SIZE];
    random.nextBytes(guard);
    Bytes reuseGuard = Bytes.wrap(guard);
    Bytes aad =
        new PrivateContentAAD(content.groupId(), content.epoch(), type, content.authenticatedData())
            .encode();
    SenderData senderData;
    Bytes ciphertext;
    try (MessageKey key = secretTree.next(own, ratchet(type))) {
      senderData = new SenderData(own, key.generation(), reuseGuard);
      byte[] nonce = guardedNonce(key, reuseGuard);
      ciphertext = suite.seal(key.key(), Bytes.wrap(nonce), aad, plaintext);
      Arrays.fill(nonce, (byte) 0);
    }
    return new PrivateMessage(
        content.groupId(),
        content.epoch(),
        type,
        content.authenticatedData(),
        sealSenderData(suite, secrets, content, ciphertext, senderData),
        ciphertext);
  }

  /** The plaintext with its padding. */
  private static Bytes pad(AuthenticatedContent authenticated, IntUnaryOperator padding) {
    FramedContent content = authenticated.content();
    int unpadded =
        TlsWriter.sizeOf(new PrivateMessageContent(content.content(), authenticated.auth(), 0));
    int more = padding.applyAsInt(unpadded);
    long total = (long) content.authenticatedData().size() + unpadded + more;
    if (more < 0 || total > MessageProtection.MAX_PRIVATE_BYTES) {
      throw new IllegalArgumentException(
          "a PrivateMessage of "
              + total
              + " bytes, "
              + more
              + " of them padding, where "
              + MessageProtection.MAX_PRIVATE_BYTES
              + " are allowed");
    }
    return new PrivateMessageContent(content.content(), authenticated.auth(), more).encode();
  }

  private static Bytes sealSenderData(
      CipherSuite suite,
      MessageSecrets secrets,
      FramedContent content,
      Bytes ciphertext,
      SenderData senderData) {
    Bytes aad =
        new SenderDataAAD(content.groupId(), content.epoch(), content.contentType()).encode();
    try (SenderDataKey key = SenderDataKey.derive(suite, secrets.senderDataSecret(), ciphertext)) {
      byte[] nonce = key.nonce().reveal();
      Bytes sealed = suite.seal(key.key(), Bytes.wrap(nonce), aad, senderData.encode());
      Arrays.fill(nonce, (byte) 0);
      return sealed;
    }
  }

  static OpenedMessage open(
      MessageProtection protection,
      CipherSuite suite,
      MessageSecrets secrets,
      SecretTree secretTree,
      LeafIndex own,
      Roster roster,
      ProposalFormats formats,
      PrivateMessage message)
      throws RuleViolation, DecodeException {
    SenderData senderData = openSenderData(suite, secrets, message);
    if (senderData.leafIndex().equals(own)) {
      return new OwnMessage(senderData.generation());
    }
    if (roster.signatureKey(senderData.leafIndex()) == null) {
      throw new RuleViolation(
          Rule.SENDER_DATA_LEAF_NOT_BLANK,
          Place.of("sender_data.leaf_index").withLeaf(senderData.leafIndex().value()));
    }
    PendingKey key =
        secretTree.prepare(
            senderData.leafIndex(), ratchet(message.contentType()), senderData.generation());
    try {
      PrivateMessageContent opened =
          decode(openContent(suite, key.key(), senderData.reuseGuard(), message), message, formats);
      FramedContent content =
          new FramedContent(
              message.groupId(),
              message.epoch(),
              new Sender.Member(senderData.leafIndex()),
              message.authenticatedData(),
              opened.content());
      AuthenticatedContent authenticated =
          new AuthenticatedContent(WireFormat.MLS_PRIVATE_MESSAGE, content, opened.auth());
      return new UnverifiedContent(protection, authenticated, key);
    } catch (MlsException | RuntimeException e) {
      key.close();
      throw e;
    }
  }

  private static SenderData openSenderData(
      CipherSuite suite, MessageSecrets secrets, PrivateMessage message)
      throws RuleViolation, DecodeException {
    Bytes aad =
        new SenderDataAAD(message.groupId(), message.epoch(), message.contentType()).encode();
    Bytes opened;
    byte[] nonce = {};
    try (SenderDataKey key =
        SenderDataKey.derive(suite, secrets.senderDataSecret(), message.ciphertext())) {
      nonce = key.nonce().reveal();
      try (Secret plaintext =
          suite.open(key.key(), Bytes.wrap(nonce), aad, message.encryptedSenderData())) {
        opened = plaintext.publish();
      }
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.SENDER_DATA_OPENS, "encrypted_sender_data", e);
    } finally {
      Arrays.fill(nonce, (byte) 0);
    }
    return TlsReader.decode(opened, SenderData::readFrom);
  }

  private static Bytes openContent(
      CipherSuite suite, MessageKey key, Bytes reuseGuard, PrivateMessage message)
      throws RuleViolation {
    Bytes aad =
        new PrivateContentAAD(
                message.groupId(),
                message.epoch(),
                message.contentType(),
                message.authenticatedData())
            .encode();
    byte[] nonce = guardedNonce(key, reuseGuard);
    try (Secret plaintext = suite.open(key.key(), Bytes.wrap(nonce), aad, message.ciphertext())) {
      return plaintext.publish();
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.PRIVATE_CONTENT_OPENS, "ciphertext", e);
    } finally {
      Arrays.fill(nonce, (byte) 0);
    }
  }

  /** The padding is the one part of the plaintext that a rule of its own speaks of. */
  private static PrivateMessageContent decode(
      Bytes plaintext, PrivateMessage message, ProposalFormats formats)
      throws RuleViolation, DecodeException {
    try {
      return TlsReader.decode(
          plaintext, in -> PrivateMessageContent.readFrom(in, message.contentType()), formats);
    } catch (DecodeException e) {
      if (e.path().equals(PrivateMessageContent.PADDING)) {
        throw new RuleViolation(Rule.PADDING_IS_ZERO, "ciphertext.padding", e);
      }
      throw e;
    }
  }

  /** The nonce of the ratchet with the reuse guard over its first bytes. The caller wipes it. */
  private static byte[] guardedNonce(MessageKey key, Bytes reuseGuard) {
    byte[] nonce = key.nonce().reveal();
    for (int i = 0; i < reuseGuard.size(); i++) {
      nonce[i] ^= (byte) reuseGuard.get(i);
    }
    return nonce;
  }

  private static RatchetType ratchet(ContentType type) {
    return type == ContentType.APPLICATION ? RatchetType.APPLICATION : RatchetType.HANDSHAKE;
  }
}
