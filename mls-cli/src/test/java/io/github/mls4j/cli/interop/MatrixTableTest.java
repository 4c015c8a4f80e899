package io.github.mls4j.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.cli.term.Style;
import io.github.mls4j.interop.runner.Failure;
import io.github.mls4j.interop.runner.RunReport;
import io.github.mls4j.interop.runner.RunReport.Cell;
import io.github.mls4j.interop.runner.RunReport.Client;
import io.github.mls4j.interop.runner.RunReport.Outcome;
import io.github.mls4j.interop.runner.RunReport.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatrixTableTest {

  private static final List<Client> CLIENTS =
      List.of(
          new Client("mls4j", "127.0.0.1:50051", List.of(1, 2)),
          new Client("other", "127.0.0.1:50052", List.of(1)));

  private static final Failure FAILURE =
      new Failure(3, "fullCommit", "bob", "other", "HandleCommit", "INTERNAL", "oops");

  @Test
  void showsWhatPassedAndWhatFailedAndWhy() {
    List<Cell> cells =
        List.of(
            cell("commit", "add", 1, false, run(0, 0, null), run(0, 1, FAILURE), run(1, 0, null)),
            cell("commit", "add", 1, true, run(0, 0, null), run(0, 1, FAILURE), run(1, 0, null)),
            cell("commit", "add", 2, false, run(0, 0, null)),
            cell("commit", "add", 2, true, run(0, 0, null)));

    assertThat(lines(cells))
        .isEqualTo(
            """
            A mls4j at 127.0.0.1:50051, suites 1 2
            B other at 127.0.0.1:50052, suites 1
            of each suite: left public, right private handshake messages
            scenario                   1        2          time
            commit
              add                   2/3 2/3    ✓   ✓     0.80 s
            ✗ commit/add step 3, fullCommit: HandleCommit of bob at B other: INTERNAL oops
              in 2 runs, suite 1, public and private handshake; roles, first: alice=A bob=B
            1 script: 6 passed, 2 failed  0.80 s
            """);
  }

  @Test
  void saysWhatWasSkippedNotRunAndOnlySampled() {
    Failure wrong = new Failure(7, "free", "alice", "mls4j", null, null, "is in no group");
    List<Cell> cells =
        List.of(
            new Cell(
                "reinit", "new", 1, true, Long.MAX_VALUE, true, List.of(outcome(Outcome.SKIPPED))),
            new Cell("reinit", "old", 1, true, 81, true, List.of(run(1, 0, wrong))),
            cell("reinit", "on", 1, true, outcome(Outcome.NOT_RUN)));

    assertThat(lines(cells))
        .isEqualTo(
            """
            A mls4j at 127.0.0.1:50051, suites 1 2
            B other at 127.0.0.1:50052, suites 1
            scenario                1       time
            reinit
              new                   -     0.10 s ≈ ∞
              old                   ✗     0.10 s ≈ 81
              on                          0.10 s
            ✗ reinit/old step 7, free of alice at B mls4j: is in no group
              in 1 run, suite 1, private handshake; roles alice=B bob=A
            ≈ only a sample of so many assignments of roles was run
            3 scripts: 0 passed, 1 failed, 1 skipped, 1 not run  0.30 s
            """);
  }

  @Test
  void failuresThatDifferByAnIdOnlyAreShownOnce() {
    Failure first = new Failure(2, "free", "bob", "other", "Free", "NOT_FOUND", "no id 17");
    Failure second = new Failure(2, "free", "bob", "other", "Free", "NOT_FOUND", "no id 23");
    String text =
        lines(
            List.of(
                cell("commit", "add", 1, true, run(0, 1, first), run(1, 1, second)),
                cell("commit", "add", 2, true, run(0, 1, second), run(0, 0, second))));

    assertThat(text)
        .contains(
            "✗ commit/add step 2, free: Free of bob at B other: NOT_FOUND no id 17\n  in 3 runs, suites 1 2,")
        .contains(
            "✗ commit/add step 2, free: Free of bob at A other: NOT_FOUND no id 23\n  in 1 run, suite 2,");
  }

  @Test
  void doesNotDrownInFailures() {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      cells.add(cell("commit", "s" + i, 1, true, run(0, 0, FAILURE)));
    }

    assertThat(lines(cells))
        .contains("✗ commit/s19 step 3")
        .doesNotContain("✗ commit/s20")
        .contains("✗ and 5 more kinds of failure\n");
  }

  @Test
  void aCrowdIsCutShort() {
    Map<String, Integer> crowd = new LinkedHashMap<>();
    for (int i = 0; i < 840; i++) {
      crowd.put("m" + i, i % 2);
    }
    Run run = new Run(crowd, Outcome.FAILED, FAILURE, Duration.ofMillis(100));

    assertThat(lines(List.of(cell("deep", "random", 1, true, run))))
        .contains("m10=A m11=B …\n")
        .doesNotContain("m12");
  }

  @Test
  void longNamesAreCutAndWideMarksHaveRoom() {
    List<Run> runs = Collections.nCopies(256, run(0, 0, null));
    String text =
        lines(
            List.of(
                new Cell("c", "x".repeat(90), 1, false, 256, false, runs),
                new Cell("c", "x".repeat(90), 7, false, 256, false, runs)));

    assertThat(text).contains("\n  " + "x".repeat(40) + "… 256  256    51.20 s\n");
  }

  private static Cell cell(
      String config, String script, int suite, boolean privateHandshake, Run... runs) {
    return new Cell(config, script, suite, privateHandshake, runs.length, false, List.of(runs));
  }

  private static Run run(int alice, int bob, @Nullable Failure failure) {
    return new Run(
        roles(alice, bob),
        failure == null ? Outcome.PASSED : Outcome.FAILED,
        failure,
        Duration.ofMillis(100));
  }

  private static Run outcome(Outcome outcome) {
    return new Run(roles(0, 0), outcome, null, Duration.ofMillis(100));
  }

  private static Map<String, Integer> roles(int alice, int bob) {
    Map<String, Integer> roles = new LinkedHashMap<>();
    roles.put("alice", alice);
    roles.put("bob", bob);
    return roles;
  }

  private static String lines(List<Cell> cells) {
    Duration time = cells.stream().map(MatrixTable::time).reduce(Duration.ZERO, Duration::plus);
    RunReport report = new RunReport(CLIENTS, cells, time);
    return String.join("\n", new MatrixTable(Style.PLAIN, report).lines()) + "\n";
  }
}
