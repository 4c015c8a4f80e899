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
    tables.counters(
        "Bytes on the wire",
        "Lengths of messages in full trees, of commits those of an empty one and of one that adds"
            + " a member",
        "onTheWire");
    tables.counters(
        "Bytes written to the store",
        "Keys and values put and keys deleted in the batch of one step; *whole group* is what is"
            + " written when a group is created or joined",
        "inTheStore");
    tables.large();
  }

  private void memory() {
    Results memory = results.of("MemoryBenchmark");
    if (memory.isEmpty()) {
      return;
    }
    List<String> sizes = memory.values("members");
    page.line("## Memory\n");
    page.line(
        "Heap that stays taken by one client's group, joined by a Welcome or restored: all of it,"
            + " then by the number of members\n");
    MarkdownTable table = new MarkdownTable(Page.header("by members", sizes));
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
  private void counters(String title, String caption, String operation) {
    Results of = operation(operation);
    if (of.isEmpty()) {
      return;
    }
    page.line("## %s\n", title);
    page.line("%s\n", caption);
    List<String> sizes = of.values("members");
    MarkdownTable table = new MarkdownTable(Page.header("by members", sizes));
    for (String counter : of.all().get(0).counters().keySet()) {
      table.row(
          Format.words(counter),
          sizes.stream().map(size -> Format.bytes(last(of, size).last(counter))).toList());
    }
    page.table(table);
  }

  private Results operation(String name) {
    return new Results(results.all().stream().filter(one -> one.operation().equals(name)).toList());
  }

  private void large() {
    Results of = operation("everything");
    for (String size : of.values("members")) {
      Result one = last(of, size);
      page.line(
          "## A group of %s in a heap of %s\n",
          Format.count(size), Format.bytes(one.last("maxHeapMebibytes") * (1 << 20)));
      page.line(
          "Each step once, without warm-up, by the wall clock; three clients have the group in the"
              + " same heap, of which at most %s were in use\n",
          Format.bytes(one.last("peakHeapMebibytes") * (1 << 20)));
      MarkdownTable table = new MarkdownTable(List.of("what", "took"));
      for (String step : List.of("join", "commit", "receive", "add", "remove", "restore")) {
        table.row(step, List.of(Format.time(one.last(step + "Millis") * 1000)));
      }
      page.table(table);
    }
  }
}
