package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import java.util.Arrays;
import java.util.List;

/**
 * The public keys of one kind in a tree, each with the number of nodes that hold it: immutable, so
 * that epochs share what they have in common. It is a trie over the bits of the keys: keys that
 * nobody has chosen differ within the first few levels, and however they are chosen, none lies
 * deeper than a key has bits. All keys of a kind are of one length.
 *
 * <p>A key may occur twice for a while, since a commit's proposals are applied one after the other
 * and only the tree that they lead to has to be free of duplicates.
 */
final class KeyIndex {

  private static final int BITS = 5;

  static final KeyIndex EMPTY = new KeyIndex(new Branch(0, new Object[0]), 0, 0);

  /**
   * A node of the trie: which values of the next few bits occur, and what lies behind each that
   * does: a {@link Branch}, a key, or a {@link Repeated} one.
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Branch(int present, Object[] slots) {

    boolean has(int bit) {
      return (present & bit) != 0;
    }

    Object at(int bit) {
      return slots[index(bit)];
    }

    private int index(int bit) {
      return Integer.bitCount(present & (bit - 1));
    }

    Branch with(int bit, Object slot) {
      Object[] changed = slots.clone();
      changed[index(bit)] = slot;
      return new Branch(present, changed);
    }

    Branch plus(int bit, Object slot) {
      int at = index(bit);
      Object[] more = new Object[slots.length + 1];
      System.arraycopy(slots, 0, more, 0, at);
      more[at] = slot;
      System.arraycopy(slots, at, more, at + 1, slots.length - at);
      return new Branch(present | bit, more);
    }

    Branch minus(int bit) {
      int at = index(bit);
      Object[] fewer = Arrays.copyOf(slots, slots.length - 1);
      System.arraycopy(slots, at + 1, fewer, at, fewer.length - at);
      return new Branch(present & ~bit, fewer);
    }
  }

  /** A key that several nodes hold. */
  private record Repeated(Bytes key, int count) {}

  private final Branch root;
  private final int size;
  private final int surplus;

  private KeyIndex(Branch root, int size, int surplus) {
    this.root = root;
    this.size = size;
    this.surplus = surplus;
  }

  /** The index of many keys at once. */
  static KeyIndex of(List<Bytes> keys) {
    KeyIndex index = EMPTY;
    for (Bytes key : keys) {
      index = index.plus(key);
    }
    return index;
  }

  boolean contains(Bytes key) {
    return count(key) > 0;
  }

  /** Whether some key is held by more than one node. */
  boolean hasDuplicates() {
    return surplus > 0;
  }

  KeyIndex plus(Bytes key) {
    int more = count(key) == 0 ? 1 : 0;
    return new KeyIndex(insert(root, key, 0), size + more, surplus + 1 - more);
  }

  /** Without one occurrence of {@code key}, which must be present. */
  KeyIndex minus(Bytes key) {
    int count = count(key);
    if (count == 0) {
      throw new IllegalStateException("the key is not in the index");
    }
    int fewer = count == 1 ? 1 : 0;
    return new KeyIndex(delete(root, key, 0), size - fewer, surplus - 1 + fewer);
  }

  private int count(Bytes key) {
    Branch at = root;
    for (int level = 0; level * BITS < Byte.SIZE * key.size(); level++) {
      int bit = bit(key, level);
      if (!at.has(bit)) {
        return 0;
      }
      Object slot = at.at(bit);
      if (!(slot instanceof Branch below)) {
        return !key(slot).equals(key) ? 0 : slot instanceof Repeated repeated ? repeated.count : 1;
      }
      at = below;
    }
    return 0;
  }

  private static Branch insert(Branch at, Bytes key, int level) {
    int bit = bit(key, level);
    if (!at.has(bit)) {
      return at.plus(bit, key);
    }
    Object slot = at.at(bit);
    if (slot instanceof Branch below) {
      return at.with(bit, insert(below, key, level + 1));
    }
    if (key(slot).equals(key)) {
      int count = slot instanceof Repeated repeated ? repeated.count : 1;
      return at.with(bit, new Repeated(key, count + 1));
    }
    Branch below = EMPTY.root.plus(bit(key(slot), level + 1), slot);
    return at.with(bit, insert(below, key, level + 1));
  }

  private static Branch delete(Branch at, Bytes key, int level) {
    int bit = bit(key, level);
    Object slot = at.at(bit);
    if (slot instanceof Branch below) {
      Branch fewer = delete(below, key, level + 1);
      // A key that is alone there moves up.
      boolean alone = fewer.slots.length == 1 && !(fewer.slots[0] instanceof Branch);
      return at.with(bit, alone ? fewer.slots[0] : fewer);
    }
    if (slot instanceof Repeated repeated) {
      return at.with(bit, repeated.count == 2 ? key : new Repeated(key, repeated.count - 1));
    }
    return at.minus(bit);
  }

  private static Bytes key(Object slot) {
    return slot instanceof Repeated repeated ? repeated.key : (Bytes) slot;
  }

  /**
   * The bits of a key at one level, as the one bit of {@link Branch#present} that stands for it.
   */
  private static int bit(Bytes key, int level) {
    int from = level * BITS;
    int at = from / Byte.SIZE;
    int next = at + 1 < key.size() ? key.get(at + 1) : 0;
    int window = key.get(at) << Byte.SIZE | next;
    return 1 << (window >>> (2 * Byte.SIZE - BITS - from % Byte.SIZE) & (1 << BITS) - 1);
  }

  /** The number of different keys. */
  int size() {
    return size;
  }

  /** The number of steps that the longest search takes: for tests. */
  int height() {
    return height(root);
  }

  private static int height(Branch at) {
    int highest = 0;
    for (Object slot : at.slots) {
      highest = Math.max(highest, slot instanceof Branch below ? height(below) : 0);
    }
    return 1 + highest;
  }
}
