package io.github.mls4j.cli.interop;

import io.github.mls4j.cli.term.Row;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.interop.runner.RunReport;
import io.github.mls4j.interop.runner.RunReport.Cell;
import io.github.mls4j.interop.runner.RunReport.Client;
import io.github.mls4j.interop.runner.RunReport.Outcome;
import io.github.mls4j.interop.runner.RunReport.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A report for people: the clients, a line a script with a mark for each suite and each form of
 * handshake messages, what failed, the total.
 */
final class MatrixTable {

  private static final int MIN_NAME = 24;
  private static final int MAX_NAME = 44;
  private static final int TIME = 9;
  private static final String INDENT = "  ";

  private final Style style;
  private final RunReport report;
  private final List<Integer> suites;
  private final List<Boolean> forms;
  private final int name;
  private final int mark;

  MatrixTable(Style style, RunReport report) {
    this.style = style;
    this.report = report;
    this.suites = List.copyOf(new TreeSet<>(report.cells().stream().map(Cell::suite).toList()));
    this.forms =
        List.copyOf(new TreeSet<>(report.cells().stream().map(Cell::privateHandshake).toList()));
    this.name =
        Math.min(
            MAX_NAME,
            report.cells().stream()
                .mapToInt(cell -> Row.width(INDENT + cell.script()) + 1)
                .reduce(MIN_NAME, Math::max));
    this.mark = report.cells().stream().mapToInt(cell -> text(cell).length()).reduce(1, Math::max);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < report.clients().size(); i++) {
      lines.add(client(i));
    }
    if (forms.size() == 2) {
      lines.add(style.faint("of each suite: left public, right private handshake messages"));
    }
    lines.add(heading());
    String config = "";
    for (List<Cell> script : scripts()) {
      if (!script.get(0).config().equals(config)) {
        config = script.get(0).config();
        lines.add(style.bold(config));
      }
      lines.add(script(script));
    }
    lines.addAll(new Failures(style, report).lines());
    if (report.cells().stream().anyMatch(Cell::sampled)) {
      lines.add(style.yellow("≈ only a sample of so many assignments of roles was run"));
    }
    lines.add(total());
    return lines;
  }

  private String client(int i) {
    Client client = report.clients().get(i);
    return style.bold(letter(i))
        + " "
        + client.name()
        + style.faint(
            " at %s, suites %s"
                .formatted(
                    client.address(),
                    client.suites().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" "))));
  }

  private String heading() {
    Row row = new Row().at(0, "scenario", style::faint);
    for (int suite : suites) {
      double middle = column(suite, 0) + (forms.size() * (mark + 1) - 2) / 2.0;
      row.centred(middle, String.valueOf(suite), style::faint);
    }
    row.at(end(), "%9s".formatted("time"), style::faint);
    return row.toString();
  }

  private String script(List<Cell> cells) {
    Row row =
        new Row()
            .at(0, Row.clip(INDENT + cells.get(0).script(), name - 1), UnaryOperator.identity());
    Duration time = Duration.ZERO;
    for (Cell cell : cells) {
      String text = text(cell);
      int start = column(cell.suite(), forms.indexOf(cell.privateHandshake()));
      row.at(start + mark - text.length(), text, paint(cell));
      time = time.plus(time(cell));
    }
    row.at(end(), seconds(time), style::faint);
    cells.stream()
        .filter(Cell::sampled)
        .mapToLong(Cell::assignments)
        .max()
        .ifPresent(
            all ->
                row.at(end() + TIME, " ≈ " + (all == Long.MAX_VALUE ? "∞" : all), style::yellow));
    return row.toString();
  }

  /** Where the mark of a suite and form begins. */
  private int column(int suite, int form) {
    return name + suites.indexOf(suite) * (forms.size() * (mark + 1) + 1) + form * (mark + 1);
  }

  private int end() {
    return name + suites.size() * (forms.size() * (mark + 1) + 1);
  }

  /** A tick or a cross; where there are several runs, how many, or how many of them have passed. */
  private static String text(Cell cell) {
    int all = cell.runs().size();
    int passed = cell.count(Outcome.PASSED);
    if (all == 1) {
      return switch (cell.runs().get(0).outcome()) {
        case PASSED -> "✓";
        case FAILED -> "✗";
        case SKIPPED -> "-";
        case NOT_RUN -> " ";
      };
    }
    return passed == all ? String.valueOf(all) : passed + "/" + all;
  }

  private UnaryOperator<String> paint(Cell cell) {
    if (cell.count(Outcome.FAILED) > 0) {
      return style::red;
    }
    return cell.count(Outcome.PASSED) == cell.runs().size() ? style::green : style::yellow;
  }

  private List<List<Cell>> scripts() {
    Map<String, List<Cell>> scripts = new LinkedHashMap<>();
    for (Cell cell : report.cells()) {
      scripts
          .computeIfAbsent(cell.config() + "/" + cell.script(), key -> new ArrayList<>())
          .add(cell);
    }
    return List.copyOf(scripts.values());
  }

  private String total() {
    int failed = report.count(Outcome.FAILED);
    int skipped = report.count(Outcome.SKIPPED);
    int notRun = report.count(Outcome.NOT_RUN);
    return style.bold(scripts().size() == 1 ? "1 script" : scripts().size() + " scripts")
        + ": "
        + style.green(report.count(Outcome.PASSED) + " passed")
        + ", "
        + (failed == 0 ? "0 failed" : style.red(failed + " failed"))
        + (skipped == 0 ? "" : ", " + style.yellow(skipped + " skipped"))
        + (notRun == 0 ? "" : ", " + style.yellow(notRun + " not run"))
        + style.faint("  " + seconds(report.time()).strip());
  }

  static Duration time(Cell cell) {
    return cell.runs().stream().map(Run::time).reduce(Duration.ZERO, Duration::plus);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%7.2f s", time.toNanos() / 1e9);
  }

  /** What a client is called in short. */
  static String letter(int client) {
    return client < 26 ? String.valueOf((char) ('A' + client)) : "#" + client;
  }
}
