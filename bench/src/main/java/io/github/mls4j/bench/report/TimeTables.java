package io.github.mls4j.bench.report;

import io.github.mls4j.bench.Providers;
import io.github.mls4j.crypto.CryptoProviders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How long operations take, beside their floors. */
final class TimeTables {

  private static final String CPU_BY_FLOOR = "CPU time (in multiples of the floor's)\n";

  private static final String BY_HASH = "CPU time (in multiples of the hash's)\n";

  private static final List<String> PLOTTED =
      List.of("createCommit", "receiveCommit", "addMember", "removeMember", "join", "createGroup");

  private static final String WITH_NATIVE =
      ".*\\.(Commit|Creation|Membership|Message)Benchmark\\..*";

  private final Results results;
  private final Page page;

  private TimeTables(Results results, Page page) {
    this.results = results;
    this.page = page;
  }

  static void write(Results results, Page page) {
    TimeTables tables = new TimeTables(results, page);
    tables.groups();
    tables.byParameter(
        "A group written down and read, beside SHA-256 of as many bytes",
        "StateBenchmark",
        "members",
        BY_HASH);
    tables.shapes();
    tables.byParameter(
        "Update proposals, 100 in one commit", "UpdatesBenchmark", "members", CPU_BY_FLOOR);
    tables.byParameter("Messages", "MessageBenchmark", "bytes", CPU_BY_FLOOR);
    tables.keyPackages();
    tables.byParameter(
        "Codec: what groups of 1,000 members send, beside SHA-256 of the same bytes",
        "CodecBenchmark",
        "struct",
        BY_HASH);
  }

  static void writePrimitives(Results results, Page page) {
    Results primitives = results.of("PrimitiveBenchmark");
    if (primitives.isEmpty()) {
      return;
    }
    page.line("## Primitives\n");
    page.line("CPU time with the default provider (in multiples of suite 1's in the same JVM)\n");
    page.table(
        primitives.with("provider", CryptoProviders.DEFAULT), "suite", TimeTables::cpuAndRatio);
    if (primitives.values("provider").size() > 1) {
      page.line("CPU time of suite 1 (in multiples of the default provider's in the same JVM)\n");
      page.table(primitives.with("suite", 1), "provider", TimeTables::cpuAndRatio);
    }
  }

  /** What is measured with native code as well, at the same size. */
  static void writeNative(Results results, Page page) {
    List<Result> all =
        results.with("provider", Providers.NATIVE).all().stream()
            .filter(one -> one.hasFloor() && one.benchmark().matches(WITH_NATIVE))
            .toList();
    if (all.isEmpty()) {
      return;
    }
    page.line("## With native code\n");
    page.line("CPU time, at 1,000 members in a full tree, of messages of 1 KiB\n");
    MarkdownTable table =
        new MarkdownTable(List.of("what", "default", "native (by the default's)", "by its floor"));
    for (Result one : all) {
      Optional<Result> byDefault =
          results.all().stream()
              .filter(other -> other.benchmark().equals(one.benchmark()))
              .filter(other -> other.matches(withDefaultProvider(one)))
              .findFirst();
      table.row(
          Format.words(one.operation()),
          List.of(
              byDefault.map(other -> Format.time(other.cpu())).orElse(""),
              Format.time(one.cpu())
                  + byDefault
                      .map(other -> " (" + Format.number(one.cpu() / other.cpu()) + ")")
                      .orElse(""),
              Format.number(one.ratio())));
    }
    page.table(table);
  }

  private static Map<String, String> withDefaultProvider(Result result) {
    Map<String, String> parameters = new TreeMap<>(result.parameters());
    parameters.put("provider", CryptoProviders.DEFAULT);
    return parameters;
  }

  private void groups() {
    List<Result> all = new ArrayList<>();
    for (String name : List.of("Commit", "Membership", "Removal", "Creation")) {
      all.addAll(results.of(name + "Benchmark").all());
    }
    Results full =
        new Results(
            all.stream()
                .filter(one -> one.parameters().getOrDefault("shape", "FULL").equals("FULL"))
                .toList());
    if (full.isEmpty()) {
      return;
    }
    page.line("## Groups, full trees\n");
    page.line("CPU time in multiples of the floor's (lowest to highest iteration)\n");
    page.table(full, "members", TimeTables::ratios);
    page.line("CPU time (the floor's)\n");
    page.table(
        full, "members", one -> with(one, Format.time(one.cpu()), Format.time(one.floorCpu())));
    page.line("Wall-clock time (in multiples of the floor's, which runs on one thread)\n");
    page.table(
        full, "members", one -> with(one, Format.time(one.wall()), Format.number(one.wallRatio())));
    page.line("Bytes allocated on the heap by one operation\n");
    page.table(full, "members", one -> Format.bytes(one.allocated()));
    plot(full);
  }

  private void plot(Results full) {
    String title = "CPU time by members, full trees; dotted: the floor";
    LogPlot plot = new LogPlot(title, "members");
    for (int i = 0; i < PLOTTED.size(); i++) {
      String operation = PLOTTED.get(i);
      line(plot, i, Format.words(operation), full, operation);
    }
    page.plot("groups", title, plot);
  }

  private static void line(LogPlot plot, int number, String name, Results from, String operation) {
    TreeMap<Double, Double> measured = new TreeMap<>();
    TreeMap<Double, Double> floors = new TreeMap<>();
    for (String size : from.values("members")) {
      double members = Double.parseDouble(size);
      from.find(operation, "members", size)
          .ifPresent(
              one -> {
                measured.put(members, one.cpu());
                floors.put(members, one.floorCpu());
              });
    }
    plot.line(number, name, measured, false);
    plot.line(number, "floor", floors, true);
  }

  private void shapes() {
    Results commits = results.of("CommitBenchmark");
    List<String> sizes = commits.with("shape", "FRESH").values("members");
    if (sizes.isEmpty()) {
      return;
    }
    List<String> shapes = commits.values("shape");
    page.line("## An empty commit, by the tree's shape\n");
    page.line(CPU_BY_FLOOR);
    for (String operation : List.of("createCommit", "receiveCommit")) {
      MarkdownTable table =
          new MarkdownTable(Page.header(Format.words(operation) + ", by members", shapes));
      for (String size : sizes) {
        Results here = commits.with("members", size);
        table.row(
            Format.count(size),
            shapes.stream()
                .map(
                    shape ->
                        here.find(operation, "shape", shape)
                            .map(TimeTables::cpuAndRatio)
                            .orElse(""))
                .toList());
      }
      page.table(table);
    }
    String title = "CPU time of making an empty commit, by the tree's shape; dotted: the floor";
    LogPlot plot = new LogPlot(title, "members");
    for (int i = 0; i < shapes.size(); i++) {
      String shape = shapes.get(i);
      line(plot, i, Format.count(shape), commits.with("shape", shape), "createCommit");
    }
    page.plot("shapes", title, plot);
  }

  private void byParameter(String title, String benchmarks, String parameter, String caption) {
    Results of = results.of(benchmarks);
    if (!of.isEmpty()) {
      page.line("## %s\n", title);
      page.line(caption);
      page.table(of, parameter, TimeTables::cpuAndRatio);
    }
  }

  private void keyPackages() {
    Results of = results.of("KeyPackageBenchmark");
    if (!of.isEmpty()) {
      page.line("## Key packages\n");
      MarkdownTable table =
          new MarkdownTable(List.of("what", "CPU time (in multiples of the floor's)"));
      for (Result one : of.all()) {
        table.row(Format.words(one.operation()), List.of(cpuAndRatio(one)));
      }
      page.table(table);
    }
  }

  private static String with(Result result, String time, String besideFloor) {
    return result.hasFloor() ? time + " (" + besideFloor + ")" : time;
  }

  private static String cpuAndRatio(Result result) {
    return Format.time(result.cpu()) + " (" + Format.number(result.ratio()) + ")";
  }

  private static String ratios(Result result) {
    return result.hasFloor()
        ? String.format(
            Locale.ROOT,
            "%.2f (%.2f–%.2f)",
            result.ratio(),
            Collections.min(result.ratios()),
            Collections.max(result.ratios()))
        : "";
  }
}
