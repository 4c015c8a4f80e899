package io.github.mls4j.interop.runner;

import java.util.List;

/**
 * A conversation: the steps, and the actors who take them, in the order of their first appearance.
 */
public record Script(String name, List<String> actors, List<Line> steps) {

  public Script {
    actors = List.copyOf(actors);
    steps = List.copyOf(steps);
  }

  /**
   * A step with its name in the config.
   *
   * @param mustFail our own: whether the step is one that has to be refused
   */
  public record Line(String action, Step step, boolean mustFail) {}

  /** Whether it can only be played where all clients share a second cipher suite. */
  boolean changesCipherSuite() {
    return steps.stream().anyMatch(line -> changesCipherSuite(line.step()));
  }

  private static boolean changesCipherSuite(Step step) {
    if (step instanceof Step.ReInit reInit) {
      return reInit.proposal().changeCipherSuite();
    }
    return step instanceof Step.ExternalSignerPropose propose
        && propose.proposal() instanceof Proposal.ReInit reInit
        && reInit.changeCipherSuite();
  }
}
