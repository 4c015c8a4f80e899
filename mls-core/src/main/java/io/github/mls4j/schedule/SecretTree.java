package io.github.mls4j.schedule;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.LeafIndex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §9: the message keys of one epoch. It starts as one secret and is expanded only towards
 * leaves that send; every secret is wiped once its children are there, so that no more is held than
 * the edge of the expanded part (O(log n) for one sender), two ratchets for each sender so far, and
 * a bounded number of keys of late messages.
 *
 * <p>Mutable, and not safe for use by several threads at once: the group that owns it serialises.
 */
public final class SecretTree implements AutoCloseable {

  /** As for the ratchet tree: beyond, an index would ask for more than state can hold. */
  public static final int MAX_WIDTH = 1 << 24;

  private final CipherSuite suite;
  private final int width;
  private final RatchetLimits limits;
  final Map<Integer, Secret> nodes = new TreeMap<>();
  final Map<Integer, LeafRatchets> leaves = new TreeMap<>();
  final SkippedKeys skipped;

  /** Entries that differ from what has been written down; null if nothing has been yet. */
  private @Nullable TreeSet<StateKey> touched;

  SecretTree(CipherSuite suite, int width, RatchetLimits limits) {
    this.suite = suite;
    this.width = width;
    this.limits = limits;
    this.skipped = new SkippedKeys(limits);
  }

  /**
   * The tree of a new epoch.
   *
   * @param encryptionSecret becomes the tree's
   * @param width the leaves of the ratchet tree, blank ones included: a power of two
   * @throws IllegalArgumentException if {@code width} is none, or above {@link #MAX_WIDTH}
   */
  public static SecretTree of(
      CipherSuite suite, Secret encryptionSecret, long width, RatchetLimits limits) {
    SecretTree tree = new SecretTree(suite, checkWidth(width), limits);
    tree.nodes.put(TreeExpansion.node(0, tree.width), encryptionSecret);
    return tree;
  }

  static int checkWidth(long width) {
    if (width < 1 || width > MAX_WIDTH || Long.bitCount(width) != 1) {
      throw new IllegalArgumentException("a tree cannot be " + width + " leaves wide");
    }
    return (int) width;
  }

  /** The number of leaves, a power of two. */
  public int width() {
    return width;
  }

  /**
   * The key for the next message that this client sends. The ratchet has moved past it: nothing
   * here can open that message again.
   *
   * @param own the client's own leaf
   * @return a key that the caller closes
   * @throws IllegalStateException if all 2^32 generations have been used: only a new epoch helps
   */
  public MessageKey next(LeafIndex own, RatchetType type) {
    int leaf = checkLeaf(own);
    LeafRatchets known = leaves.get(leaf);
    LeafRatchets ratchets = known != null ? known : install(leaf, expand(leaf));
    Ratchet ratchet = ratchets.get(type);
    MessageKey key = ratchet.key();
    ratchet.advance();
    touch(StateKey.ratchet(leaf, type));
    return key;
  }

  /** How many keys of its own ratchets a client has used, of both together. */
  public long used(LeafIndex own) {
    LeafRatchets known = leaves.get(checkLeaf(own));
    return known == null
        ? 0
        : known.get(RatchetType.HANDSHAKE).generation()
            + known.get(RatchetType.APPLICATION).generation();
  }

  /**
   * The key of a message to be received. Nothing changes until it is committed.
   *
   * @param sender a leaf of this tree: the caller has checked that it is a member's
   * @param generation 0 to 2^32 - 1
   * @return to be committed or closed
   * @throws RuleViolation if that key has been used, has been dropped, or is too far ahead
   * @throws IllegalArgumentException if {@code sender} lies outside the tree
   */
  public PendingKey prepare(LeafIndex sender, RatchetType type, long generation)
      throws RuleViolation {
    int leaf = checkLeaf(sender);
    KeyId id = new KeyId(leaf, type, generation);
    LeafRatchets known = leaves.get(leaf);
    long expected = known == null ? 0 : known.get(type).generation();
    if (known != null && generation < expected) {
      return new PendingKey(this, id, late(id, known.get(type)), null);
    }
    if (generation - expected > limits.maxForward()) {
      throw new RuleViolation(Rule.GENERATION_WITHIN_REACH, place(id));
    }
    TreeExpansion expansion = known == null ? expand(leaf) : null;
    Ratchet head = expansion != null ? expansion.ratchets().get(type) : known(leaf).get(type);
    try (Ratchet ahead = head.copy()) {
      while (ahead.generation() < generation) {
        ahead.advance();
      }
      return new PendingKey(this, id, ahead.key(), expansion);
    }
  }

  private MessageKey late(KeyId id, Ratchet ratchet) throws RuleViolation {
    SkippedKeys.Kept kept = skipped.get(id);
    if (kept != null) {
      return kept.key().copy();
    }
    throw new RuleViolation(
        id.generation() < ratchet.floor()
            ? Rule.GENERATION_STILL_KEPT
            : Rule.GENERATION_NOT_USED_TWICE,
        place(id));
  }

  private static Place place(KeyId id) {
    return Place.of("sender_data.generation").withLeaf(id.leaf());
  }

  /** What {@link PendingKey#commit} does; {@code expansion} is taken over. */
  void consume(KeyId id, @Nullable TreeExpansion expansion) {
    LeafRatchets known = leaves.get(id.leaf());
    if (known == null) {
      known = install(id.leaf(), expansion);
    } else if (expansion != null) {
      expansion.close();
    }
    if (isUsed(id)) {
      throw new IllegalStateException("the message key has been used in the meantime");
    }
    Ratchet ratchet = known.get(id.type());
    if (id.generation() < ratchet.generation()) {
      skipped.remove(id);
      touch(StateKey.skipped(id));
    } else {
      advance(ratchet, id);
    }
  }

  /** Whether the key of a generation is gone. */
  boolean isUsed(KeyId id) {
    LeafRatchets known = leaves.get(id.leaf());
    return known != null
        && id.generation() < known.get(id.type()).generation()
        && skipped.get(id) == null;
  }

  /** Moves a ratchet past {@code to}, keeping the keys in between as far as the limits allow. */
  private void advance(Ratchet ratchet, KeyId to) {
    int room = Math.min(limits.maxSkippedPerSender(), limits.maxSkipped());
    long firstKept = to.generation() - room;
    while (ratchet.generation() < to.generation()) {
      if (ratchet.generation() < firstKept) {
        ratchet.raiseFloor(ratchet.generation() + 1);
      } else {
        KeyId id = new KeyId(to.leaf(), to.type(), ratchet.generation());
        skipped.add(id, ratchet.key());
        touch(StateKey.skipped(id));
      }
      ratchet.advance();
    }
    ratchet.advance();
    touch(StateKey.ratchet(to.leaf(), to.type()));
    evict(to.leaf());
  }

  /** Drops the oldest kept keys above the limits. */
  void evict(int leaf) {
    for (KeyId old = skipped.evict(leaf); old != null; old = skipped.evict(leaf)) {
      known(old.leaf()).get(old.type()).raiseFloor(old.generation() + 1);
      touch(StateKey.skipped(old));
      touch(StateKey.ratchet(old.leaf(), old.type()));
    }
  }

  private LeafRatchets known(int leaf) {
    return Objects.requireNonNull(leaves.get(leaf));
  }

  private TreeExpansion expand(int leaf) {
    return TreeExpansion.derive(suite, nodes, width, leaf);
  }

  /** Makes an expansion part of the tree and wipes the secret that it came from. */
  private LeafRatchets install(int leaf, @Nullable TreeExpansion derived) {
    TreeExpansion expansion = derived;
    if (expansion == null || !nodes.containsKey(expansion.ancestor())) {
      // Another leaf below the same node was expanded since: its way down is part of the tree now.
      if (expansion != null) {
        expansion.close();
      }
      expansion = expand(leaf);
    }
    nodes.remove(expansion.ancestor());
    expansion.ancestorSecret().close();
    touch(StateKey.node(expansion.ancestor()));
    nodes.putAll(expansion.copath());
    expansion.copath().keySet().forEach(node -> touch(StateKey.node(node)));
    leaves.put(leaf, expansion.ratchets());
    for (RatchetType type : RatchetType.values()) {
      touch(StateKey.ratchet(leaf, type));
    }
    return expansion.ratchets();
  }

  private int checkLeaf(LeafIndex leaf) {
    if (leaf.value() >= width) {
      throw new IllegalArgumentException(leaf + " is outside a tree of " + width + " leaves");
    }
    return (int) leaf.value();
  }

  private void touch(StateKey key) {
    if (touched != null) {
      touched.add(key);
    }
  }

  /**
   * What a store has to put and delete so that it holds this tree as it is now: all of it at first,
   * then what has changed since {@link #changesWritten()}, a few entries for each message. Each
   * entry is a secret that the caller closes.
   */
  public List<StateEntry> changes() {
    return touched == null
        ? SecretTreeState.all(this)
        : touched.stream().map(key -> SecretTreeState.entry(this, key)).toList();
  }

  /** The store has taken all {@link #changes()} in. */
  public void changesWritten() {
    touched = new TreeSet<>();
  }

  /** The whole tree, in the order of the keys; each entry is a secret that the caller closes. */
  public List<StateEntry> entries() {
    return SecretTreeState.all(this);
  }

  /** Writes the whole tree; the same tree is always written alike. End with a secret. */
  public void writeTo(TlsWriter out) {
    out.uint32(width);
    List<StateEntry> all = SecretTreeState.all(this);
    out.vector(all);
    all.forEach(StateEntry::close);
  }

  /**
   * Reads what {@link #writeTo} wrote. The caller wipes the input. No entry counts as written to a
   * store by itself.
   */
  public static SecretTree readFrom(CipherSuite suite, RatchetLimits limits, TlsReader in)
      throws DecodeException {
    long width = in.uint32("width");
    List<StateEntry> entries = in.vector("entries", StateEntry::readFrom);
    try {
      SecretTree tree = restore(suite, width, limits, entries);
      tree.touched = null;
      return tree;
    } finally {
      entries.forEach(StateEntry::close);
    }
  }

  /**
   * The tree that a store holds, from its entries in any order. They are lent.
   *
   * @throws DecodeException if they do not make up one whole tree
   */
  public static SecretTree restore(
      CipherSuite suite, long width, RatchetLimits limits, Collection<StateEntry> entries)
      throws DecodeException {
    return SecretTreeState.restore(suite, width, limits, entries);
  }

  /** Wipes everything. */
  @Override
  public void close() {
    nodes.values().forEach(Secret::close);
    leaves.values().forEach(LeafRatchets::close);
    skipped.close();
  }

  @Override
  public String toString() {
    return "SecretTree[width " + width + "]";
  }
}
