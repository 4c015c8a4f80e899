package io.github.mls4j.interop.server;

/**
 * Something that a number was given out for. Whoever uses it holds its monitor; of two at once, in
 * the order of the list below.
 */
abstract sealed class Held permits Successor, MemberState, Joiner, OutsideSigner {

  private boolean freed;

  /** What the protocol calls it. */
  abstract String kind();

  /** Wipes what is secret, once. */
  abstract void wipe();

  /** Whether it is gone for those who still have it in their hands. */
  final synchronized boolean isFreed() {
    return freed;
  }

  final synchronized void free() {
    if (!freed) {
      freed = true;
      wipe();
    }
  }
}
