package io.github.mls4j.crypto;

/** The provider failed at something that cannot fail on a sound platform; no input is to blame. */
public final class CryptoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CryptoException(String message) {
    super(message);
  }

  public CryptoException(String message, Throwable cause) {
    super(message, cause);
  }
}
