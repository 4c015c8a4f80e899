package io.github.mls4j.cli.term;

import java.util.function.UnaryOperator;

/** A line that is filled from left to right at given columns. */
public final class Row {

  private final StringBuilder line = new StringBuilder();
  private int column;

  /** Puts text so that its middle is at {@code centre}, or right of what is there already. */
  public Row centred(double centre, String text, UnaryOperator<String> paint) {
    return at((int) Math.round(centre - (width(text) - 1) / 2.0), text, paint);
  }

  /** Puts text from {@code start} on, or right of what is there already. */
  public Row at(int start, String text, UnaryOperator<String> paint) {
    int gap = Math.max(0, start - column);
    line.append(" ".repeat(gap)).append(paint.apply(text));
    column += gap + width(text);
    return this;
  }

  /** How many columns a text takes. */
  public static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The text, or its beginning and an ellipsis. */
  public static String clip(String text, int max) {
    return width(text) <= max
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, max - 1))) + "…";
  }

  @Override
  public String toString() {
    return line.toString();
  }
}
