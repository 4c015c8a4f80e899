package io.github.mls4j.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The results of a run as Markdown, with plots beside it. */
public final class Report {

  /** What is to be said of targets that are not met: written by hand. */
  private static final Path LIMITS = Path.of("limits.md");

  private final Page page = new Page();

  private Report() {}

  /**
   * Makes the report.
   *
   * @param directory with JMH's JSON
   * @param profile what was run
   */
  public static Report of(Path directory, String profile) throws IOException {
    Results results = Results.read(directory);
    Report report = new Report();
    report.head(profile, Run.read(directory));
    report.targets(Targets.of(results));
    TimeTables.write(results.withDefaultProvider(), report.page);
    TimeTables.writeNative(results, report.page);
    PeerTables.write(results, report.page);
    SizeTables.write(results, report.page);
    TimeTables.writePrimitives(results, report.page);
    return report;
  }

  public String markdown() {
    return page.markdown();
  }

  /** Writes {@code RESULTS.md}, and the plots in a folder beside it. */
  public void write(Path directory) throws IOException {
    Files.writeString(directory.resolve("RESULTS.md"), markdown());
    Path plots = Files.createDirectories(directory.resolve(Page.PLOTS));
    for (Map.Entry<String, LogPlot> plot : page.plots().entrySet()) {
      Files.writeString(plots.resolve(plot.getKey() + ".svg"), plot.getValue().svg());
    }
  }

  private void head(String profile, String run) {
    page.line("# Benchmarks\n");
    page.line(
        "%s. Made by `bench/run %s`; do not edit. What the words mean, and how it is measured:"
            + " [README.md](README.md).\n",
        run, profile);
  }

  private void targets(List<Targets.Target> targets) throws IOException {
    page.line("## What is to be reached\n");
    page.line(
        "CPU time, where nothing else is said. *At the floor*: what would be measured if our"
            + " operation took no longer than its floor, and so the most that there is to reach.\n");
    MarkdownTable table =
        new MarkdownTable(List.of("what", "target", "measured", "at the floor", "met"));
    for (Targets.Target target : targets) {
      table.row(
          target.what(),
          List.of(
              target.bound(),
              target.measured().isEmpty() ? "not measured" : target.measured(),
              target.floor(),
              target.met().map(met -> met ? "yes" : "**no**").orElse("")));
    }
    page.table(table);
    Map<String, String> limits = limits();
    for (Targets.Target target : targets) {
      String limit = limits.get(target.key());
      if (limit != null && target.met().isPresent() && !target.met().get()) {
        page.line("**%s, %s:** %s\n", target.what(), target.bound(), limit);
      }
    }
  }

  /** The text under each heading {@code ## key}. */
  private static Map<String, String> limits() throws IOException {
    Map<String, String> limits = new TreeMap<>();
    String key = "";
    List<String> lines = Files.exists(LIMITS) ? Files.readAllLines(LIMITS) : List.of();
    for (String line : lines) {
      if (line.startsWith("## ")) {
        key = line.substring(3).strip();
      } else {
        limits.merge(key, line, (before, next) -> (before + "\n" + next).strip());
      }
    }
    return limits;
  }
}
