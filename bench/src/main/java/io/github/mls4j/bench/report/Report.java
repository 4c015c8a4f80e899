package io.github.mls4j.bench.report;

import io.github.mls4j.crypto.CryptoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/** The results of a run as Markdown, with plots beside it. */
public final class Report {

  private static final String PLOTS = "plots";

  private final Results results;
  private final Map<String, LogPlot> plots = new LinkedHashMap<>();
  private final StringBuilder out = new StringBuilder();

  private Report(Results results) {
    this.results = results;
  }

  /**
   * Makes the report.
   *
   * @param directory with JMH's JSON
   * @param profile what was run
   */
  public static Report of(Path directory, String profile) throws IOException {
    Report report = new Report(Results.read(directory));
    report.head(profile);
    report.groups();
    report.shapes();
    report.others();
    report.peers();
    report.sizes();
    report.primitives();
    report.targets(Path.of("limits.md"));
    return report;
  }

  public String markdown() {
    return out.toString();
  }

  /** Writes {@code RESULTS.md}, and the plots in a folder beside it. */
  public void write(Path directory) throws IOException {
    Files.writeString(directory.resolve("RESULTS.md"), markdown());
    Files.createDirectories(directory.resolve(PLOTS));
    for (Map.Entry<String, LogPlot> plot : plots.entrySet()) {
      Files.writeString(
          directory.resolve(PLOTS).resolve(plot.getKey() + ".svg"), plot.getValue().svg());
    }
  }

  private void head(String profile) {
    line("# Benchmarks\n");
    String remark = System.getenv("BENCH_REMARK");
    line(
        "%s, JDK %s, BouncyCastle %s, %d cores%s. Made by `bench/run %s`; do not edit. How to read"
            + " it, and how it is measured: [README.md](README.md).\n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.version(),
        new BouncyCastleProvider().getVersionStr(),
        Runtime.getRuntime().availableProcessors(),
        remark == null ? "" : ", " + remark,
        profile);
  }

  private void groups() {
    List<Result> all = new ArrayList<>();
    for (String name : List.of("Commit", "Membership", "Removal", "State", "Creation")) {
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
    line("## Groups, full trees\n");
    line("CPU time by the floor's (lowest to highest iteration)\n");
    table(full, "members", Report::ratio);
    line("CPU time (floor)\n");
    table(
        full,
        "members",
        one ->
            Format.time(one.cpu())
                + (one.hasFloor() ? " (" + Format.time(one.floorCpu()) + ")" : ""));
    line("Wall-clock time (by the floor's, which runs on one thread)\n");
    table(
        full,
        "members",
        one ->
            Format.time(one.wall())
                + (one.hasFloor() ? " (" + Format.number(one.wallRatio()) + ")" : ""));
    line("Allocated on the heap\n");
    table(full, "members", one -> Format.bytes(one.allocated()));
    plot(
        "groups",
        "CPU time by members, full trees; dotted: the floor",
        full,
        List.of(
            "createCommit", "receiveCommit", "addMember", "removeMember", "join", "createGroup"));
  }

  private void plot(String file, String title, Results from, List<String> operations) {
    LogPlot plot = new LogPlot(title, "members");
    for (int i = 0; i < operations.size(); i++) {
      TreeMap<Double, Double> measured = new TreeMap<>();
      TreeMap<Double, Double> floors = new TreeMap<>();
      for (Result one : from.all()) {
        if (one.operation().equals(operations.get(i))) {
          double members = Double.parseDouble(one.parameters().get("members"));
          measured.put(members, one.cpu());
          floors.put(members, one.floorCpu());
        }
      }
      plot.line(i, Format.words(operations.get(i)), measured, false);
      plot.line(i, "floor", floors, true);
    }
    show(file, title, plot);
  }

  private void show(String file, String title, LogPlot plot) {
    if (!plot.isEmpty()) {
      plots.put(file, plot);
      line("![%s](%s/%s.svg)\n", title, PLOTS, file);
    }
  }

  private void shapes() {
    Results commits = results.of("CommitBenchmark");
    List<String> shapes = commits.values("shape");
    if (shapes.size() < 2) {
      return;
    }
    line("## An empty commit, by the tree's shape\n");
    line("CPU time (by the floor's)\n");
    List<String> sizes =
        commits.all().stream()
            .filter(one -> one.matches(Map.of("shape", "FRESH")))
            .map(one -> one.parameters().get("members"))
            .distinct()
            .toList();
    for (String operation : List.of("createCommit", "receiveCommit")) {
      MarkdownTable table =
          new MarkdownTable(header(Format.words(operation), shapes, Format::count));
      for (String size : sizes) {
        table.row(
            Format.count(size),
            shapes.stream()
                .map(
                    shape ->
                        commits
                            .with("members", size)
                            .with("shape", shape)
                            .find(operation)
                            .map(
                                one ->
                                    Format.time(one.cpu())
                                        + " ("
                                        + Format.number(one.ratio())
                                        + ")")
                            .orElse(""))
                .toList());
      }
      line("%s", table);
    }
  }

  private void others() {
    section("Update proposals, 100 in one commit", "UpdatesBenchmark", "members", Report::both);
    section("Messages, by bytes", "MessageBenchmark", "bytes", Report::both);
    section("Key packages", "KeyPackageBenchmark", null, Report::both);
    section(
        "Codec: what groups of 1,000 members send, beside SHA-256 of the same bytes",
        "CodecBenchmark",
        "struct",
        Report::both);
  }

  private void section(
      String title, String benchmarks, @Nullable String parameter, Function<Result, String> cell) {
    Results of = results.of(benchmarks);
    if (of.isEmpty()) {
      return;
    }
    line("## %s\n", title);
    line("CPU time (by the floor's)\n");
    if (parameter == null) {
      MarkdownTable table = new MarkdownTable(List.of("", "time"));
      for (Result one : of.all()) {
        table.row(Format.words(one.operation()), List.of(cell.apply(one)));
      }
      line("%s", table);
    } else {
      table(of, parameter, cell);
    }
  }

  private void peers() {
    Results peers = results.of("PeerBenchmark");
    if (peers.isEmpty()) {
      return;
    }
    line("## Beside other libraries\n");
    line(
        "CPU time, then in brackets by how much more than ours, measured in turns with it; for"
            + " ts-mls that of its own process\n");
    peers(peers, Result::cpu, Result::floorCpu);
    line("Wall-clock time, in the same way\n");
    peers(peers, Result::wall, Result::floorWall);
  }

  private void peers(
      Results peers, ToDoubleFunction<Result> ours, ToDoubleFunction<Result> theirs) {
    for (String provider : peers.values("provider")) {
      for (String size : peers.values("members")) {
        Results here = peers.with("provider", provider).with("members", size);
        if (!here.isEmpty()) {
          line("%s", peerTable(here, Format.count(size) + " members, " + provider, ours, theirs));
        }
      }
    }
  }

  private static MarkdownTable peerTable(
      Results here, String title, ToDoubleFunction<Result> ours, ToDoubleFunction<Result> theirs) {
    List<String> names = here.values("peer");
    List<String> header = new ArrayList<>(List.of(title, "mls4j"));
    names.forEach(name -> header.add(Format.count(name)));
    MarkdownTable table = new MarkdownTable(header);
    for (String operation : here.operations()) {
      List<String> cells = new ArrayList<>();
      cells.add(here.find(operation).map(one -> Format.time(ours.applyAsDouble(one))).orElse(""));
      for (String name : names) {
        cells.add(
            here.find(operation, "peer", name)
                .map(
                    one -> {
                      double time = theirs.applyAsDouble(one);
                      return Format.time(time)
                          + " ("
                          + Format.number(time / ours.applyAsDouble(one))
                          + "×)";
                    })
                .orElse(""));
      }
      table.row(Format.words(operation), cells);
    }
    return table;
  }

  private void sizes() {
    Results memory = results.of("MemoryBenchmark");
    List<String> sizes = memory.values("members");
    if (!memory.isEmpty()) {
      line("## Memory\n");
      line("Heap that one client's view of a group keeps\n");
      MarkdownTable table = new MarkdownTable(header("", sizes, Format::count));
      for (String operation : memory.operations()) {
        row(table, operation, memory, sizes, (one, n) -> Format.bytes(one.last("bytes")));
        row(
            table,
            operation + ", a member",
            memory,
            sizes,
            (one, n) -> Format.bytes(one.last("bytes") / n));
        row(
            table,
            operation + ", a member, above its leaf's wire bytes",
            memory,
            sizes,
            (one, n) -> Format.bytes((one.last("bytes") - one.last("leafBytes")) / n));
      }
      line("%s", table);
    }
    counters("Bytes on the wire", "onTheWire");
    counters("Bytes written to the store, by step", "inTheStore");
    Results large = results.of("LargeGroupBenchmark");
    if (!large.isEmpty()) {
      line("## A very large group in a small heap\n");
      line("Each step once, cold; two more clients have the group in the same heap\n");
      table(large);
    }
  }

  private void row(
      MarkdownTable table,
      String name,
      Results from,
      List<String> sizes,
      BiFunction<Result, Integer, String> cell) {
    String operation = name.contains(",") ? name.substring(0, name.indexOf(',')) : name;
    table.row(
        name,
        sizes.stream()
            .map(
                size ->
                    from.find(operation, "members", size)
                        .map(one -> cell.apply(one, Integer.valueOf(size)))
                        .orElse(""))
            .toList());
  }

  private void counters(String title, String operation) {
    List<Result> of =
        results.of("SizeBenchmark").all().stream()
            .filter(one -> one.operation().equals(operation))
            .toList();
    if (!of.isEmpty()) {
      line("## %s\n", title);
      table(new Results(of));
    }
  }

  /** Counters by size. */
  private void table(Results from) {
    MarkdownTable table = new MarkdownTable(header("", from.values("members"), Format::count));
    List<Result> bySize =
        from.values("members").stream()
            .flatMap(size -> from.with("members", size).all().stream())
            .toList();
    for (String counter : bySize.get(0).counters().keySet()) {
      boolean time = counter.endsWith("Millis");
      boolean mebibytes = counter.endsWith("Mebibytes");
      String name = counter.replace("Millis", "").replace("Mebibytes", "");
      table.row(
          Format.words(name),
          bySize.stream()
              .map(
                  one ->
                      time
                          ? Format.time(one.last(counter) * 1000)
                          : Format.bytes(one.last(counter) * (mebibytes ? 1 << 20 : 1)))
              .toList());
    }
    line("%s", table);
  }

  private void primitives() {
    Results primitives = results.of("PrimitiveBenchmark");
    if (primitives.isEmpty()) {
      return;
    }
    line("## Primitives\n");
    line("CPU time (by that of suite 1 with the default provider in the same JVM), by suite\n");
    Results byDefault = primitives.with("provider", CryptoProviders.DEFAULT);
    table(byDefault, "suite", Report::both);
    if (primitives.values("provider").size() > 1) {
      line("The same for suite 1, by provider\n");
      table(primitives.with("suite", 1), "provider", Report::both);
    }
  }

  private void targets(Path limits) throws IOException {
    line("## What is to be reached\n");
    List<Targets.Target> targets = Targets.of(results);
    MarkdownTable table = new MarkdownTable(List.of("", "target", "measured", "met"));
    for (Targets.Target target : targets) {
      table.row(
          target.what(),
          List.of(
              target.bound(),
              target.measured().isEmpty() ? "not measured" : target.measured(),
              target.met().map(met -> met ? "yes" : "**no**").orElse("")));
    }
    line("%s", table);
    Map<String, String> remarks =
        Files.exists(limits) ? remarks(Files.readString(limits)) : Map.of();
    List<Targets.Target> missed =
        targets.stream().filter(target -> target.met().equals(Optional.of(false))).toList();
    for (Targets.Target target : missed) {
      String remark = remarks.get(target.key());
      if (remark != null) {
        line("**%s, %s:** %s\n", target.what(), target.bound(), remark);
      }
    }
  }

  /** The hand-written text under each heading {@code ## key}. */
  private static Map<String, String> remarks(String text) {
    Map<String, String> remarks = new TreeMap<>();
    String key = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("## ")) {
        key = line.substring(3).strip();
      } else {
        remarks.merge(key, line, (before, next) -> (before + "\n" + next).strip());
      }
    }
    return remarks;
  }

  private void table(Results from, String parameter, Function<Result, String> cell) {
    List<String> columns = from.values(parameter);
    MarkdownTable table = new MarkdownTable(header("", columns, Format::count));
    for (String operation : from.operations()) {
      table.row(
          Format.words(operation),
          columns.stream()
              .map(value -> from.find(operation, parameter, value).map(cell).orElse(""))
              .toList());
    }
    line("%s", table);
  }

  private static List<String> header(
      String first, List<String> columns, Function<String, String> name) {
    List<String> header = new ArrayList<>(List.of(first));
    columns.forEach(column -> header.add(name.apply(column)));
    return header;
  }

  private static String both(Result result) {
    return Format.time(result.cpu()) + " (" + Format.number(result.ratio()) + ")";
  }

  private static String ratio(Result result) {
    return result.hasFloor()
        ? String.format(
            Locale.ROOT,
            "%.2f (%.2f–%.2f)",
            result.ratio(),
            result.extremeRatio(false),
            result.extremeRatio(true))
        : "";
  }

  private void line(String format, Object... args) {
    out.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
