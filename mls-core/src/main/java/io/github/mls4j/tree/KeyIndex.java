package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of one kind in a tree, each with the number of nodes that hold it: immutable, so
 * that epochs share what they have in common. It is a trie over the bits of the keys: keys that
 * nobody has chosen differ within the first few levels, and however they are chosen, none lies
 * deeper than a key has bits, and there are fewer branches than keys: where all that lies below is
 * the same for some levels, these are skipped. All keys of a kind are of one length.
 *
 * <p>A key may occur twice for a while, since a commit's proposals are applied one after the other
 * and only the tree that they lead to has to be free of duplicates.
 */
final class KeyIndex {

  private static final int BITS = 5;

  /** As a level, one below all others. */
  private static final int SAME = Integer.MAX_VALUE;

  static final KeyIndex EMPTY = new KeyIndex(Branch.atLevel(0), 0, 0);

  /**
   * A node of the trie: which values of the bits at its level occur, and what lies behind each that
   * does: a {@link Branch}, a key, or a {@link Repeated} one. But for the root, at least two do.
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Branch(int level, int present, Object[] slots) {

    static Branch atLevel(int level) {
      return new Branch(level, 0, new Object[0]);
    }

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
      return new Branch(level, present, changed);
    }

    Branch plus(int bit, Object slot) {
      int at = index(bit);
      Object[] more = new Object[slots.length + 1];
      System.arraycopy(slots, 0, more, 0, at);
      more[at] = slot;
      System.arraycopy(slots, at, more, at + 1, slots.length - at);
      return new Branch(level, present | bit, more);
    }

    Branch minus(int bit) {
      int at = index(bit);
      Object[] fewer = Arrays.copyOf(slots, slots.length - 1);
      System.arraycopy(slots, at + 1, fewer, at, fewer.length - at);
      return new Branch(level, present & ~bit, fewer);
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
    List<Bytes> sorted = keys.stream().sorted().toList();
    int size = 0;
    for (int i = 0; i < sorted.size(); i++) {
      size += i == 0 || !sorted.get(i).equals(sorted.get(i - 1)) ? 1 : 0;
    }
    return new KeyIndex(branch(sorted, 0), size, sorted.size() - size);
  }

  /** The branch of keys in order that share what comes before a level. */
  private static Branch branch(List<Bytes> sorted, int level) {
    int present = 0;
    List<Object> slots = new ArrayList<>();
    int from = 0;
    while (from < sorted.size()) {
      int bit = bit(sorted.get(from), level);
      int to = from + 1;
      while (to < sorted.size() && bit(sorted.get(to), level) == bit) {
        to++;
      }
      present |= bit;
      slots.add(slot(sorted.subList(from, to)));
      from = to;
    }
    return new Branch(level, present, slots.toArray());
  }

  /** What lies behind one value of a level's bits. */
  private static Object slot(List<Bytes> sorted) {
    Bytes first = sorted.get(0);
    int fork = fork(first, sorted.get(sorted.size() - 1));
    if (fork < SAME) {
      return branch(sorted, fork);
    }
    return sorted.size() == 1 ? first : new Repeated(first, sorted.size());
  }

  boolean contains(Bytes key) {
    return count(key) > 0;
  }

  /** Whether some key is held by more than one node. */
  boolean hasDuplicates() {
    return surplus > 0;
  }

  KeyIndex plus(Bytes key) {
    Bytes near = nearest(key);
    int fork = near == null ? 0 : fork(near, key);
    int more = fork < SAME || near == null ? 1 : 0;
    return new KeyIndex(insert(root, key, near, fork), size + more, surplus + 1 - more);
  }

  /** Without one occurrence of {@code key}, which must be present. */
  KeyIndex minus(Bytes key) {
    int count = count(key);
    if (count == 0) {
      throw new IllegalStateException("the key is not in the index");
    }
    int fewer = count == 1 ? 1 : 0;
    return new KeyIndex(delete(root, key), size - fewer, surplus - 1 + fewer);
  }

  private int count(Bytes key) {
    Object at = root;
    while (at instanceof Branch branch) {
      int bit = branch.level * BITS < Byte.SIZE * key.size() ? bit(key, branch.level) : 0;
      if (!branch.has(bit)) {
        return 0;
      }
      at = branch.at(bit);
    }
    return !key(at).equals(key) ? 0 : at instanceof Repeated repeated ? repeated.count : 1;
  }

  /** A key with which another one shares as much of its beginning as with any; null if none. */
  private @Nullable Bytes nearest(Bytes key) {
    if (size == 0) {
      return null;
    }
    Object at = root;
    while (at instanceof Branch branch) {
      int bit = bit(key, branch.level);
      at = branch.has(bit) ? branch.at(bit) : branch.slots[0];
    }
    return key(at);
  }

  /** The level at which two keys part; {@link #SAME} if they do not. */
  private static int fork(Bytes one, Bytes other) {
    for (int i = 0; i < one.size(); i++) {
      int differing = one.get(i) ^ other.get(i);
      if (differing != 0) {
        int bitInByte = Integer.numberOfLeadingZeros(differing) - (Integer.SIZE - Byte.SIZE);
        return (Byte.SIZE * i + bitInByte) / BITS;
      }
    }
    return SAME;
  }

  /**
   * Adds a key below a branch that shares with it what comes before.
   *
   * @param near from {@link #nearest}
   * @param fork where the two part
   */
  private static Branch insert(Branch at, Bytes key, @Nullable Bytes near, int fork) {
    int bit = bit(key, at.level);
    if (near == null || !at.has(bit)) {
      return at.plus(bit, key);
    }
    Object slot = at.at(bit);
    if (slot instanceof Branch below && below.level <= fork) {
      return at.with(bit, insert(below, key, near, fork));
    }
    if (fork == SAME) {
      int count = slot instanceof Repeated repeated ? repeated.count : 1;
      return at.with(bit, new Repeated(key, count + 1));
    }
    return at.with(bit, Branch.atLevel(fork).plus(bit(near, fork), slot).plus(bit(key, fork), key));
  }

  private static Branch delete(Branch at, Bytes key) {
    int bit = bit(key, at.level);
    Object slot = at.at(bit);
    if (slot instanceof Branch below) {
      Branch fewer = delete(below, key);
      // What is alone there moves up.
      return at.with(bit, fewer.slots.length == 1 ? fewer.slots[0] : fewer);
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

  /** The number of branches: for tests. */
  int branches() {
    return branches(root);
  }

  private static int branches(Branch at) {
    int count = 1;
    for (Object slot : at.slots) {
      count += slot instanceof Branch below ? branches(below) : 0;
    }
    return count;
  }

  private static int height(Branch at) {
    int highest = 0;
    for (Object slot : at.slots) {
      highest = Math.max(highest, slot instanceof Branch below ? height(below) : 0);
    }
    return 1 + highest;
  }
}
