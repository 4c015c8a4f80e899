package io.github.mls4j.schedule;

/**
 * How far messages of one epoch may be out of order (RFC 9420 §15.3). Without limits, one message
 * with a huge generation would cost billions of derivations, and keys that nobody asks for would
 * pile up.
 *
 * @param maxForward how many generations of one ratchet a message may be ahead of what is expected
 * @param maxSkippedPerSender how many keys of messages still to come are kept for one member, both
 *     its ratchets together
 * @param maxSkipped how many such keys are kept for the whole epoch
 */
public record RatchetLimits(int maxForward, int maxSkippedPerSender, int maxSkipped) {

  /**
   * 1,000 ahead, as is common among implementations, all of which can be kept; ten such gaps in one
   * epoch, which is a few megabytes.
   */
  public static final RatchetLimits DEFAULT = new RatchetLimits(1_000, 1_000, 10_000);

  public RatchetLimits {
    if (maxForward < 0 || maxSkippedPerSender < 0 || maxSkipped < 0) {
      throw new IllegalArgumentException("a limit is negative");
    }
  }
}
