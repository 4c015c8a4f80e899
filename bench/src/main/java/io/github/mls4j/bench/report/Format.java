package io.github.mls4j.bench.report;

import java.util.Locale;

/** How figures look in tables. */
final class Format {

  private Format() {}

  /** Three digits or so; empty for what was not measured. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "";
    }
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size < 10 ? "%,.2f" : size < 100 ? "%,.1f" : "%,.0f", value);
  }

  /** Microseconds, in the unit that suits them. */
  static String time(double micros) {
    if (Double.isNaN(micros)) {
      return "";
    }
    return micros < 1000
        ? number(micros) + " µs"
        : micros < 1e6 ? number(micros / 1000) + " ms" : number(micros / 1e6) + " s";
  }

  static String bytes(double bytes) {
    if (Double.isNaN(bytes)) {
      return "";
    }
    return bytes < 10_240
        ? String.format(Locale.ROOT, "%,.0f B", bytes)
        : bytes < 10_485_760 ? number(bytes / 1024) + " KiB" : number(bytes / 1_048_576) + " MiB";
  }

  /** A count, from its digits. */
  static String count(String digits) {
    return isCount(digits)
        ? String.format(Locale.ROOT, "%,d", Long.parseLong(digits))
        : digits.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static boolean isCount(String text) {
    return text.chars().allMatch(Character::isDigit);
  }

  /** {@code receiveSiblingsCommit} as {@code receive siblings commit}. */
  static String words(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ").toLowerCase(Locale.ROOT);
  }
}
