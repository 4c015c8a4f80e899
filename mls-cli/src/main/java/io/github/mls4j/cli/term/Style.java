package io.github.mls4j.cli.term;

/**
 * Text attributes; all of them leave the text alone where colours are off.
 *
 * @param on whether to write escape sequences at all
 */
public record Style(boolean on) {

  /** No escape sequences. */
  public static final Style PLAIN = new Style(false);

  public String bold(String text) {
    return sgr("1", text);
  }

  /** For what the eye may skip. */
  public String faint(String text) {
    return sgr("2", text);
  }

  public String red(String text) {
    return sgr("31", text);
  }

  public String green(String text) {
    return sgr("32", text);
  }

  public String yellow(String text) {
    return sgr("33", text);
  }

  public String cyan(String text) {
    return sgr("36", text);
  }

  private String sgr(String code, String text) {
    return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
