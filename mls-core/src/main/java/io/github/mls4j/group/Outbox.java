package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.framing.MessageProtection;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.WireFormat;

/** How a member's messages leave it: signed, protected, as an MLSMessage (RFC 9420 §6). */
final class Outbox {

  private final GroupState state;
  private final MessageProtection messages;

  Outbox(GroupState state) {
    this.state = state;
    this.messages = state.current().messages();
  }

  /** In which form this member sends proposals and commits. */
  WireFormat handshakeFormat() {
    return state.config.encryptHandshake()
        ? WireFormat.MLS_PRIVATE_MESSAGE
        : WireFormat.MLS_PUBLIC_MESSAGE;
  }

  /** Signs application data or a proposal. */
  AuthenticatedContent sign(WireFormat format, Bytes authenticatedData, Content content) {
    return messages.authenticate(format, authenticatedData, content, state.identity.signer());
  }

  /**
   * Protects what has been signed, in the form it has been signed for.
   *
   * @throws EpochExhaustedException if it is anything but a commit, and enough has been encrypted
   */
  Bytes protect(AuthenticatedContent content) {
    requireRoom(content);
    MLSMessageBody body =
        content.wireFormat().equals(WireFormat.MLS_PUBLIC_MESSAGE)
            ? messages.protectPublic(content)
            : messages.protectPrivate(
                content, state.config.padding()::padding, state.config.random());
    return message(body);
  }

  private void requireRoom(AuthenticatedContent content) {
    long limit = state.config.messagesPerEpoch();
    if (!(content.content().content() instanceof Content.OfCommit)
        && content.wireFormat().equals(WireFormat.MLS_PRIVATE_MESSAGE)
        && messages.secretTree().used(state.current().ownLeaf()) >= limit) {
      throw new EpochExhaustedException(limit);
    }
  }

  static Bytes message(MLSMessageBody body) {
    return new MLSMessage(ProtocolVersion.MLS10, body).encode();
  }
}
