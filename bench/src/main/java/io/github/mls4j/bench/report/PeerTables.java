package io.github.mls4j.bench.report;

import io.github.mls4j.crypto.CryptoProviders;
import java.util.ArrayList;
import java.util.Comparator;
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
        "Theirs (in multiples of ours). Ours ran in turns with each of them, and the multiples are"
            + " by those turns; the column shows the lowest. CPU time of ts-mls is that of its"
            + " process.\n");
    new PeerTables(Result::cpu, Result::floorCpu).write(peers, page, "CPU time");
    new PeerTables(Result::wall, Result::floorWall).write(peers, page, "Wall-clock time");
  }

  private void write(Results peers, Page page, String kind) {
    for (String provider : providers(peers)) {
      for (String size : peers.values("members")) {
        Results here = peers.with("provider", provider).with("members", size);
        if (!here.isEmpty()) {
          page.line(
              "%s, %s members, our provider being `%s`\n", kind, Format.count(size), provider);
          page.table(table(here));
        }
      }
    }
  }

  /** The default one first. */
  private static List<String> providers(Results peers) {
    return peers.values("provider").stream()
        .sorted(Comparator.comparing(name -> !name.equals(CryptoProviders.DEFAULT)))
        .toList();
  }

  /** What a library calls itself. */
  static String name(String peer) {
    return switch (peer) {
      case "BOUNCY_CASTLE" -> "BouncyCastle";
      case "CORE_CRYPTO" -> "CoreCrypto";
      case "TS_MLS" -> "ts-mls";
      default -> peer;
    };
  }

  private MarkdownTable table(Results here) {
    List<String> names = here.values("peer");
    List<String> header = new ArrayList<>(List.of("what", "mls4j"));
    names.forEach(name -> header.add(name(name)));
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
