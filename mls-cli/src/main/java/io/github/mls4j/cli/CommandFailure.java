package io.github.mls4j.cli;

/**
 * Ends a command with exit status 1 and one line on standard error: the input is bad, or what was
 * to be shown did not hold.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }

  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
