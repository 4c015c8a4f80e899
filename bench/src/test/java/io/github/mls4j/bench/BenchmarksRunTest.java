package io.github.mls4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.bench.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs once, at the smallest size, so that none of them rots. */
class BenchmarksRunTest {

  @Test
  void allBenchmarksRunAndAreReported(@TempDir Path directory) throws Exception {
    System.setProperty("jmh.ignoreLock", "true");
    CommandLineOptions silent = new CommandLineOptions("-v", "SILENT");

    Path results = directory.resolve("results");
    Main.prepare(results);

    Set<String> run = new TreeSet<>();
    for (Plan.Step step : Plan.smoke().steps()) {
      for (RunResult result : Main.runHere(step, results, "", silent)) {
        run.add(result.getParams().getBenchmark());
      }
    }

    assertThat(run).isEqualTo(all());
    Report report = Report.of(results, "smoke");
    report.write(directory);
    assertThat(Files.readString(directory.resolve("RESULTS.md")))
        .contains(", JDK " + Runtime.version() + ", BouncyCastle ")
        .contains("create commit", "receive add", "join externally", "commit updates", "unprotect")
        .contains("| bytes written to the store for one received commit at 10,000 |");
    assertThat(Files.readString(directory.resolve("plots").resolve("groups.svg")))
        .startsWith("<svg")
        .endsWith("</svg>\n");
  }

  private static Set<String> all() {
    return BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
        .stream()
        .map(entry -> entry.getUsername())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
