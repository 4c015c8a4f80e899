package io.github.mls4j.cli.input;

import io.github.mls4j.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an argument names: {@code FILE}, {@code -} for standard input, {@code FILE#CASE} for one
 * case of a vector file, {@code FILE#CASE@N} for its client after N epochs.
 *
 * @param argument as it was typed
 * @param path null for standard input
 * @param index of the case, from 0; null if none is named
 * @param epochs that are followed after the join; null if none are named
 */
record Source(
    String argument, @Nullable Path path, @Nullable Integer index, @Nullable Integer epochs) {

  private static final String STDIN = "-";

  /** Up to nine digits, so that any number fits. */
  private static final Pattern CASE = Pattern.compile("(.+)#([0-9]{1,9})(?:@([0-9]{1,9}))?");

  /** A file whose name merely looks like a case is that file. */
  static Source of(String argument) {
    Matcher named = CASE.matcher(argument);
    if (argument.equals(STDIN)) {
      return new Source("standard input", null, null, null);
    }
    try {
      Path whole = Path.of(argument);
      if (!named.matches() || Files.exists(whole)) {
        return new Source(argument, whole, null, null);
      }
      String epochs = named.group(3);
      return new Source(
          argument,
          named.group(1).equals(STDIN) ? null : Path.of(named.group(1)),
          Integer.valueOf(named.group(2)),
          epochs == null ? null : Integer.valueOf(epochs));
    } catch (InvalidPathException e) {
      throw new CommandFailure(argument + ": not the name of a file: " + e.getReason(), e);
    }
  }

  /** The file alone, for messages. */
  String file() {
    return path == null ? "standard input" : path.toString();
  }
}
