package io.github.mls4j.cli;

import io.github.mls4j.cli.term.Terminal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that ran in this process: what it printed, and how it ended. */
public record CommandRun(int status, String out, String err) {

  /** Runs a command whose output goes to a pipe. */
  public static CommandRun of(String... args) {
    return of(Terminal.NONE, InputStream.nullInputStream(), args);
  }

  /** As {@link #of(String...)}, with {@code stdin} to read. */
  public static CommandRun reading(byte[] stdin, String... args) {
    return of(Terminal.NONE, new ByteArrayInputStream(stdin), args);
  }

  /** Runs a command on a terminal of our choice. */
  public static CommandRun of(Terminal terminal, InputStream stdin, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(terminal, stdin, new PrintWriter(out), new PrintWriter(err), args);
    return new CommandRun(status, out.toString(), err.toString());
  }
}
