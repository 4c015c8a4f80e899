package io.github.mls4j.interop.server;

/**
 * What bounds the memory of an {@link InteropServer}.
 *
 * @param maxIds how many states, transactions, signers and reinits there may be at once
 * @param maxMessageBytes the longest request that is read
 * @param pastEpochs of how many past epochs a state still opens application messages
 */
public record ServerLimits(int maxIds, int maxMessageBytes, int pastEpochs) {

  /**
   * Room for the scripts of the working group, the largest of which has 840 clients, and for what
   * its runner never frees; for the ratchet tree of some 20,000 members; and for messages that are
   * late by a few commits.
   */
  public static final ServerLimits DEFAULT = new ServerLimits(20_000, 16 << 20, 8);

  /**
   * @throws IllegalArgumentException if a limit is not positive
   */
  public ServerLimits {
    if (maxIds < 1 || maxMessageBytes < 1 || pastEpochs < 1) {
      throw new IllegalArgumentException("a limit is not positive");
    }
  }

  /** The same with room for so many ids. */
  public ServerLimits withMaxIds(int value) {
    return new ServerLimits(value, maxMessageBytes, pastEpochs);
  }
}
