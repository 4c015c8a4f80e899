package io.github.mls4j.bench;

import io.github.mls4j.bench.Figures.Figure;
import io.github.mls4j.bench.Figures.Paired;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.results.RunResult;

/** Results as Markdown: first what holds on any machine, then the time on this one. */
final class Report {

  private static final List<Integer> SIZES = List.of(2, 100, 1000, 10_000);
  private static final List<Integer> SUITES = List.of(1, 2, 3, 4, 5, 6, 7);
  private static final List<CodecBenchmark.Struct> STRUCTS =
      List.of(CodecBenchmark.Struct.values());

  private final Figures groups;
  private final Figures memory;
  private final Figures primitives;
  private final Figures codec;
  private final StringBuilder out = new StringBuilder();

  /** A report with a remark on how the figures came about. */
  Report(Collection<RunResult> results, String remark) {
    groups = new Figures(results, GroupBenchmark.class, "members");
    memory = new Figures(results, MemoryBenchmark.class, "members");
    primitives = new Figures(results, PrimitiveBenchmark.class, "suite");
    codec = new Figures(results, CodecBenchmark.class, "struct");
    line("# Benchmarks\n");
    line(
        "%s, JDK %s, BouncyCastle %s, one thread. %s\n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.version().feature(),
        new BouncyCastleProvider().getVersionStr(),
        remark);
    line("Made by `bench/run`; do not edit.\n");
  }

  String markdown() {
    if (!groups.isEmpty()) {
      groups();
    }
    if (!memory.isEmpty()) {
      memory();
    }
    if (!primitives.isEmpty()) {
      primitives();
    }
    if (!codec.isEmpty()) {
      codec();
    }
    return out.toString();
  }

  private void groups() {
    line("## Groups\n");
    line(
        "Suite 1, default provider, full trees, PrivateMessages. The floor is the time of the"
            + " primitives that the operation cannot do without (`GroupFloors`), run in turns with"
            + " it in the same JVM; both are CPU time of the thread.\n");
    line(
        "Time by the floor (lowest to highest iteration), and growth from 100 to 10,000 members\n");
    MarkdownTable ratios = new MarkdownTable(header("", SIZES, "members", "10,000 : 100"));
    MarkdownTable times = new MarkdownTable(header("", SIZES, "members"));
    MarkdownTable allocated = new MarkdownTable(header("", SIZES, "members"));
    for (String method : groups.methods()) {
      List<String> cells = cells(groups, method, SIZES, figure -> paired(figure, Report::ratio));
      cells.add(quotient(groups.at(method, 10_000), groups.at(method, 100)));
      ratios.row(method, cells);
      times.row(
          method,
          cells(
              groups,
              method,
              SIZES,
              figure ->
                  paired(
                      figure,
                      p -> number(figure.micros()) + " (" + number(p.floorMicros()) + ")")));
      allocated.row(method, cells(groups, method, SIZES, figure -> number(figure.bytes() / 1024)));
    }
    table(ratios);
    line("KiB allocated\n");
    table(allocated);
    line("µs (floor)\n");
    table(times);
  }

  private void memory() {
    line("## Memory\n");
    line("Heap that one client's view of a full group keeps\n");
    MarkdownTable table = new MarkdownTable(header("", SIZES, "members"));
    for (String method : memory.methods()) {
      table.row("KiB", cells(memory, method, SIZES, figure -> number(figure.bytes() / 1024)));
      table.row(
          "bytes a member",
          SIZES.stream()
              .map(size -> memory.at(method, size).map(f -> number(f.bytes() / size)).orElse(""))
              .toList());
    }
    table(table);
  }

  private void primitives() {
    line("## Primitives\n");
    line("Time by that of suite 1 in the same JVM\n");
    beside(primitives, SUITES, "suite");
  }

  private void codec() {
    line("## Codec\n");
    line(
        "A commit's path and a ratchet tree of 1,000 members. Time by SHA-256 of the same bytes\n");
    beside(codec, STRUCTS, "");
  }

  /** The ratios of paired figures, then their times. */
  private void beside(Figures figures, List<?> columns, String unit) {
    MarkdownTable ratios = new MarkdownTable(header("", columns, unit));
    MarkdownTable times = new MarkdownTable(header("", columns, unit));
    for (String method : figures.methods()) {
      ratios.row(
          method,
          cells(figures, method, columns, figure -> paired(figure, p -> number(p.ratio()))));
      times.row(method, cells(figures, method, columns, figure -> number(figure.micros())));
    }
    table(ratios);
    line("µs\n");
    table(times);
  }

  private static List<String> header(String first, List<?> columns, String unit, String... others) {
    List<String> header = new ArrayList<>(List.of(first));
    for (Object column : columns) {
      String text =
          column instanceof Integer i && unit.equals("members")
              ? String.format(Locale.ROOT, "%,d", i)
              : column.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
      header.add(unit.equals("suite") ? "suite " + text : text);
    }
    header.addAll(List.of(others));
    return header;
  }

  private static List<String> cells(
      Figures figures, String method, List<?> columns, Function<Figure, String> cell) {
    List<String> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(figures.at(method, column).map(cell).orElse("")));
    return cells;
  }

  private static String paired(Figure figure, Function<Paired, String> cell) {
    return figure.paired().map(cell).orElse("");
  }

  private static String ratio(Paired paired) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f–%.2f)", paired.ratio(), paired.lowest(), paired.highest());
  }

  private static String quotient(Optional<Figure> of, Optional<Figure> by) {
    return of.isEmpty() || by.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%.2f", of.get().micros() / by.get().micros());
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value < 10 ? "%,.2f" : value < 1000 ? "%,.1f" : "%,.0f", value);
  }

  private void table(MarkdownTable table) {
    line("%s", table);
  }

  private void line(String format, Object... args) {
    out.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
