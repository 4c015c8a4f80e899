package io.github.mls4j.interop.runner;

import java.util.Set;

/**
 * What to run of all that could be.
 *
 * @param suites the cipher suites, by number; all that some client has, if empty
 * @param publicHandshake whether to run with handshake messages that anyone can read
 * @param privateHandshake whether to run with encrypted handshake messages
 * @param scenarios names of configs or of scripts, or {@code config/script}; all, if empty
 * @param maxAssignments up to how many assignments of actors to clients all are run
 * @param samples how many are run where there are more
 * @param jobs how many conversations go on at a time
 * @param failFast whether to stop after the first failure
 */
public record RunOptions(
    Set<Integer> suites,
    boolean publicHandshake,
    boolean privateHandshake,
    Set<String> scenarios,
    int maxAssignments,
    int samples,
    int jobs,
    boolean failFast) {

  /** Everything; where there are more than 256 assignments, 8 of them; one at a time. */
  public static final RunOptions ALL =
      new RunOptions(Set.of(), true, true, Set.of(), 256, 8, 1, false);

  public RunOptions {
    suites = Set.copyOf(suites);
    scenarios = Set.copyOf(scenarios);
    if (maxAssignments < 1 || samples < 1 || jobs < 1) {
      throw new IllegalArgumentException("bounds are at least 1");
    }
  }

  /** Whether a script of a config is among those named. */
  public boolean wants(Config config, Script script) {
    return scenarios.isEmpty()
        || scenarios.stream().anyMatch(scenario -> config.isNamed(script, scenario));
  }
}
