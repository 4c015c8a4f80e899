package io.github.mls4j.group;

/**
 * This client has encrypted as much in the epoch as it should under its keys (RFC 9420 §15.2). A
 * commit is still possible, and the epoch after it takes as much again.
 */
public final class EpochExhaustedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  EpochExhaustedException(long limit) {
    super(limit + " messages have been sent in this epoch: commit first");
  }
}
