package io.github.mls4j.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Our times beside those of other libraries. */
final class PeerTables {

  private final ToDoubleFunction<Result> ours;
  private final ToDoubleFunction<Result> theirs;

  private PeerTables(ToDoubleFunction<Result> ours, ToDoubleFunction<Result> theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  static void write(Results results, Page page) {
    Results peers = results.of("PeerBenchmark");
    if (peers.isEmpty()) {
      return;
    }
    page.line("## Beside other libraries\n");
    page.line(
        "CPU time, and by how much that is more than ours, which ran in turns with it; for ts-mls"
            + " that of its process\n");
    new PeerTables(Result::cpu, Result::floorCpu).write(peers, page, "CPU");
    page.line("Wall-clock time, in the same way\n");
    new PeerTables(Result::wall, Result::floorWall).write(peers, page, "wall");
  }

  private void write(Results peers, Page page, String kind) {
    for (String provider : peers.values("provider")) {
      for (String size : peers.values("members")) {
        Results here = peers.with("provider", provider).with("members", size);
        if (!here.isEmpty()) {
          String title =
              "%s, %s members, our provider: %s".formatted(kind, Format.count(size), provider);
          page.table(table(here, title));
        }
      }
    }
  }

  private MarkdownTable table(Results here, String title) {
    List<String> names = here.values("peer");
    List<String> header = new ArrayList<>(List.of(title, "mls4j"));
    names.forEach(name -> header.add(Format.count(name)));
    MarkdownTable table = new MarkdownTable(header);
    for (String operation : here.operations()) {
      List<String> cells = new ArrayList<>();
      cells.add(Format.time(lowest(here, operation)));
      for (String name : names) {
        cells.add(here.find(operation, "peer", name).map(this::cell).orElse(""));
      }
      table.row(Format.words(operation), cells);
    }
    return table;
  }

  /** Ours was measured beside each of them: the lowest is the one that was disturbed least. */
  private double lowest(Results here, String operation) {
    return here.all().stream()
        .filter(one -> one.operation().equals(operation))
        .mapToDouble(ours)
        .min()
        .orElse(Double.NaN);
  }

  private String cell(Result result) {
    double time = theirs.applyAsDouble(result);
    return Format.time(time) + " (" + Format.number(time / ours.applyAsDouble(result)) + "×)";
  }
}
