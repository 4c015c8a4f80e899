package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of one kind in a tree, each with the number of nodes that hold it: immutable, so
 * that epochs share what they have in common. Adding, removing and looking up take O(log n) steps,
 * and no choice of keys by an attacker makes it more: it is a weight-balanced search tree, ordered
 * by the bytes of the keys.
 *
 * <p>A key may occur twice for a while, since a commit's proposals are applied one after the other
 * and only the tree that they lead to has to be free of duplicates.
 */
final class KeyIndex {

  static final KeyIndex EMPTY = new KeyIndex(null, 0);

  /** A subtree is at most this many times as heavy as its sibling. */
  private static final int MAX_WEIGHT_RATIO = 3;

  /** Where the inner grandchild is lighter than this many times the outer, one rotation will do. */
  private static final int SINGLE_ROTATION_RATIO = 2;

  private record Entry(
      Bytes key, int count, @Nullable Entry left, @Nullable Entry right, int size) {

    Entry(Bytes key, int count, @Nullable Entry left, @Nullable Entry right) {
      this(key, count, left, right, sizeOf(left) + 1 + sizeOf(right));
    }
  }

  private final @Nullable Entry root;
  private final int surplus;

  private KeyIndex(@Nullable Entry root, int surplus) {
    this.root = root;
    this.surplus = surplus;
  }

  /** The index of many keys at once; the array is sorted in place. */
  static KeyIndex of(Bytes[] keys) {
    Arrays.sort(keys);
    int[] counts = new int[keys.length];
    int distinct = 0;
    for (int i = 0; i < keys.length; i++) {
      if (distinct > 0 && keys[distinct - 1].equals(keys[i])) {
        counts[distinct - 1]++;
      } else {
        keys[distinct] = keys[i];
        counts[distinct++] = 1;
      }
    }
    return new KeyIndex(build(keys, counts, 0, distinct), keys.length - distinct);
  }

  boolean contains(Bytes key) {
    Entry at = root;
    while (at != null) {
      int order = key.compareTo(at.key);
      if (order == 0) {
        return true;
      }
      at = order < 0 ? at.left : at.right;
    }
    return false;
  }

  /** Whether some key is held by more than one node. */
  boolean hasDuplicates() {
    return surplus > 0;
  }

  KeyIndex plus(Bytes key) {
    Entry grown = insert(root, key);
    boolean wasPresent = grown.size == sizeOf(root);
    return new KeyIndex(grown, wasPresent ? surplus + 1 : surplus);
  }

  /** Without one occurrence of {@code key}, which must be present. */
  KeyIndex minus(Bytes key) {
    if (root == null) {
      throw new IllegalStateException("the key is not in the index");
    }
    Entry shrunk = delete(root, key);
    boolean wasLast = sizeOf(shrunk) < root.size;
    return new KeyIndex(shrunk, wasLast ? surplus : surplus - 1);
  }

  private static @Nullable Entry build(Bytes[] keys, int[] counts, int from, int to) {
    if (from == to) {
      return null;
    }
    int middle = (from + to) >>> 1;
    return new Entry(
        keys[middle],
        counts[middle],
        build(keys, counts, from, middle),
        build(keys, counts, middle + 1, to));
  }

  private static Entry insert(@Nullable Entry at, Bytes key) {
    if (at == null) {
      return new Entry(key, 1, null, null);
    }
    int order = key.compareTo(at.key);
    if (order == 0) {
      return new Entry(at.key, at.count + 1, at.left, at.right);
    }
    return order < 0
        ? balance(at, insert(at.left, key), at.right)
        : balance(at, at.left, insert(at.right, key));
  }

  private static @Nullable Entry delete(@Nullable Entry at, Bytes key) {
    if (at == null) {
      throw new IllegalStateException("the key is not in the index");
    }
    int order = key.compareTo(at.key);
    if (order < 0) {
      return balance(at, delete(at.left, key), at.right);
    }
    if (order > 0) {
      return balance(at, at.left, delete(at.right, key));
    }
    if (at.count > 1) {
      return new Entry(at.key, at.count - 1, at.left, at.right);
    }
    if (at.left == null) {
      return at.right;
    }
    if (at.right == null) {
      return at.left;
    }
    Entry next = first(at.right);
    return balance(next, at.left, withoutFirst(at.right));
  }

  private static Entry first(Entry at) {
    Entry first = at;
    while (first.left != null) {
      first = first.left;
    }
    return first;
  }

  private static @Nullable Entry withoutFirst(Entry at) {
    return at.left == null ? at.right : balance(at, withoutFirst(at.left), at.right);
  }

  /** The key of {@code middle} between two trees, one of which may be one entry out of balance. */
  private static Entry balance(Entry middle, @Nullable Entry left, @Nullable Entry right) {
    int leftSize = sizeOf(left);
    int rightSize = sizeOf(right);
    if (right != null && leftSize + rightSize > 1 && rightSize > MAX_WEIGHT_RATIO * leftSize) {
      return rotateLeft(middle, left, right);
    }
    if (left != null && leftSize + rightSize > 1 && leftSize > MAX_WEIGHT_RATIO * rightSize) {
      return rotateRight(middle, left, right);
    }
    return join(middle, left, right);
  }

  private static Entry rotateLeft(Entry middle, @Nullable Entry left, Entry right) {
    Entry inner = right.left;
    if (inner == null || inner.size < SINGLE_ROTATION_RATIO * sizeOf(right.right)) {
      return join(right, join(middle, left, inner), right.right);
    }
    return join(inner, join(middle, left, inner.left), join(right, inner.right, right.right));
  }

  private static Entry rotateRight(Entry middle, Entry left, @Nullable Entry right) {
    Entry inner = left.right;
    if (inner == null || inner.size < SINGLE_ROTATION_RATIO * sizeOf(left.left)) {
      return join(left, left.left, join(middle, inner, right));
    }
    return join(inner, join(left, left.left, inner.left), join(middle, inner.right, right));
  }

  private static Entry join(Entry middle, @Nullable Entry left, @Nullable Entry right) {
    return new Entry(middle.key, middle.count, left, right);
  }

  private static int sizeOf(@Nullable Entry entry) {
    return entry == null ? 0 : entry.size;
  }

  /** The number of different keys. */
  int size() {
    return sizeOf(root);
  }

  /** The number of steps that the longest search takes: for tests of the balance. */
  int height() {
    return height(root);
  }

  private static int height(@Nullable Entry at) {
    return at == null ? 0 : 1 + Math.max(height(at.left), height(at.right));
  }
}
