package io.github.mls4j.interop.runner;

/** Text of others, made fit to be shown. */
final class Text {

  private Text() {}

  /** Without what a terminal could act on, in one line, and not longer than {@code max}. */
  static String clean(String text, int max) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(max + 1L)
        .map(c -> c == '\n' || c == '\t' ? ' ' : c)
        .map(c -> isHarmless(c) ? c : '?')
        .forEach(clean::appendCodePoint);
    if (clean.codePointCount(0, clean.length()) > max) {
      clean.setLength(clean.offsetByCodePoints(0, max - 1));
      clean.append('…');
    }
    return clean.toString().strip();
  }

  static boolean isHarmless(String text) {
    return text.codePoints().allMatch(Text::isHarmless);
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          false;
      default -> true;
    };
  }
}
