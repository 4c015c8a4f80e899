package io.github.mls4j.framing;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.schedule.MessageKey;
import io.github.mls4j.schedule.RatchetLimits;
import io.github.mls4j.schedule.RatchetType;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.wire.AuthenticatedContent;
import io.github.mls4j.wire.Content;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PrivateContentAAD;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.PrivateMessageContent;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SenderDataAAD;
import io.github.mls4j.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A member with bad intentions: it knows all secrets but the others' signature keys, and breaks the
 * rules of RFC 9420 §6.3 one at a time. Without a fault it makes Bob's first message.
 */
final class Insider {

  private final Members members;
  private LeafIndex leaf = Members.BOB;
  private LeafIndex signer = Members.BOB;
  private long generation;
  private boolean otherRatchet;
  private Bytes padding = Bytes.EMPTY;
  private Bytes senderDataTail = Bytes.EMPTY;
  private @Nullable ContentType announced;

  Insider(Members members) {
    this.members = members;
  }

  Insider claiming(LeafIndex claimed) {
    leaf = claimed;
    return this;
  }

  Insider claiming(long claimed) {
    generation = claimed;
    return this;
  }

  Insider signingAs(LeafIndex member) {
    signer = member;
    return this;
  }

  Insider sealingWithTheOtherRatchet() {
    otherRatchet = true;
    return this;
  }

  Insider appending(Bytes bytes) {
    padding = bytes;
    return this;
  }

  Insider lengtheningSenderData() {
    senderDataTail = Bytes.copyOf((byte) 0);
    return this;
  }

  Insider announcing(ContentType type) {
    announced = type;
    return this;
  }

  PrivateMessage message(Content content) {
    AuthenticatedContent signed =
        members.signed(
            WireFormat.MLS_PRIVATE_MESSAGE,
            members.framed(new Sender.Member(leaf), content),
            members.signers.get((int) signer.value()));
    ContentType type = announced != null ? announced : content.contentType();
    Bytes plaintext =
        Bytes.concat(new PrivateMessageContent(content, signed.auth(), 0).encode(), padding);
    boolean application = type == ContentType.APPLICATION;
    RatchetType ratchet =
        application != otherRatchet ? RatchetType.APPLICATION : RatchetType.HANDSHAKE;
    Bytes groupId = members.context.groupId();
    long epoch = members.context.epoch();
    Bytes data = signed.content().authenticatedData();
    Bytes ciphertext;
    try (SecretTree tree =
            SecretTree.of(
                members.suite,
                members.encryptionSecret.copy(),
                Members.WIDTH,
                RatchetLimits.DEFAULT);
        MessageKey key = tree.next(Members.BOB, ratchet)) {
      ciphertext =
          members.suite.seal(
              key.key(),
              Bytes.wrap(key.nonce().reveal()),
              new PrivateContentAAD(groupId, epoch, type, data).encode(),
              plaintext);
    }
    Bytes senderData =
        new TlsWriter()
            .put(leaf)
            .uint32(generation)
            .fixed(Bytes.wrap(new byte[4]))
            .fixed(senderDataTail)
            .toBytes();
    try (SenderDataKey key =
        SenderDataKey.derive(members.suite, members.senderDataSecret, ciphertext)) {
      Bytes sealed =
          members.suite.seal(
              key.key(),
              Bytes.wrap(key.nonce().reveal()),
              new SenderDataAAD(groupId, epoch, type).encode(),
              senderData);
      return new PrivateMessage(groupId, epoch, type, data, sealed, ciphertext);
    }
  }
}
