package io.github.mls4j.interop.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.interop.runner.RunReport.Cell;
import io.github.mls4j.interop.runner.RunReport.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our own scenarios, with our own client. */
class ScenariosTest {

  private static final int JOBS = 2;

  @Test
  void allPassWithTheFirstSuite() throws Exception {
    assertThat(failures(Set.of(1), Set.of())).isEmpty();
  }

  /** With {@code -Dmls.interop.full=true}, which CI sets, all. */
  @Test
  void thoseThatHaveMostInThemPassWithTheOthers() throws Exception {
    assertThat(
            failures(
                Set.of(2, 3, 4, 5, 6, 7),
                Boolean.getBoolean("mls.interop.full")
                    ? Set.of()
                    : Set.of(
                        "application/late_by_three_epochs",
                        "commit/everything_mixed",
                        "external_join/resync_psk_tree_out_of_band",
                        "external_proposals/from_all_sides",
                        "reinit/everything_new",
                        "branch/and_on",
                        "secrets/lengths_and_contexts")))
        .isEmpty();
  }

  @Test
  void otherRandomLivesPass() throws Exception {
    try (TestClient client = new TestClient(Spoiler.none())) {
      for (long seed = 0; seed < 4; seed++) {
        RunReport report =
            TestClient.run(
                new RunOptions(Set.of(1), true, true, Set.of(), 256, 8, JOBS, false),
                List.of(DeepRandom.config(seed)),
                client);
        assertThat(failures(report)).as("seed %d", seed).isEmpty();
      }
      assertThat(client.server.liveIds()).isZero();
    }
  }

  private static List<String> failures(Set<Integer> suites, Set<String> scenarios)
      throws Exception {
    try (TestClient client = new TestClient(Spoiler.none())) {
      RunReport report =
          TestClient.run(
              new RunOptions(suites, true, true, scenarios, 256, 8, JOBS, false),
              Scenarios.all(Scenarios.SEED),
              client);
      assertThat(report.count(Outcome.PASSED)).isPositive();
      assertThat(report.count(Outcome.SKIPPED)).isZero();
      return failures(report);
    }
  }

  static List<String> failures(RunReport report) {
    return report.cells().stream()
        .filter(cell -> cell.count(Outcome.FAILED) > 0)
        .map(ScenariosTest::shown)
        .toList();
  }

  private static String shown(Cell cell) {
    return cell.config()
        + "/"
        + cell.script()
        + " suite "
        + cell.suite()
        + (cell.privateHandshake() ? " private " : " public ")
        + cell.runs().stream().map(RunReport.Run::failure).filter(Objects::nonNull).toList();
  }
}
