package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.framing.SenderDataKey;
import io.github.mls4j.schedule.MessageKey;
import io.github.mls4j.schedule.PendingKey;
import io.github.mls4j.schedule.RatchetLimits;
import io.github.mls4j.schedule.RatchetType;
import io.github.mls4j.schedule.SecretTree;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.LeafIndex;
import java.util.List;

/** {@code secret-tree.json}: message keys (RFC 9420 §9) and sender data keys (§6.3.2). */
public record SecretTreeVector(
    CipherSuiteId cipherSuite,
    SenderData senderData,
    Bytes encryptionSecret,
    List<List<Generation>> leaves)
    implements VectorCase.ForSuite {

  /** RFC 9420 §6.3.2. */
  public record SenderData(Bytes senderDataSecret, Bytes ciphertext, Bytes key, Bytes nonce) {
    void verify(CipherSuite suite) throws VectorFailure {
      try (Secret secret = Secret.copyOf(senderDataSecret);
          SenderDataKey derived = SenderDataKey.derive(suite, secret, ciphertext)) {
        Expect.equal("sender_data.key", key, derived.key());
        Expect.equal("sender_data.nonce", nonce, derived.nonce());
      }
    }
  }

  /** The keys of one leaf at one generation. */
  public record Generation(
      long generation,
      Bytes handshakeKey,
      Bytes handshakeNonce,
      Bytes applicationKey,
      Bytes applicationNonce) {

    private Bytes key(RatchetType type) {
      return type == RatchetType.HANDSHAKE ? handshakeKey : applicationKey;
    }

    private Bytes nonce(RatchetType type) {
      return type == RatchetType.HANDSHAKE ? handshakeNonce : applicationNonce;
    }
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    senderData.verify(suite);
    verifyReceived(suite);
    verifySent(suite);
  }

  /** A receiver jumps to each generation. */
  private void verifyReceived(CipherSuite suite) throws Exception {
    try (SecretTree tree = tree(suite)) {
      for (int leaf = 0; leaf < leaves.size(); leaf++) {
        for (Generation expected : leaves.get(leaf)) {
          for (RatchetType type : RatchetType.values()) {
            try (PendingKey key = tree.prepare(new LeafIndex(leaf), type, expected.generation)) {
              verify(place(leaf, expected, type), expected, type, key.key());
              key.commit();
            }
          }
        }
      }
    }
  }

  /** A sender passes through all generations up to it. */
  private void verifySent(CipherSuite suite) throws VectorFailure {
    try (SecretTree tree = tree(suite)) {
      for (int leaf = 0; leaf < leaves.size(); leaf++) {
        for (RatchetType type : RatchetType.values()) {
          long next = 0;
          for (Generation expected : leaves.get(leaf)) {
            for (; next < expected.generation; next++) {
              tree.next(new LeafIndex(leaf), type).close();
            }
            next++;
            try (MessageKey key = tree.next(new LeafIndex(leaf), type)) {
              verify("(sender) " + place(leaf, expected, type), expected, type, key);
            }
          }
        }
      }
    }
  }

  private SecretTree tree(CipherSuite suite) {
    return SecretTree.of(
        suite, Secret.copyOf(encryptionSecret), leaves.size(), RatchetLimits.DEFAULT);
  }

  private static void verify(String place, Generation expected, RatchetType type, MessageKey key)
      throws VectorFailure {
    Expect.equal(place + "generation", expected.generation, key.generation());
    Expect.equal(place + "key", expected.key(type), key.key());
    Expect.equal(place + "nonce", expected.nonce(type), key.nonce());
  }

  private static String place(int leaf, Generation expected, RatchetType type) {
    return "leaves[" + leaf + "][generation " + expected.generation + "]." + type + " ";
  }
}
