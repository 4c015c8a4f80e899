package io.github.mls4j.cli.view;

import java.util.Locale;
import java.util.regex.Pattern;

/** The RFC's spelling of our names. */
final class Names {

  private static final Pattern WORD_START =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private Names() {}

  /** {@code groupId} is {@code group_id}, {@code contentTBS} is {@code content_tbs}. */
  static String snakeCase(String camelCase) {
    return WORD_START.matcher(camelCase).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
