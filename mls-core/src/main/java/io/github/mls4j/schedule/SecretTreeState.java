package io.github.mls4j.schedule;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a secret tree is written down and read back; reading trusts nothing. */
final class SecretTreeState {

  private SecretTreeState() {}

  /** All entries in the order of their keys. */
  static List<StateEntry> all(SecretTree tree) {
    List<StateKey> keys = new ArrayList<>();
    tree.nodes.keySet().forEach(node -> keys.add(StateKey.node(node)));
    for (RatchetType type : RatchetType.values()) {
      tree.leaves.keySet().forEach(leaf -> keys.add(StateKey.ratchet(leaf, type)));
    }
    tree.skipped.ids().forEach(id -> keys.add(StateKey.skipped(id)));
    keys.sort(null);
    return keys.stream().map(key -> entry(tree, key)).toList();
  }

  /** What the tree holds under {@code key} now. */
  static StateEntry entry(SecretTree tree, StateKey key) {
    return new StateEntry(key.encode(), value(tree, key));
  }

  private static @Nullable Secret value(SecretTree tree, StateKey key) {
    return switch (key.kind()) {
      case NODE -> {
        Secret node = tree.nodes.get(key.index());
        yield node == null ? null : new TlsWriter().secret(node).toSecret();
      }
      case RATCHET -> {
        LeafRatchets ratchets = tree.leaves.get(key.index());
        yield ratchets == null ? null : write(ratchets.get(key.type()));
      }
      case SKIPPED_KEY -> {
        SkippedKeys.Kept kept = tree.skipped.get(key.keyId());
        yield kept == null
            ? null
            : new TlsWriter()
                .uint64(kept.sequence())
                .secret(kept.key().key())
                .secret(kept.key().nonce())
                .toSecret();
      }
    };
  }

  private static Secret write(Ratchet ratchet) {
    TlsWriter out = new TlsWriter().uint64(ratchet.generation()).uint64(ratchet.floor());
    return (ratchet.isAtEnd() ? out.opaque(Bytes.EMPTY) : out.secret(ratchet.secret())).toSecret();
  }

  static SecretTree restore(
      CipherSuite suite, long width, RatchetLimits limits, Collection<StateEntry> entries)
      throws DecodeException {
    int checked;
    try {
      checked = SecretTree.checkWidth(width);
    } catch (IllegalArgumentException e) {
      throw broken("width", width + " leaves");
    }
    SecretTree tree = new SecretTree(suite, checked, limits);
    try {
      new SecretTreeReader(suite, tree).read(entries);
    } catch (DecodeException | RuntimeException e) {
      tree.close();
      throw e;
    }
    tree.changesWritten();
    tree.leaves.keySet().forEach(tree::evict);
    return tree;
  }

  static DecodeException broken(String path, String reason) {
    return new DecodeException(0, path, reason);
  }
}
