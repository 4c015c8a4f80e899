package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.framing.SenderDataKey;
import io.github.mls4j.wire.ContentType;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.PrivateMessage;
import io.github.mls4j.wire.SenderData;
import io.github.mls4j.wire.SenderDataAAD;
import java.util.HashSet;
import java.util.Set;

/** All that goes over the wire, with an eye on the generations: each is used once (§9.1). */
final class Wire {

  private record Use(long epoch, boolean handshake, LeafIndex leaf, long generation) {}

  private final Set<Use> uses = new HashSet<>();

  /** Takes note of a message of a member's current epoch, and hands it on. */
  Bytes send(TestClient sender, Bytes message) throws Exception {
    MLSMessage decoded = TlsReader.decode(message, MLSMessage::readFrom);
    if (decoded.body() instanceof PrivateMessage sealed) {
      EpochState current = sender.group.state.current();
      assertThat(sealed.epoch()).isEqualTo(current.context().epoch());
      SenderData data = open(current, sealed);
      Use use =
          new Use(
              sealed.epoch(),
              sealed.contentType() != ContentType.APPLICATION,
              data.leafIndex(),
              data.generation());
      assertThat(uses.add(use)).as("used twice: " + use).isTrue();
    }
    return message;
  }

  private static SenderData open(EpochState epoch, PrivateMessage message) throws Exception {
    CipherSuite suite = epoch.epoch().suite();
    Secret secret = epoch.messages().secrets().senderDataSecret();
    Bytes aad =
        new SenderDataAAD(message.groupId(), message.epoch(), message.contentType()).encode();
    try (SenderDataKey key = SenderDataKey.derive(suite, secret, message.ciphertext());
        Secret opened =
            suite.open(
                key.key(), Bytes.wrap(key.nonce().reveal()), aad, message.encryptedSenderData())) {
      return TlsReader.decode(opened, SenderData::readFrom);
    }
  }
}
