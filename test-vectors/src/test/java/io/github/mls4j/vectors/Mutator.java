package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Damages well-formed messages at random, the way that finds holes in a decoder. */
final class Mutator {

  /** Values at which lengths, counts and indices change their nature. */
  private static final int[] EDGES = {0, 1, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xfe, 0xff};

  /** Length prefixes: minimal and not, honest and huge, and the one that cannot be. */
  private static final List<Bytes> PREFIXES =
      List.of(
          Bytes.fromHex("00"),
          Bytes.fromHex("3f"),
          Bytes.fromHex("4000"),
          Bytes.fromHex("4040"),
          Bytes.fromHex("7fff"),
          Bytes.fromHex("80000000"),
          Bytes.fromHex("80004000"),
          Bytes.fromHex("bfffffff"),
          Bytes.fromHex("c0"));

  private static final int MAX_STEPS = 4;
  private static final int MAX_RUN = 40;

  private final Random random;

  Mutator(Random random) {
    this.random = random;
  }

  /**
   * A few steps away from {@code input}.
   *
   * @param others where spliced parts come from
   */
  Bytes mutate(Bytes input, List<Bytes> others) {
    Bytes mutant = input;
    for (int steps = 1 + random.nextInt(MAX_STEPS); steps > 0; steps--) {
      mutant = step(mutant, others);
    }
    return mutant;
  }

  private Bytes step(Bytes input, List<Bytes> others) {
    int at = random.nextInt(input.size() + 1);
    Bytes head = input.slice(0, at);
    Bytes tail = input.slice(at, input.size() - at);
    return switch (random.nextInt(8)) {
      case 0 -> change(input, at, old -> old ^ 1 << random.nextInt(Byte.SIZE));
      case 1 -> change(input, at, old -> EDGES[random.nextInt(EDGES.length)]);
      case 2 -> change(input, at, old -> old + (random.nextBoolean() ? 1 : -1));
      case 3 -> Bytes.concat(head, after(tail, run(tail)));
      case 4 -> Bytes.concat(head, noise(), tail);
      case 5 -> Bytes.concat(head, tail.slice(0, run(tail)), tail);
      case 6 -> {
        Bytes prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
        yield Bytes.concat(head, prefix, after(tail, Math.min(prefix.size(), tail.size())));
      }
      default -> {
        Bytes other = others.get(random.nextInt(others.size()));
        int from = random.nextInt(other.size() + 1);
        yield Bytes.concat(head, after(other, from));
      }
    };
  }

  private Bytes change(Bytes input, int at, IntUnaryOperator operator) {
    if (at == input.size()) {
      return Bytes.concat(input, Bytes.copyOf((byte) random.nextInt()));
    }
    byte[] bytes = input.toByteArray();
    bytes[at] = (byte) operator.applyAsInt(bytes[at]);
    return Bytes.wrap(bytes);
  }

  private int run(Bytes bytes) {
    return Math.min(bytes.size(), 1 + random.nextInt(MAX_RUN));
  }

  private Bytes noise() {
    byte[] bytes = new byte[1 + random.nextInt(MAX_RUN)];
    if (random.nextBoolean()) {
      random.nextBytes(bytes);
    } else {
      Arrays.fill(bytes, (byte) EDGES[random.nextInt(EDGES.length)]);
    }
    return Bytes.wrap(bytes);
  }

  private static Bytes after(Bytes bytes, int from) {
    return bytes.slice(from, bytes.size() - from);
  }
}
