package io.github.mls4j.tree;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.LeafIndex;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §4.2: the private keys that one member knows: that of its leaf and those of nodes above
 * it, and by construction no others. Like the tree a value that is copied, not changed; unlike it,
 * it is closed when its epoch is over, which wipes the keys that no other copy holds.
 */
public final class PrivateKeys implements AutoCloseable {

  private static final int MAX_LEVEL = TreeMath.level(TreeMath.root(RatchetTree.MAX_LEAVES));

  private final int leaf;

  /** By level, from the leaf's own at 0. */
  private final NavigableMap<Integer, SharedKey> keys;

  private boolean closed;

  private PrivateKeys(int leaf, NavigableMap<Integer, SharedKey> keys) {
    this.leaf = leaf;
    this.keys = keys;
  }

  /** The keys of a member that knows its leaf's only. Takes the key over. */
  public static PrivateKeys of(LeafIndex leaf, KemPrivateKey leafKey) {
    NavigableMap<Integer, SharedKey> keys = new TreeMap<>();
    keys.put(0, new SharedKey(leafKey));
    return new PrivateKeys(inTree(leaf), keys);
  }

  /**
   * RFC 9420 §12.4.3.1: the keys of a new member, from its key package and its Welcome.
   *
   * @param leaf the new member's leaf
   * @param leafKey that of the leaf in the key package; taken over
   * @param signer who signed the GroupInfo, which is the committer
   * @param pathSecret that in the GroupSecrets, if there is one; stays the caller's
   * @throws RuleViolation {@link io.github.mls4j.rules.Rule#JOINER_PATH_SECRET_FITS_TREE}, {@link
   *     io.github.mls4j.rules.Rule#JOINER_KNOWS_ALL_BUT_UNMERGED}
   */
  public static PrivateKeys join(
      RatchetTree tree,
      LeafIndex leaf,
      KemPrivateKey leafKey,
      LeafIndex signer,
      @Nullable Secret pathSecret)
      throws RuleViolation {
    Map<Integer, KemPrivateKey> above = Map.of();
    try (PrivateKeys alone = of(leaf, leafKey)) {
      if (pathSecret != null) {
        above = JoinerPath.keys(tree, leaf, signer, pathSecret);
      }
      JoinerPath.checkComplete(tree, leaf, above.keySet());
      return alone.with(above);
    } catch (RuleViolation e) {
      above.values().forEach(KemPrivateKey::close);
      throw e;
    }
  }

  /** The member's own leaf. */
  public LeafIndex leaf() {
    return new LeafIndex(leaf);
  }

  /**
   * The key of the own leaf; it stays in the hands of this object.
   *
   * @throws IllegalStateException if it is none of these, since it was that of an older leaf
   */
  public KemPrivateKey leafKey() {
    SharedKey key = open().get(0);
    if (key == null) {
      throw new IllegalStateException("the key of leaf " + leaf + " is not known");
    }
    return key.key();
  }

  /** The nodes whose keys are known, bottom up. */
  public List<Integer> nodes() {
    return open().keySet().stream().map(level -> TreeMath.ancestor(leaf, level)).toList();
  }

  /** The key of a node, or null if it is not known; it stays in the hands of this object. */
  public @Nullable KemPrivateKey at(int node) {
    SharedKey key = TreeMath.isBelow(leaf, node) ? open().get(TreeMath.level(node)) : null;
    return key == null ? null : key.key();
  }

  /** A second holder of the same keys, to be closed on its own. */
  public PrivateKeys copy() {
    return with(Map.of());
  }

  /** A copy with another key for the leaf, as after an Update. Takes the key over. */
  public PrivateKeys withLeafKey(KemPrivateKey leafKey) {
    return with(Map.of(TreeMath.leafToNode(leaf), leafKey));
  }

  /**
   * A copy with the key of a node that a path secret belongs to (§7.4). The secret stays the
   * caller's; whether the key is the one in a tree is for {@link #matches}.
   *
   * @throws IllegalArgumentException if the node is not above the leaf
   */
  public PrivateKeys withPathSecret(CipherSuite suite, int node, Secret pathSecret) {
    if (!TreeMath.isBelow(leaf, node) || TreeMath.isLeaf(node)) {
      throw new IllegalArgumentException("node " + node + " is not above leaf " + leaf);
    }
    return with(Map.of(node, PathSecrets.nodeKeyPair(suite, pathSecret).privateKey()));
  }

  /** A copy without the keys that are not those of nodes in {@code tree} any more (§7.5). */
  public PrivateKeys retainedIn(RatchetTree tree) {
    PrivateKeys retained = copy();
    retained
        .keys
        .entrySet()
        .removeIf(
            entry -> {
              boolean stale = !isCurrent(tree, entry.getKey(), entry.getValue().key());
              if (stale) {
                entry.getValue().release();
              }
              return stale;
            });
    return retained;
  }

  /** Whether each key is the private part of what {@code tree} holds at its node. */
  public boolean matches(RatchetTree tree) {
    return open().entrySet().stream()
        .allMatch(entry -> isCurrent(tree, entry.getKey(), entry.getValue().key()));
  }

  /** A copy with more keys, by node, in place of those at the same nodes. Takes the keys over. */
  PrivateKeys with(Map<Integer, KemPrivateKey> more) {
    NavigableMap<Integer, SharedKey> copies = new TreeMap<>();
    open().forEach((level, key) -> copies.put(level, key.share()));
    more.forEach(
        (node, key) -> {
          SharedKey replaced = copies.put(TreeMath.level(node), new SharedKey(key));
          if (replaced != null) {
            replaced.release();
          }
        });
    return new PrivateKeys(leaf, copies);
  }

  private boolean isCurrent(RatchetTree tree, int level, KemPrivateKey key) {
    int node = TreeMath.ancestor(leaf, level);
    return node < TreeMath.nodeWidth(tree.width())
        && key.publicKey().equals(tree.root().find(node).encryptionKey());
  }

  private NavigableMap<Integer, SharedKey> open() {
    if (closed) {
      throw new IllegalStateException("the private keys have been wiped");
    }
    return keys;
  }

  private static int inTree(LeafIndex leaf) {
    if (leaf.value() >= RatchetTree.MAX_LEAVES) {
      throw new IllegalArgumentException("leaf " + leaf + " is in no tree");
    }
    return (int) leaf.value();
  }

  /** Writes the keys down, in the open: end with {@link TlsWriter#toSecret}. */
  public void writeTo(TlsWriter out) {
    out.uint32(leaf);
    out.vector(
        List.copyOf(open().entrySet()),
        (writer, entry) -> {
          try (Secret key = entry.getValue().key().serialize()) {
            writer.uint8(entry.getKey()).secret(key);
          }
        });
  }

  /** Reads what {@link #writeTo} wrote. */
  public static PrivateKeys readFrom(TlsReader in, CipherSuite suite) throws DecodeException {
    long leaf = in.uint32("leaf_index");
    if (leaf >= RatchetTree.MAX_LEAVES) {
      throw in.fail("leaf_index", 4, "leaf " + leaf + " is in no tree");
    }
    NavigableMap<Integer, SharedKey> keys = new TreeMap<>();
    for (Entry entry : in.vector("private_keys", element -> Entry.readFrom(element, suite))) {
      if (!keys.isEmpty() && entry.level <= keys.lastKey()) {
        throw in.fail("the private keys are not in order");
      }
      keys.put(entry.level, new SharedKey(entry.key));
    }
    if (!keys.containsKey(0) || keys.lastKey() > MAX_LEVEL) {
      throw in.fail("these are not the keys on one path");
    }
    return new PrivateKeys((int) leaf, keys);
  }

  /** One key as it is written down. */
  private record Entry(int level, KemPrivateKey key) {

    static Entry readFrom(TlsReader in, CipherSuite suite) throws DecodeException {
      int level = in.uint8("level");
      try (Secret serialized = in.secret("private_key")) {
        return new Entry(level, suite.kemPrivateKey(serialized));
      } catch (RefusedInput e) {
        throw in.fail("the private key is none of " + suite.id());
      }
    }
  }

  /** Lets go of all keys; closing twice does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      keys.values().forEach(SharedKey::release);
      keys.clear();
    }
  }

  @Override
  public String toString() {
    return "PrivateKeys[of leaf " + leaf + "]";
  }
}
