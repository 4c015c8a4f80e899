package io.github.mls4j.interop.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How everything went.
 *
 * @param cells in the order of the configs, for each script by suite and handshake
 */
public record RunReport(List<Client> clients, List<Cell> cells, Duration time) {

  public RunReport {
    clients = List.copyOf(clients);
    cells = List.copyOf(cells);
  }

  /** A client that took part. */
  public record Client(String name, String address, List<Integer> suites) {

    public Client {
      suites = List.copyOf(suites);
    }
  }

  /**
   * A script with one suite and one form of handshake messages.
   *
   * @param assignments how many assignments of actors to clients there are; {@link Long#MAX_VALUE}
   *     if more than that
   * @param sampled whether only some of them were to be run
   */
  public record Cell(
      String config,
      String script,
      int suite,
      boolean privateHandshake,
      long assignments,
      boolean sampled,
      List<Run> runs) {

    public Cell {
      runs = List.copyOf(runs);
    }

    /** How many runs ended so. */
    public int count(Outcome outcome) {
      return (int) runs.stream().filter(run -> run.outcome() == outcome).count();
    }
  }

  /** How a run ended. */
  public enum Outcome {
    PASSED,
    FAILED,
    /** The clients of the assignment cannot do what it is about. */
    SKIPPED,
    /** Left out after a failure. */
    NOT_RUN
  }

  /**
   * A script, played once.
   *
   * @param roles for each actor, which of the report's clients
   * @param failure null if it has not failed
   */
  public record Run(
      Map<String, Integer> roles, Outcome outcome, @Nullable Failure failure, Duration time) {}

  /** How many runs ended so. */
  public int count(Outcome outcome) {
    return cells.stream().mapToInt(cell -> cell.count(outcome)).sum();
  }

  /** Whether something was run, and nothing failed. */
  public boolean ok() {
    return count(Outcome.FAILED) == 0 && count(Outcome.PASSED) > 0;
  }
}
