package io.github.mls4j.rules;

/**
 * A well-formed input breaks a {@link Rule}. The group is exactly as it was. The caller drops the
 * message and may blame its sender.
 */
public final class RuleViolation extends Exception {

  private static final long serialVersionUID = 1L;

  private final Rule rule;
  private final String place;

  /**
   * @param place where in the message the fault lies, such as {@code leaf 3} or {@code proposal 0};
   *     never secret bytes
   */
  public RuleViolation(Rule rule, String place) {
    super(rule + " (RFC 9420 §" + rule.section() + ") at " + place + ": " + rule.statement());
    this.rule = rule;
    this.place = place;
  }

  /** As {@link #RuleViolation(Rule, String)}, keeping what made the fault known. */
  public RuleViolation(Rule rule, String place, Throwable cause) {
    this(rule, place);
    initCause(cause);
  }

  /** The demand that is not met. */
  public Rule rule() {
    return rule;
  }

  /** Where in the message the fault lies. */
  public String place() {
    return place;
  }
}
