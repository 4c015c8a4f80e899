package io.github.mls4j.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The values of one two-octet IANA registry of RFC 9420 §17. Values with a name and GREASE are
 * shared objects, so that a list of them costs no more than its references.
 */
final class CodePoints<T> {

  private static final int MAX = 0xffff;

  private final IntFunction<T> create;
  private final Map<Integer, String> names = new HashMap<>();

  /** By value; the registered values are small. */
  private final List<@Nullable T> named = new ArrayList<>();

  /** By first hexadecimal digit: 0x0A0A to 0xEAEA. */
  private final List<T> grease = new ArrayList<>();

  CodePoints(IntFunction<T> create) {
    this.create = create;
    for (int digit = 0x0; digit <= 0xe; digit++) {
      grease.add(create.apply(digit << 12 | digit << 4 | 0x0a0a));
    }
  }

  /** Registers a name; values come in ascending order. */
  T add(int value, String name) {
    while (named.size() < value) {
      named.add(null);
    }
    T point = create.apply(value);
    named.add(point);
    names.put(value, name);
    return point;
  }

  T of(int value) {
    if (isGrease(value)) {
      return grease.get(value >>> 12);
    }
    T point = value >= 0 && value < named.size() ? named.get(value) : null;
    return point == null ? create.apply(value) : point;
  }

  String name(int value) {
    String name = names.get(value);
    return name == null ? String.format("0x%04x", value) : name;
  }

  /** RFC 9420 §13.5: 0x0A0A, 0x1A1A and so on up to 0xEAEA. */
  static boolean isGrease(int value) {
    return (value & 0x0f0f) == 0x0a0a && value >>> 12 == (value >>> 4 & 0xf) && value >>> 12 != 0xf;
  }

  static void check(int value) {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException(value + " is no code point of two octets");
    }
  }
}
