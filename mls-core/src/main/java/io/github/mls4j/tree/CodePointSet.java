package io.github.mls4j.tree;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;

/** A few code points, in increasing order: a value that takes little room and is soon compared. */
final class CodePointSet {

  /** Unknown to who makes up members, so that no hashes can be made to collide. */
  private static final int SEED = ThreadLocalRandom.current().nextInt();

  private final int[] values;

  private CodePointSet(int[] values) {
    this.values = values;
  }

  static CodePointSet of(int value) {
    return new CodePointSet(new int[] {value});
  }

  static <T> CodePointSet of(List<T> types, ToIntFunction<T> codePoint) {
    int[] values = new int[types.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = codePoint.applyAsInt(types.get(i));
    }
    return ordered(values);
  }

  /** Takes the array over. */
  private static CodePointSet ordered(int[] values) {
    Arrays.sort(values);
    int distinct = 0;
    for (int value : values) {
      if (distinct == 0 || values[distinct - 1] != value) {
        values[distinct++] = value;
      }
    }
    return new CodePointSet(Arrays.copyOf(values, distinct));
  }

  boolean contains(int value) {
    return Arrays.binarySearch(values, value) >= 0;
  }

  boolean containsAll(CodePointSet others) {
    int at = 0;
    for (int value : others.values) {
      while (at < values.length && values[at] < value) {
        at++;
      }
      if (at == values.length || values[at] != value) {
        return false;
      }
    }
    return true;
  }

  /** Those that are in both. */
  CodePointSet and(CodePointSet other) {
    int[] common = new int[Math.min(values.length, other.values.length)];
    return new CodePointSet(Arrays.copyOf(common, common(other, common)));
  }

  /** Puts those that are in both into an array; how many there are. */
  private int common(CodePointSet other, int[] common) {
    int count = 0;
    int at = 0;
    for (int value : values) {
      while (at < other.values.length && other.values[at] < value) {
        at++;
      }
      if (at < other.values.length && other.values[at] == value) {
        common[count++] = value;
      }
    }
    return count;
  }

  /** Those that are in one or both. */
  CodePointSet or(CodePointSet other) {
    if (containsAll(other)) {
      return this;
    }
    int[] all = Arrays.copyOf(values, values.length + other.values.length);
    System.arraycopy(other.values, 0, all, values.length, other.values.length);
    return ordered(all);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof CodePointSet other && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    int hash = SEED;
    for (int value : values) {
      hash = mix(hash ^ value);
    }
    return hash;
  }

  /** Each bit of the result depends on all bits of the value. */
  static int mix(int value) {
    int mixed = (value ^ value >>> 16) * 0x7feb352d;
    mixed = (mixed ^ mixed >>> 15) * 0x846ca68b;
    return mixed ^ mixed >>> 16;
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
