package io.github.mls4j.cli.verify;

import io.github.mls4j.cli.Suites;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.vectors.CaseFailure;
import io.github.mls4j.vectors.FileResult;
import io.github.mls4j.vectors.Refusal;
import io.github.mls4j.vectors.SuiteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** Results for people: a line a file, below it a line a suite, then what failed, then the total. */
final class ResultTable {

  private static final int NAME_WIDTH = 39;
  private static final String HEADING = "%-39s %8s %8s %8s %9s";

  private static final String REFUSAL = "%-48s %-9s %-12s %s";

  /** The first failures of a file tell what is wrong; --json has them all. */
  private static final int FAILURES_SHOWN = 10;

  private final Style style;

  ResultTable(Style style) {
    this.style = style;
  }

  List<String> lines(List<FileResult> results) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.faint(HEADING.formatted("file and suite", "passed", "failed", "skipped", "time")));
    for (FileResult file : results) {
      if (file.kind() == null) {
        lines.add(pad(style.bold(name(file)), name(file)) + style.red(" not recognised"));
        lines.add("  " + file.problem());
        continue;
      }
      lines.add(
          pad(style.bold(name(file)), name(file))
              + counts(file.passed(), file.failed(), file.skipped(), file.time()));
      for (SuiteResult suite : file.suites()) {
        if (suite.suite() != null) {
          String label = "  " + Suites.brief(suite.suite());
          lines.add(
              pad(label, label)
                  + counts(suite.passed(), suite.failed(), suite.skipped(), suite.time()));
        }
      }
      lines.addAll(failures(file));
    }
    lines.add(total(results));
    int refused = sum(results, FileResult::refused);
    if (refused > 0) {
      lines.add(style.faint(refused + " messages were refused, as they had to be"));
    }
    return lines;
  }

  /** What was refused as it had to be: a line a message. */
  List<String> refusals(List<FileResult> results) {
    List<String> lines = new ArrayList<>();
    for (FileResult file : results) {
      for (SuiteResult suite : file.suites()) {
        for (Refusal refusal : suite.refusals()) {
          lines.add(
              REFUSAL.formatted(
                  refusal.name(),
                  refusal.place(),
                  Objects.requireNonNullElse(refusal.requirement(), "-"),
                  refusal.by()));
        }
      }
    }
    return lines;
  }

  private List<String> failures(FileResult file) {
    List<CaseFailure> failures =
        file.suites().stream().flatMap(suite -> suite.failures().stream()).toList();
    List<String> lines = new ArrayList<>();
    for (CaseFailure failure : failures.subList(0, Math.min(FAILURES_SHOWN, failures.size()))) {
      lines.add(style.red("  ✗ case " + failure.index()) + " " + failure.message());
    }
    if (failures.size() > FAILURES_SHOWN) {
      lines.add(style.red("  ✗ and " + (failures.size() - FAILURES_SHOWN) + " more"));
    }
    return lines;
  }

  private String total(List<FileResult> results) {
    String label = results.size() == 1 ? "1 file" : results.size() + " files";
    long unknown = results.stream().filter(file -> file.kind() == null).count();
    return pad(style.bold(label), label)
        + counts(
            sum(results, FileResult::passed),
            sum(results, FileResult::failed),
            sum(results, FileResult::skipped),
            results.stream().map(FileResult::time).reduce(Duration.ZERO, Duration::plus))
        + (unknown == 0 ? "" : style.red("  " + unknown + " not recognised"));
  }

  private String counts(int passed, int failed, int skipped, Duration time) {
    String failures = "%8d".formatted(failed);
    String skips = "%8d".formatted(skipped);
    return " "
        + style.green("%8d".formatted(passed))
        + " "
        + (failed == 0 ? failures : style.red(failures))
        + " "
        + (skipped == 0 ? skips : style.yellow(skips))
        + " "
        + style.faint(String.format(Locale.ROOT, "%7.2f s", time.toNanos() / 1e9));
  }

  private static int sum(List<FileResult> results, ToIntFunction<FileResult> count) {
    return results.stream().mapToInt(count).sum();
  }

  private static String name(FileResult file) {
    return String.valueOf(file.file().getFileName());
  }

  private static String pad(String shown, String plain) {
    return shown + " ".repeat(Math.max(0, NAME_WIDTH - plain.length()));
  }
}
