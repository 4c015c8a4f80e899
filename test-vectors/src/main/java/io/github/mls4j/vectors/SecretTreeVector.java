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
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** {@code secret-tree.json}: message keys (RFC 9420 §9) and sender data keys (§6.3.2). */
public record SecretTreeVector(
    CipherSuiteId cipherSuite,
    SenderData senderData,
    Bytes encryptionSecret,
    List<List<Generation>> leaves)
    implements VectorCase.ForSuite {

  /** RFC 9420 §6.3.2. */
  public record SenderData(Bytes senderDataSecret, Bytes ciphertext, Bytes key, Bytes nonce) {
    private static SenderData generate(CipherSuite suite, Draws draws, int length) {
      Bytes senderDataSecret = draws.hash(suite);
      Bytes ciphertext = draws.bytes(length);
      try (Secret secret = Secret.copyOf(senderDataSecret);
          SenderDataKey derived = SenderDataKey.derive(suite, secret, ciphertext)) {
        return new SenderData(
            senderDataSecret, ciphertext, Encode.lent(derived.key()), Encode.lent(derived.nonce()));
      }
    }

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

    private static Generation generate(MessageKey handshake, MessageKey application) {
      return new Generation(
          handshake.generation(),
          Encode.lent(handshake.key()),
          Encode.lent(handshake.nonce()),
          Encode.lent(application.key()),
          Encode.lent(application.nonce()));
    }

    private Bytes key(RatchetType type) {
      return type == RatchetType.HANDSHAKE ? handshakeKey : applicationKey;
    }

    private Bytes nonce(RatchetType type) {
      return type == RatchetType.HANDSHAKE ? handshakeNonce : applicationNonce;
    }
  }

  private static final List<Integer> WIDTHS = List.of(1, 8, 32);

  /** The first keys of each ratchet, and ones that come later. */
  private static final NavigableSet<Long> GENERATIONS = new TreeSet<>(Set.of(0L, 1L, 15L));

  static List<SecretTreeVector> generate(CipherSuite suite, Draws draws) {
    return WIDTHS.stream()
        .map(
            width ->
                generate(
                    suite,
                    draws,
                    width,
                    GENERATIONS,
                    suite.hashLength() + 1 + draws.below(suite.hashLength())))
        .toList();
  }

  /** A byte's worth of generations: no implementation should hold back a key of so few. */
  private static final NavigableSet<Long> FAR = new TreeSet<>(Set.of(0L, 127L, 128L));

  /**
   * Other widths, generations far apart, and samples for the sender data key that are shorter than
   * a hash, just as long, and of one byte more.
   */
  static List<SecretTreeVector> edges(CipherSuite suite, Draws draws) {
    int hash = suite.hashLength();
    return List.of(
        generate(suite, draws, 1, FAR, 1),
        generate(suite, draws, 2, FAR, hash - 1),
        generate(suite, draws, 4, FAR, hash),
        generate(suite, draws, 16, FAR, hash + 1),
        generate(suite, draws, 64, new TreeSet<>(Set.of(0L)), 2 * hash));
  }

  private static SecretTreeVector generate(
      CipherSuite suite, Draws draws, int width, NavigableSet<Long> wanted, int ciphertext) {
    SenderData senderData = SenderData.generate(suite, draws, ciphertext);
    Bytes encryptionSecret = draws.hash(suite);
    List<List<Generation>> leaves = new ArrayList<>();
    try (SecretTree tree = tree(suite, encryptionSecret, width)) {
      for (int leaf = 0; leaf < width; leaf++) {
        leaves.add(generations(tree, new LeafIndex(leaf), wanted));
      }
    }
    return new SecretTreeVector(suite.id(), senderData, encryptionSecret, leaves);
  }

  private static List<Generation> generations(
      SecretTree tree, LeafIndex leaf, NavigableSet<Long> wanted) {
    List<Generation> generations = new ArrayList<>();
    for (long generation = 0; generation <= wanted.last(); generation++) {
      try (MessageKey handshake = tree.next(leaf, RatchetType.HANDSHAKE);
          MessageKey application = tree.next(leaf, RatchetType.APPLICATION)) {
        if (wanted.contains(generation)) {
          generations.add(Generation.generate(handshake, application));
        }
      }
    }
    return generations;
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    senderData.verify(suite);
    verifyReceived(suite);
    verifySent(suite);
  }

  /** A receiver jumps to each generation. */
  private void verifyReceived(CipherSuite suite) throws Exception {
    try (SecretTree tree = tree(suite, encryptionSecret, leaves.size())) {
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
    try (SecretTree tree = tree(suite, encryptionSecret, leaves.size())) {
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

  private static SecretTree tree(CipherSuite suite, Bytes encryptionSecret, int width) {
    return SecretTree.of(suite, Secret.copyOf(encryptionSecret), width, RatchetLimits.DEFAULT);
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
