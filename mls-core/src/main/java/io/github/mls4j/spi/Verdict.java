package io.github.mls4j.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the application says of something that it is asked about: a credential (RFC 9420 §5.3.1), a
 * proposal or a commit (§12.2). A refusal says why.
 */
public final class Verdict {

  private static final Verdict ACCEPTED = new Verdict(null);

  private final @Nullable String reason;

  private Verdict(@Nullable String reason) {
    this.reason = reason;
  }

  /** The application has nothing against it. */
  public static Verdict accepted() {
    return ACCEPTED;
  }

  /**
   * The application will not have it.
   *
   * @param reason goes into the exception that the caller gets: nothing secret
   */
  public static Verdict refused(String reason) {
    return new Verdict(Objects.requireNonNull(reason));
  }

  /** Accepted on a condition, else refused for the reason. */
  public static Verdict of(boolean accepted, String reason) {
    return accepted ? ACCEPTED : refused(reason);
  }

  /** Whether the application has nothing against it. */
  public boolean isAccepted() {
    return reason == null;
  }

  /**
   * Why it was refused.
   *
   * @throws IllegalStateException if it was accepted
   */
  public String reason() {
    if (reason == null) {
      throw new IllegalStateException("nothing was refused");
    }
    return reason;
  }

  @Override
  public String toString() {
    return reason == null ? "accepted" : "refused: " + reason;
  }
}
