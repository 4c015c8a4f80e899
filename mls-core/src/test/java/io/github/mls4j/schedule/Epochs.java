package io.github.mls4j.schedule;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.Arrays;
import java.util.List;

/** Small inputs for the tests of this package. */
final class Epochs {

  static final CipherSuite SUITE =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);

  private Epochs() {}

  static Secret secret(int fill) {
    byte[] bytes = new byte[SUITE.hashLength()];
    Arrays.fill(bytes, (byte) fill);
    return Secret.takeOver(bytes);
  }

  static GroupContext context(long epoch) {
    return new GroupContext(
        ProtocolVersion.MLS10,
        SUITE.id(),
        Bytes.ofUtf8("group"),
        epoch,
        Bytes.ofUtf8("tree hash"),
        Bytes.ofUtf8("transcript"),
        List.of());
  }

  static SecretTree tree(int width, RatchetLimits limits) {
    return SecretTree.of(SUITE, secret(7), width, limits);
  }

  static LeafIndex leaf(int index) {
    return new LeafIndex(index);
  }

  /** All that a tree holds. */
  static Bytes state(SecretTree tree) {
    TlsWriter out = new TlsWriter();
    tree.writeTo(out);
    return out.toBytes();
  }

  /** The key and nonce in one. */
  static Bytes open(MessageKey key) {
    return Bytes.concat(Bytes.wrap(key.key().reveal()), Bytes.wrap(key.nonce().reveal()));
  }

  /** The key of a generation by the book: a fresh tree and one ratchet step after the other. */
  static Bytes expected(int width, int leaf, RatchetType type, int generation) {
    try (SecretTree tree = tree(width, RatchetLimits.DEFAULT)) {
      MessageKey key = tree.next(leaf(leaf), type);
      for (int i = 0; i < generation; i++) {
        key.close();
        key = tree.next(leaf(leaf), type);
      }
      return open(key);
    }
  }
}
