package io.github.mls4j.rules;

import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Remedy;

/**
 * A well-formed input breaks a {@link Rule}. The group is exactly as it was. What the caller does
 * next is its {@link #remedy()}. Thrown by a call that was to make a message it says that others
 * would refuse that message: then there is nobody to report.
 */
public final class RuleViolation extends MlsException {

  private static final long serialVersionUID = 1L;

  private final Rule rule;
  private final Place place;

  /** A fault at a place. */
  public RuleViolation(Rule rule, Place place) {
    super(message(rule, place));
    this.rule = rule;
    this.place = place;
  }

  /**
   * As {@link #RuleViolation(Rule, Place)}, where it is the application that refuses.
   *
   * @param reason what the application says; never secret
   */
  public RuleViolation(Rule rule, Place place, String reason) {
    super(message(rule, place) + " (" + reason + ")");
    this.rule = rule;
    this.place = place;
  }

  /** As {@link #RuleViolation(Rule, Place)}, keeping what made the fault known. */
  public RuleViolation(Rule rule, Place place, Throwable cause) {
    this(rule, place);
    initCause(cause);
  }

  /** A fault in a field that is named by its path alone. */
  public RuleViolation(Rule rule, String path) {
    this(rule, Place.of(path));
  }

  /** As {@link #RuleViolation(Rule, String)}, keeping what made the fault known. */
  public RuleViolation(Rule rule, String path, Throwable cause) {
    this(rule, Place.of(path), cause);
  }

  private static String message(Rule rule, Place place) {
    return rule + " (RFC 9420 §" + rule.section() + ") at " + place + ": " + rule.statement();
  }

  /** The demand that is not met. */
  public Rule rule() {
    return rule;
  }

  /** Where in the message the fault lies. */
  public Place place() {
    return place;
  }

  /** That of the rule: {@link Rule#remedy()}. */
  @Override
  public Remedy remedy() {
    return rule.remedy();
  }
}
