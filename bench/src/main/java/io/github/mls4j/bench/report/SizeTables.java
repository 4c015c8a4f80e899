package io.github.mls4j.bench.report;

import java.util.List;
import java.util.function.BiFunction;

/** Memory, bytes on the wire and in the store, and what goes on in a small heap. */
final class SizeTables {

  private final Results results;
  private final Page page;

  private SizeTables(Results results, Page page) {
    this.results = results;
    this.page = page;
  }

  static void write(Results results, Page page) {
    SizeTables tables = new SizeTables(results, page);
    tables.memory();
    tables.counters("Bytes on the wire", "onTheWire");
    tables.counters("Bytes written to the store, by step", "inTheStore");
    tables.counters(
        "A very large group in a heap of 1 GiB: each step once, cold, the group there three times",
        "everything");
  }

  private void memory() {
    Results memory = results.of("MemoryBenchmark");
    if (memory.isEmpty()) {
      return;
    }
    List<String> sizes = memory.values("members");
    page.line("## Memory\n");
    page.line("Heap that one client's view of a group keeps\n");
    MarkdownTable table = new MarkdownTable(Page.header("", sizes));
    for (String operation : memory.operations()) {
      Results of =
          new Results(
              memory.all().stream().filter(one -> one.operation().equals(operation)).toList());
      row(table, operation, of, (one, members) -> one.last("bytes"));
      row(table, operation + ", a member", of, (one, members) -> one.last("bytes") / members);
      row(
          table,
          operation + ", a member, above its leaf's wire bytes",
          of,
          (one, members) -> (one.last("bytes") - one.last("leafBytes")) / members);
    }
    page.table(table);
  }

  private static void row(
      MarkdownTable table, String name, Results of, BiFunction<Result, Integer, Double> bytes) {
    table.row(
        name,
        of.values("members").stream()
            .map(size -> bytes.apply(last(of, size), Integer.valueOf(size)))
            .map(Format::bytes)
            .toList());
  }

  private static Result last(Results of, String size) {
    List<Result> all = of.with("members", size).all();
    return all.get(all.size() - 1);
  }

  /** A row for each counter. */
  private void counters(String title, String operation) {
    Results of =
        new Results(
            results.all().stream().filter(one -> one.operation().equals(operation)).toList());
    if (of.isEmpty()) {
      return;
    }
    page.line("## %s\n", title);
    List<String> sizes = of.values("members");
    MarkdownTable table = new MarkdownTable(Page.header("", sizes));
    for (String counter : of.all().get(0).counters().keySet()) {
      table.row(
          Format.words(counter.replaceAll("Millis|Mebibytes", "")),
          sizes.stream().map(size -> counter(counter, last(of, size).last(counter))).toList());
    }
    page.table(table);
  }

  private static String counter(String name, double value) {
    return name.endsWith("Millis")
        ? Format.time(value * 1000)
        : Format.bytes(name.endsWith("Mebibytes") ? value * (1 << 20) : value);
  }
}
