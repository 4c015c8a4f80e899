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
 * Runs the benchmarks: {@code PROFILE [JMH options]}, and writes a report of what they measured,
 * which is shown and, after the profile {@code full}, replaces {@code RESULTS.md}. The profile
 * {@code report} runs nothing and makes the report anew of what the last run has left. Given a
 * pattern, it runs only what fits, and shows what there is to see.
 */
public final class Main {

  private static final Path RESULTS = Path.of("target", "results");

  private Main() {}

  public static void main(String[] args) throws Exception {
    String profile = args[0];
    CommandLineOptions given =
        new CommandLineOptions(Stream.of(args).skip(1).toArray(String[]::new));
    if (!profile.equals("report")) {
      run(Plan.of(profile), RESULTS, given);
    }
    Report report = Report.of(RESULTS, profile);
    System.out.println(report.markdown());
    if ((profile.equals("full") || profile.equals("report")) && given.getIncludes().isEmpty()) {
      report.write(Path.of(""));
    }
  }

  /** Runs all steps of the plan; each leaves a file of JMH's JSON in the directory. */
  static List<RunResult> run(Plan plan, Path directory, CommandLineOptions given) throws Exception {
    Files.createDirectories(PreparedGroup.DIRECTORY);
    Files.createDirectories(directory);
    deleteResults(directory);
    List<RunResult> all = new ArrayList<>();
    for (Plan.Step step : plan.steps()) {
      Options options =
          step.applyTo(new OptionsBuilder(), given)
              .shouldFailOnError(true)
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
