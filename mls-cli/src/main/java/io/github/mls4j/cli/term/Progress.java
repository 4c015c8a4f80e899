package io.github.mls4j.cli.term;

import java.io.PrintWriter;
import java.time.Duration;

/** One line that is drawn over and over while work goes on; nothing where nobody watches. */
public final class Progress implements AutoCloseable {

  private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
  private static final int BAR = 24;

  private final PrintWriter err;
  private final boolean shown;
  private final int columns;
  private long next;
  private boolean drawn;

  public Progress(PrintWriter err, Terminal terminal) {
    this.err = err;
    this.shown = terminal.progress();
    this.columns = terminal.columns();
    this.next = System.nanoTime() + INTERVAL_NANOS;
  }

  /** Says that {@code done} of {@code total} parts of {@code task} are finished. */
  public void update(String task, int done, int total) {
    if (!shown || System.nanoTime() - next < 0) {
      return;
    }
    next = System.nanoTime() + INTERVAL_NANOS;
    int filled = total == 0 ? BAR : (int) ((long) BAR * done / total);
    String line =
        "█".repeat(filled) + "░".repeat(BAR - filled) + " " + done + "/" + total + " " + task;
    err.print("\r\u001b[K" + line.substring(0, Math.min(line.length(), columns - 1)));
    err.flush();
    drawn = true;
  }

  /** Wipes the line, so that what follows starts on a clean one; more may be drawn later. */
  public void clear() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
      drawn = false;
    }
  }

  /** The same as {@link #clear()}. */
  @Override
  public void close() {
    clear();
  }
}
