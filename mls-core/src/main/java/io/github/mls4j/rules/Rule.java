package io.github.mls4j.rules;

/**
 * The vocabulary of refusal: one constant for each MUST of RFC 9420 that a message can break, in
 * the order of the RFC. Each is checked in one place and has one test that fails without the check.
 */
public enum Rule {
  // §6 Message framing
  MESSAGE_VERSION_MATCHES("6", "A message is of the protocol version of its group."),
  MESSAGE_GROUP_MATCHES("6", "A message names the group that it is delivered to."),
  ;

  private final String section;
  private final String statement;

  Rule(String section, String statement) {
    this.section = section;
    this.statement = statement;
  }

  /** The section of RFC 9420 that makes the demand, such as {@code 12.4.2}. */
  public String section() {
    return section;
  }

  /** The demand in one sentence. */
  public String statement() {
    return statement;
  }
}
