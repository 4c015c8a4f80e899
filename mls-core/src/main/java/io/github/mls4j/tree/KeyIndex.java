package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
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

  /** Owns what no edit changes any more. */
  private static final Object NOBODY = new Object();

  static final KeyIndex EMPTY = new KeyIndex(null, 0);

  /**
   * A node of the trie: which values of the bits at its level occur, and what lies behind each that
   * does: a {@link Branch}, a key, or a {@link Repeated} one. At least two do.
   */
  private static final class Branch {

    /** Whose it is: an edit changes what it has made, and shares all else. */
    private final Object owner;

    private final int level;
    private int present;
    private Object[] slots;

    Branch(Object owner, int level, int present, Object[] slots) {
      this.owner = owner;
      this.level = level;
      this.present = present;
      this.slots = slots;
    }

    /** This, or a copy that the owner may change. */
    Branch ownedBy(Object other) {
      return owner == other ? this : new Branch(other, level, present, slots.clone());
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

    void put(int bit, Object slot) {
      slots[index(bit)] = slot;
    }

    void add(int bit, Object slot) {
      int at = index(bit);
      Object[] more = new Object[slots.length + 1];
      System.arraycopy(slots, 0, more, 0, at);
      more[at] = slot;
      System.arraycopy(slots, at, more, at + 1, slots.length - at);
      slots = more;
      present |= bit;
    }

    /** The one slot besides that of a bit. */
    Object other(int bit) {
      return slots[1 - index(bit)];
    }

    void remove(int bit) {
      int at = index(bit);
      Object[] fewer = Arrays.copyOf(slots, slots.length - 1);
      System.arraycopy(slots, at + 1, fewer, at, fewer.length - at);
      slots = fewer;
      present &= ~bit;
    }
  }

  /** A key that several nodes hold. */
  private record Repeated(Bytes key, int count) {}

  /** What lies behind no bits at all; null if there are no keys. */
  private final @Nullable Object root;

  /** By how many there are more keys than different ones. */
  private final int surplus;

  private KeyIndex(@Nullable Object root, int surplus) {
    this.root = root;
    this.surplus = surplus;
  }

  /** The index of many keys at once. */
  static KeyIndex of(List<Bytes> keys) {
    if (keys.isEmpty()) {
      return EMPTY;
    }
    List<Bytes> sorted = keys.stream().sorted().toList();
    int surplus = 0;
    for (int i = 1; i < sorted.size(); i++) {
      surplus += sorted.get(i).equals(sorted.get(i - 1)) ? 1 : 0;
    }
    return new KeyIndex(slot(sorted), surplus);
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
    return new Branch(NOBODY, level, present, slots.toArray());
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
    return with(List.of(), List.of(key));
  }

  /** As {@link #with}, without one occurrence of {@code key}. */
  KeyIndex minus(Bytes key) {
    return with(List.of(key), List.of());
  }

  /**
   * Without one occurrence of each of some keys, which must be present, and with others, in that
   * order.
   */
  KeyIndex with(List<Bytes> gone, List<Bytes> added) {
    if (gone.isEmpty() && added.isEmpty()) {
      return this;
    }
    Edit edit = new Edit(root, surplus);
    gone.forEach(edit::delete);
    added.forEach(edit::insert);
    return new KeyIndex(edit.root, edit.surplus);
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
    return at == null || !key(at).equals(key) ? 0 : holders(at);
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

  /** What becomes of an index, one key after the other. */
  private static final class Edit {

    private final Object owner = new Object();
    private @Nullable Object root;
    private int surplus;

    Edit(@Nullable Object root, int surplus) {
      this.root = root;
      this.surplus = surplus;
    }

    void insert(Bytes key) {
      root = root == null ? key : insert(root, 0, key);
    }

    /**
     * Adds a key to what lies behind a slot.
     *
     * @param shared the levels that the key is known to have in common with all keys there
     */
    private Object insert(Object slot, int shared, Bytes key) {
      Branch branch = slot instanceof Branch known ? known : null;
      if (branch == null || branch.level > shared) {
        Bytes near = first(slot);
        int fork = fork(near, key);
        if (branch == null && fork == SAME) {
          surplus++;
          return new Repeated(near, holders(slot) + 1);
        }
        if (branch == null || fork < branch.level) {
          Branch parted = new Branch(owner, fork, bit(near, fork), new Object[] {slot});
          parted.add(bit(key, fork), key);
          return parted;
        }
      }
      int bit = bit(key, branch.level);
      Branch edited = branch.ownedBy(owner);
      if (edited.has(bit)) {
        edited.put(bit, insert(edited.at(bit), edited.level + 1, key));
      } else {
        edited.add(bit, key);
      }
      return edited;
    }

    void delete(Bytes key) {
      root = root == null ? missing() : delete(root, key);
    }

    /** What is left behind a slot without the key; null if nothing. */
    private @Nullable Object delete(Object slot, Bytes key) {
      if (slot instanceof Branch branch) {
        int bit = bit(key, branch.level);
        Object left = delete(branch.has(bit) ? branch.at(bit) : missing(), key);
        if (left == null && branch.slots.length == 2) {
          return branch.other(bit); // what is alone in its branch takes the branch's place
        }
        Branch edited = branch.ownedBy(owner);
        if (left == null) {
          edited.remove(bit);
        } else {
          edited.put(bit, left);
        }
        return edited;
      }
      if (!key(slot).equals(key)) {
        return missing();
      }
      int count = holders(slot);
      if (count == 1) {
        return null;
      }
      surplus--;
      return count == 2 ? key(slot) : new Repeated(key(slot), count - 1);
    }

    private static Object missing() {
      throw new IllegalStateException("the key is not in the index");
    }
  }

  /** Some key behind a slot. */
  private static Bytes first(Object slot) {
    Object at = slot;
    while (at instanceof Branch branch) {
      at = branch.slots[0];
    }
    return key(at);
  }

  /** How many nodes hold the one key behind a slot. */
  private static int holders(Object slot) {
    return slot instanceof Repeated repeated ? repeated.count : 1;
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

  /** The number of different keys: for tests. */
  int size() {
    return sum(root, branch -> 0, key -> 1);
  }

  /** The number of branches: for tests. */
  int branches() {
    return sum(root, branch -> 1, key -> 0);
  }

  private static int sum(
      @Nullable Object slot, ToIntFunction<Branch> ofBranch, ToIntFunction<Object> ofKey) {
    if (!(slot instanceof Branch branch)) {
      return slot == null ? 0 : ofKey.applyAsInt(slot);
    }
    int sum = ofBranch.applyAsInt(branch);
    for (Object below : branch.slots) {
      sum += sum(below, ofBranch, ofKey);
    }
    return sum;
  }

  /** The number of branches that the longest search passes: for tests. */
  int height() {
    return height(root);
  }

  private static int height(@Nullable Object slot) {
    int highest = 0;
    if (slot instanceof Branch branch) {
      for (Object below : branch.slots) {
        highest = Math.max(highest, 1 + height(below));
      }
    }
    return highest;
  }
}
