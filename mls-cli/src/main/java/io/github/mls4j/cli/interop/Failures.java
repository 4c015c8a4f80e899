package io.github.mls4j.cli.interop;

import io.github.mls4j.cli.term.Style;
import io.github.mls4j.interop.runner.Failure;
import io.github.mls4j.interop.runner.RunReport;
import io.github.mls4j.interop.runner.RunReport.Cell;
import io.github.mls4j.interop.runner.RunReport.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What failed, for people: the first failing step, once for all the runs that failed the same. */
final class Failures {

  /** The first tell what is wrong; --json has them all. */
  private static final int SHOWN = 20;

  private static final int ROLES_SHOWN = 12;

  private final Style style;
  private final RunReport report;

  Failures(Style style, RunReport report) {
    this.style = style;
    this.report = report;
  }

  /** Ids and the like, in which messages of the same failure differ. */
  private static final Pattern CHANCE = Pattern.compile("[0-9a-fA-F]{8,}|[0-9]+");

  /** Failures that look the same. Clients are told by their letter: names may be shared. */
  private record Kind(
      String script, int client, int step, String actor, @Nullable String rpc, String said) {

    static Kind of(Cell cell, Run run, Failure failure) {
      return new Kind(
          cell.config() + "/" + cell.script(),
          run.roles().getOrDefault(failure.actor(), 0),
          failure.step(),
          failure.actor(),
          failure.rpc(),
          failure.status() + " " + CHANCE.matcher(failure.message()).replaceAll("#"));
    }
  }

  /** One run that failed. */
  private record Case(Cell cell, Run run, Failure failure) {}

  List<String> lines() {
    Map<Kind, List<Case>> kinds = new LinkedHashMap<>();
    for (Cell cell : report.cells()) {
      for (Run run : cell.runs()) {
        Failure failure = run.failure();
        if (failure != null) {
          kinds
              .computeIfAbsent(Kind.of(cell, run, failure), key -> new ArrayList<>())
              .add(new Case(cell, run, failure));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    kinds.entrySet().stream()
        .limit(SHOWN)
        .forEach(
            kind -> {
              lines.add(
                  style.red("✗ " + kind.getKey().script())
                      + " "
                      + what(kind.getKey(), kind.getValue().get(0).failure()));
              lines.add(style.faint("  " + where(kind.getValue())));
            });
    if (kinds.size() > SHOWN) {
      lines.add(style.red("✗ and " + (kinds.size() - SHOWN) + " more kinds of failure"));
    }
    return lines;
  }

  private static String what(Kind kind, Failure failure) {
    StringBuilder text = new StringBuilder();
    text.append("step ").append(failure.step()).append(", ").append(failure.action());
    if (failure.rpc() != null) {
      text.append(": ").append(failure.rpc());
    }
    text.append(" of ")
        .append(failure.actor())
        .append(" at ")
        .append(MatrixTable.letter(kind.client()) + ' ' + failure.client())
        .append(": ");
    if (failure.status() != null) {
      text.append(failure.status()).append(' ');
    }
    return text.append(failure.message()).toString();
  }

  private static String where(List<Case> cases) {
    Case first = cases.get(0);
    String suites =
        new TreeSet<>(cases.stream().map(c -> c.cell().suite()).toList())
            .stream().map(String::valueOf).collect(Collectors.joining(" "));
    String forms =
        new TreeSet<>(cases.stream().map(c -> c.cell().privateHandshake()).toList())
            .stream().map(form -> form ? "private" : "public").collect(Collectors.joining(" and "));
    return "in %s, suite%s %s, %s handshake; roles%s %s"
        .formatted(
            cases.size() == 1 ? "1 run" : cases.size() + " runs",
            suites.contains(" ") ? "s" : "",
            suites,
            forms,
            cases.size() == 1 ? "" : ", first:",
            roles(first.run()));
  }

  private static String roles(Run run) {
    String roles =
        run.roles().entrySet().stream()
            .limit(ROLES_SHOWN)
            .map(role -> role.getKey() + "=" + MatrixTable.letter(role.getValue()))
            .collect(Collectors.joining(" "));
    return run.roles().size() > ROLES_SHOWN ? roles + " …" : roles;
  }
}
