package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.FramedContent;
import io.github.mls4j.wire.FramedContentAuthData;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.PublicMessage;
import io.github.mls4j.wire.Sender;
import java.util.function.UnaryOperator;

/** Messages with one field changed on their way: nothing is signed or encrypted anew. */
final class Reframed {

  private Reframed() {}

  private static PublicMessage open(Bytes message) throws Exception {
    return (PublicMessage) TlsReader.decode(message, MLSMessage::readFrom).body();
  }

  private static PrivateMessage sealed(Bytes message) throws Exception {
    return (PrivateMessage) TlsReader.decode(message, MLSMessage::readFrom).body();
  }

  private static Bytes message(MLSMessageBody body) {
    return new MLSMessage(ProtocolVersion.MLS10, body).encode();
  }

  // PublicMessages

  static Bytes content(Bytes message, UnaryOperator<FramedContent> change) throws Exception {
    PublicMessage m = open(message);
    return message(new PublicMessage(change.apply(m.content()), m.auth(), m.membershipTag()));
  }

  static Bytes signature(Bytes message, UnaryOperator<Bytes> change) throws Exception {
    PublicMessage m = open(message);
    return message(
        new PublicMessage(
            m.content(),
            new FramedContentAuthData(
                change.apply(m.auth().signature()), m.auth().confirmationTag()),
            m.membershipTag()));
  }

  static Bytes membershipTag(Bytes message, UnaryOperator<Bytes> change) throws Exception {
    PublicMessage m = open(message);
    return message(new PublicMessage(m.content(), m.auth(), m.membershipTag().map(change)));
  }

  /** Where its membership tag should be there is nothing. */
  static Bytes withoutMembershipTag(Bytes message) throws Exception {
    int tag = open(message).membershipTag().orElseThrow().size();
    return message.slice(0, message.size() - tag - 1);
  }

  // A content with one field changed

  static FramedContent groupId(FramedContent c, Bytes groupId) {
    return new FramedContent(groupId, c.epoch(), c.sender(), c.authenticatedData(), c.content());
  }

  static FramedContent epoch(FramedContent c, long epoch) {
    return new FramedContent(c.groupId(), epoch, c.sender(), c.authenticatedData(), c.content());
  }

  static FramedContent sender(FramedContent c, Sender sender) {
    return new FramedContent(c.groupId(), c.epoch(), sender, c.authenticatedData(), c.content());
  }

  static FramedContent authenticatedData(FramedContent c, Bytes data) {
    return new FramedContent(c.groupId(), c.epoch(), c.sender(), data, c.content());
  }

  // PrivateMessages

  static Bytes privateGroupId(Bytes message, Bytes groupId) throws Exception {
    PrivateMessage m = sealed(message);
    return message(
        new PrivateMessage(
            groupId,
            m.epoch(),
            m.contentType(),
            m.authenticatedData(),
            m.encryptedSenderData(),
            m.ciphertext()));
  }

  static Bytes privateEpoch(Bytes message, long epoch) throws Exception {
    PrivateMessage m = sealed(message);
    return message(
        new PrivateMessage(
            m.groupId(),
            epoch,
            m.contentType(),
            m.authenticatedData(),
            m.encryptedSenderData(),
            m.ciphertext()));
  }

  static Bytes privateType(Bytes message, ContentType type) throws Exception {
    PrivateMessage m = sealed(message);
    return message(
        new PrivateMessage(
            m.groupId(),
            m.epoch(),
            type,
            m.authenticatedData(),
            m.encryptedSenderData(),
            m.ciphertext()));
  }

  static Bytes privateAuthenticatedData(Bytes message, Bytes data) throws Exception {
    PrivateMessage m = sealed(message);
    return message(
        new PrivateMessage(
            m.groupId(),
            m.epoch(),
            m.contentType(),
            data,
            m.encryptedSenderData(),
            m.ciphertext()));
  }

  static Bytes senderData(Bytes message, UnaryOperator<Bytes> change) throws Exception {
    PrivateMessage m = sealed(message);
    return message(
        new PrivateMessage(
            m.groupId(),
            m.epoch(),
            m.contentType(),
            m.authenticatedData(),
            change.apply(m.encryptedSenderData()),
            m.ciphertext()));
  }

  static Bytes ciphertext(Bytes message, UnaryOperator<Bytes> change) throws Exception {
    PrivateMessage m = sealed(message);
    return message(
        new PrivateMessage(
            m.groupId(),
            m.epoch(),
            m.contentType(),
            m.authenticatedData(),
            m.encryptedSenderData(),
            change.apply(m.ciphertext())));
  }
}
