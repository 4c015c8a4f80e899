package io.github.mls4j.cli.term;

import java.io.Console;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What can be shown where the output goes.
 *
 * @param colour whether standard output understands colours and wants them
 * @param progress whether someone watches standard error, so that progress may be drawn there
 * @param columns how wide a line may be
 */
public record Terminal(boolean colour, boolean progress, int columns) {

  /** The launcher, which can ask the shell, says here whether standard output is a terminal. */
  public static final String STDOUT_PROPERTY = "mls.stdout.terminal";

  /** The same for standard error. */
  public static final String STDERR_PROPERTY = "mls.stderr.terminal";

  private static final int DEFAULT_COLUMNS = 80;
  private static final int MIN_COLUMNS = 40;
  private static final int MAX_COLUMNS = 240;

  /** A pipe or a file: plain text, no progress. */
  public static final Terminal NONE = new Terminal(false, false, DEFAULT_COLUMNS);

  /** The terminal of this process, if there is one. */
  public static Terminal ofProcess() {
    return of(System.getenv(), System.getProperties(), hasConsole());
  }

  /**
   * @param guess what to believe where the launcher says nothing
   */
  static Terminal of(Map<String, String> environment, Properties properties, boolean guess) {
    boolean stdout = flag(properties, STDOUT_PROPERTY, guess);
    boolean stderr = flag(properties, STDERR_PROPERTY, guess);
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        stdout && !dumb && !plain, stderr && !dumb, columns(environment.get("COLUMNS")));
  }

  private static boolean flag(Properties properties, String name, boolean otherwise) {
    String value = properties.getProperty(name);
    return value == null ? otherwise : Boolean.parseBoolean(value);
  }

  private static int columns(@Nullable String value) {
    return value != null && value.matches("[0-9]{1,4}")
        ? Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, Integer.parseInt(value)))
        : DEFAULT_COLUMNS;
  }

  @SuppressWarnings("SystemConsoleNull") // later JDKs are asked by isTerminal()
  private static boolean hasConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before JDK 22 there is a console only where there is a terminal
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
