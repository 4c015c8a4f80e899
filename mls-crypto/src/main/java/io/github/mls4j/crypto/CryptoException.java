package io.github.mls4j.crypto;

/** The provider failed at something that cannot fail on a sound platform; no input is to blame. */
public final class CryptoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** That something failed: {@code message} says what, and is never secret. */
  public CryptoException(String message) {
    super(message);
  }

  /** As {@link #CryptoException(String)}, keeping what made it fail. */
  public CryptoException(String message, Throwable cause) {
    super(message, cause);
  }
}
