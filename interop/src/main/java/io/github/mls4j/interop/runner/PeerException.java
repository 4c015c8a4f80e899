package io.github.mls4j.interop.runner;

/** A client cannot be reached, or is none. */
public final class PeerException extends Exception {

  private static final long serialVersionUID = 1L;

  PeerException(String message) {
    super(message);
  }
}
