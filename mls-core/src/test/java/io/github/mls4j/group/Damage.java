package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import java.util.List;
import java.util.Random;

/** Damaged copies of a message: each differs from it. */
final class Damage {

  /** What is done with each copy. */
  @FunctionalInterface
  interface Target {
    void take(Bytes damaged) throws Exception;
  }

  private static final int[] EDGES = {0, 1, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xfe, 0xff};
  private static final int MAX_RUN = 20;

  private final Random random;

  Damage(long seed) {
    random = new Random(seed);
  }

  /**
   * Every truncation, every byte with one bit flipped (another one each time), and every field
   * emptied.
   */
  static void everywhere(Bytes message, Target target) throws Exception {
    for (int length = 0; length < message.size(); length++) {
      target.take(message.slice(0, length));
    }
    flips(message, 1, target);
    for (int at = 0; at < message.size(); at++) {
      int length = message.get(at);
      if (length > 0 && length < 0x40 && at + 1 + length <= message.size()) {
        Bytes empty = Bytes.copyOf((byte) 0);
        target.take(Bytes.concat(message.slice(0, at), empty, after(message, at + 1 + length)));
      }
    }
  }

  /** One flipped bit in each {@code step}th byte. */
  static void flips(Bytes message, int step, Target target) throws Exception {
    for (int at = 0; at < message.size(); at += step) {
      byte[] bytes = message.toByteArray();
      bytes[at] ^= (byte) (1 << at / step % Byte.SIZE);
      target.take(Bytes.wrap(bytes));
    }
  }

  /** So many random copies, with parts of {@code others} in some. */
  void randomly(Bytes message, List<Bytes> others, int count, Target target) throws Exception {
    for (int i = 0; i < count; i++) {
      Bytes damaged = once(message, others);
      if (random.nextInt(3) == 0) {
        damaged = once(damaged, others);
      }
      if (!damaged.equals(message) && !others.contains(damaged)) {
        target.take(damaged);
      }
    }
  }

  /** One copy; it may be equal to the message. */
  Bytes once(Bytes message, List<Bytes> others) {
    int at = random.nextInt(message.size() + 1);
    Bytes head = message.slice(0, at);
    Bytes tail = message.slice(at, message.size() - at);
    int run = Math.min(tail.size(), 1 + random.nextInt(MAX_RUN));
    return switch (random.nextInt(5)) {
      case 0 -> Bytes.concat(head, after(tail, run));
      case 1 -> Bytes.concat(head, tail.slice(0, run), tail);
      case 2 -> {
        Bytes other = others.get(random.nextInt(others.size()));
        yield Bytes.concat(head, after(other, Math.min(at, other.size())));
      }
      default -> Bytes.concat(head, edge(tail), after(tail, Math.min(1, tail.size())));
    };
  }

  private Bytes edge(Bytes tail) {
    boolean flip = !tail.isEmpty() && random.nextBoolean();
    int value =
        flip ? tail.get(0) ^ 1 << random.nextInt(Byte.SIZE) : EDGES[random.nextInt(EDGES.length)];
    return Bytes.copyOf((byte) value);
  }

  private static Bytes after(Bytes bytes, int from) {
    return bytes.slice(from, bytes.size() - from);
  }
}
