package io.github.mls4j.bench;

import io.github.mls4j.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks: {@code PROFILE [PATTERN] [JMH options]}, and writes a report of what they
 * measured, which is shown and, after the profile {@code full}, replaces {@code RESULTS.md}. The
 * profile {@code report} runs nothing and makes that report anew of what the last full run has
 * left. With a pattern, only what fits it runs, and the report is only shown.
 */
public final class Main {

  private static final Path RESULTS = Path.of("target", "results");

  private Main() {}

  public static void main(String[] args) throws Exception {
    String profile = args[0];
    boolean some = args.length > 1 && !args[1].startsWith("-");
    String pattern = some ? args[1] : "";
    CommandLineOptions given =
        new CommandLineOptions(Stream.of(args).skip(some ? 2 : 1).toArray(String[]::new));
    boolean again = profile.equals("report");
    Path results = RESULTS.resolve(some ? "some" : again ? "full" : profile);
    if (!again) {
      run(Plan.of(profile), results, pattern, given);
    }
    Report report = Report.of(results, again ? "full" : profile);
    System.out.println(report.markdown());
    if (results.endsWith("full")) {
      report.write(Path.of(""));
    }
  }

  /**
   * Runs all steps of the plan, each of which leaves a file of JMH's JSON in the directory.
   *
   * @param pattern found in the names of the benchmarks to run
   */
  static List<RunResult> run(Plan plan, Path directory, String pattern, CommandLineOptions given)
      throws Exception {
    Files.createDirectories(PreparedGroup.DIRECTORY);
    Files.createDirectories(directory);
    deleteResults(directory);
    List<RunResult> all = new ArrayList<>();
    for (Plan.Step step : plan.steps()) {
      Options options =
          step.applyTo(new OptionsBuilder(), pattern, given)
              .resultFormat(ResultFormatType.JSON)
              .result(directory.resolve(step.name() + ".json").toString())
              .build();
      try {
        all.addAll(new Runner(options).run());
      } catch (NoBenchmarksException e) {
        // The step is for others than those asked for, or for peers that are not here.
      }
    }
    return all;
  }

  private static void deleteResults(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
