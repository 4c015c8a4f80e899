package io.github.mls4j.codec;

/**
 * Bounds on what one input may make the decoder do, checked before anything is allocated.
 *
 * @param maxInputBytes the longest input that is looked at
 * @param maxElements the most vector elements in one input, all vectors together: an element costs
 *     more memory than the byte or two it may take on the wire
 */
public record DecodeLimits(int maxInputBytes, int maxElements) {

  /**
   * Room for the ratchet tree of about 100,000 members (some 250 bytes and 20 list elements a leaf)
   * and nothing much beyond.
   */
  public static final DecodeLimits DEFAULT = new DecodeLimits(64 << 20, 4 << 20);

  public DecodeLimits {
    if (maxInputBytes < 0 || maxElements < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
  }
}
