package io.github.mls4j.spi;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What RFC 9420 leaves to the application when it is judged what others send.
 *
 * @param authentication says whether credentials are believed (§5.3.1)
 * @param proposals says who may propose and commit what (§12.2)
 * @param clock tells the time for lifetimes
 * @param maxLifetime the longest total lifetime that is accepted (§7.2 demands that there is one)
 * @param checks those of leaves that are made; the others are not
 */
public record ValidationPolicy(
    AuthenticationService authentication,
    ProposalPolicy proposals,
    InstantSource clock,
    Duration maxLifetime,
    Set<LeafCheck> checks) {

  /** A little over a year: room for clients that renew their key packages once a year. */
  public static final Duration DEFAULT_MAX_LIFETIME = Duration.ofDays(400);

  /**
   * The longest that a Duration can say, and taken as no bound at all: for leaves that are made to
   * be good for ever, such as those of published test vectors. A deployment has a bound (§7.2).
   */
  public static final Duration UNBOUNDED_LIFETIME = Duration.ofSeconds(Long.MAX_VALUE);

  private static final List<LeafCheck> LIFETIMES =
      List.of(
          LeafCheck.LIFETIME_IN_PROPOSAL, LeafCheck.LIFETIME_IN_COMMIT, LeafCheck.LIFETIME_IN_TREE);

  /**
   * @throws IllegalArgumentException if the maximum is negative
   */
  public ValidationPolicy {
    if (maxLifetime.isNegative()) {
      throw new IllegalArgumentException("a maximum lifetime of " + maxLifetime);
    }
    checks = Set.copyOf(checks);
  }

  /**
   * All at its default but lifetimes.
   *
   * @param checkLifetimes whether received leaves must be within their lifetimes, wherever they are
   */
  public ValidationPolicy(
      AuthenticationService authentication,
      InstantSource clock,
      boolean checkLifetimes,
      Duration maxLifetime) {
    this(
        authentication,
        ProposalPolicy.allowAll(),
        clock,
        maxLifetime,
        checkLifetimes ? LeafCheck.DEFAULTS : without(LeafCheck.DEFAULTS, LIFETIMES));
  }

  /** All at its default, by the system's clock. */
  public static ValidationPolicy of(AuthenticationService authentication) {
    return new ValidationPolicy(authentication, InstantSource.system(), true, DEFAULT_MAX_LIFETIME);
  }

  /** The same with another word on who may do what. */
  public ValidationPolicy withProposals(ProposalPolicy other) {
    return new ValidationPolicy(authentication, other, clock, maxLifetime, checks);
  }

  /** The same with these checks too. */
  public ValidationPolicy with(LeafCheck... more) {
    Set<LeafCheck> all = new HashSet<>(checks);
    all.addAll(List.of(more));
    return new ValidationPolicy(authentication, proposals, clock, maxLifetime, all);
  }

  /** The same without these checks. */
  public ValidationPolicy without(LeafCheck... fewer) {
    return new ValidationPolicy(
        authentication, proposals, clock, maxLifetime, without(checks, List.of(fewer)));
  }

  private static Set<LeafCheck> without(Set<LeafCheck> checks, List<LeafCheck> fewer) {
    Set<LeafCheck> rest = new HashSet<>(checks);
    rest.removeAll(fewer);
    return rest;
  }
}
