package io.github.mls4j.codec;

/**
 * An input from outside is not taken. Nothing has changed, and what to do about it is one of few
 * things: its {@link #remedy()}. The kinds are {@link DecodeException} for what is not well-formed
 * and, in {@code io.github.mls4j.rules}, {@code RuleViolation} and {@code MissingInput}.
 */
public abstract class MlsException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Has {@code message} say what is wrong, without any bytes that may be secret. */
  protected MlsException(String message) {
    super(message);
  }

  /** What the application does next. */
  public abstract Remedy remedy();
}
