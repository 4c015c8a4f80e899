package io.github.mls4j.spi;

/** How much a PrivateMessage is padded to hide the length of what it carries (RFC 9420 §15.1). */
@FunctionalInterface
public interface PaddingPolicy {

  /**
   * The number of zero bytes to append.
   *
   * @param length the length of the plaintext without padding, in bytes
   */
  int padding(int length);

  /** No padding. */
  static PaddingPolicy none() {
    return length -> 0;
  }

  /**
   * Up to the next multiple of {@code block} bytes.
   *
   * @throws IllegalArgumentException if {@code block} is not positive
   */
  static PaddingPolicy toMultipleOf(int block) {
    if (block <= 0) {
      throw new IllegalArgumentException("a block of " + block + " bytes");
    }
    return length -> (block - length % block) % block;
  }

  /**
   * Up to the next length whose binary form has few significant bits (the Padmé scheme): at most 12
   * % more, and the true length leaks only O(log log length) bits.
   */
  static PaddingPolicy padme() {
    return length -> {
      if (length < 2) {
        return 0;
      }
      int exponent = 31 - Integer.numberOfLeadingZeros(length);
      int kept = 32 - Integer.numberOfLeadingZeros(exponent);
      int mask = (1 << Math.max(exponent - kept, 0)) - 1;
      return (int) (((long) length + mask & ~(long) mask) - length);
    };
  }
}
