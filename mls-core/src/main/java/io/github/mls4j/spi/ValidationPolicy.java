package io.github.mls4j.spi;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What RFC 9420 leaves to the application when a leaf is judged.
 *
 * @param authentication says whether credentials are believed (§5.3.1)
 * @param clock tells the time for lifetimes
 * @param checkLifetimes whether a received leaf must be within its lifetime (recommended by §7.3)
 * @param maxLifetime the longest total lifetime that is accepted (§7.2 demands that there is one)
 */
public record ValidationPolicy(
    AuthenticationService authentication,
    InstantSource clock,
    boolean checkLifetimes,
    Duration maxLifetime) {

  /** A little over a year: room for clients that renew their key packages once a year. */
  public static final Duration DEFAULT_MAX_LIFETIME = Duration.ofDays(400);

  /**
   * The longest that a Duration can say, and taken as no bound at all: for leaves that are made to
   * be good for ever, such as those of published test vectors. A deployment has a bound (§7.2).
   */
  public static final Duration UNBOUNDED_LIFETIME = Duration.ofSeconds(Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if the maximum is negative
   */
  public ValidationPolicy {
    if (maxLifetime.isNegative()) {
      throw new IllegalArgumentException("a maximum lifetime of " + maxLifetime);
    }
  }

  /** Lifetimes checked by the system's clock. */
  public static ValidationPolicy of(AuthenticationService authentication) {
    return new ValidationPolicy(authentication, InstantSource.system(), true, DEFAULT_MAX_LIFETIME);
  }
}
