package io.github.mls4j.bench;

import io.github.mls4j.bench.report.Report;
import io.github.mls4j.bench.report.Run;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks: {@code PROFILE [PATTERN] [JMH options]}, and writes a report of what they
 * measured, which is shown and, after the profile {@code full}, replaces {@code RESULTS.md}. The
 * profile {@code report} runs nothing and makes that report anew of what the last full run has
 * left. With a pattern, only what fits it runs, and the report is only shown.
 */
public final class Main {

  private static final Path RESULTS = Path.of("target", "results");

  /** Instead of a profile: one step of it, in this JVM. */
  private static final String STEP = "step";

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals(STEP)) {
      runHere(Plan.of(args[1]).step(args[2]), Path.of(args[3]), args[4], options(args, 5));
      return;
    }
    String profile = args[0];
    boolean some = args.length > 1 && !args[1].startsWith("-");
    String pattern = some ? args[1] : "";
    int options = some ? 2 : 1;
    options(args, options); // refuses what is wrong before anything runs
    List<String> given = List.of(args).subList(options, args.length);
    boolean again = profile.equals("report");
    Path results = RESULTS.resolve(some ? "some" : again ? "full" : profile);
    if (!again) {
      Files.createDirectories(PreparedGroup.DIRECTORY);
      prepare(results);
      for (Plan.Step step : Plan.of(profile).steps()) {
        for (int number = 1; number <= step.jvms(); number++) {
          Path ofJvm = Files.createDirectories(results.resolve("jvm-" + number));
          run(profile, step, ofJvm, pattern, given);
        }
      }
    }
    Report report = Report.of(results, again ? "full" : profile);
    System.out.println(report.markdown());
    if (results.endsWith("full")) {
      report.write(Path.of(""));
    }
  }

  private static CommandLineOptions options(String[] args, int from) throws Exception {
    return new CommandLineOptions(Stream.of(args).skip(from).toArray(String[]::new));
  }

  /** Runs a step in a JVM of its own. */
  private static void run(
      String profile, Plan.Step step, Path directory, String pattern, List<String> given)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of(step.heap(), Plan.TOUCHED_HEAP));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(STEP, profile, step.name(), directory.toString(), pattern));
    command.addAll(given);
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("step " + step.name() + " ended with " + exit);
    }
  }

  /** Runs a step, which leaves a file of JMH's JSON in the directory, in this JVM. */
  static Collection<RunResult> runHere(
      Plan.Step step, Path directory, String pattern, CommandLineOptions given) throws Exception {
    try {
      // Twice, since what comes first is compiled last.
      for (int i = 0; i < 2 && step.warmsUp(); i++) {
        new Runner(step.toWarmUp().applyTo(new OptionsBuilder(), pattern, given).build()).run();
      }
      return new Runner(
              step.applyTo(new OptionsBuilder(), pattern, given)
                  .resultFormat(ResultFormatType.JSON)
                  .result(directory.resolve(step.name() + ".json").toString())
                  .build())
          .run();
    } catch (NoBenchmarksException e) {
      // The step is for others than those asked for, or for peers that are not here.
      return List.of();
    }
  }

  /** Makes the directory, with nothing in it but what is to be said of the run that begins. */
  static void prepare(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.skip(1).sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Run.write(directory);
  }
}
