package io.github.mls4j.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and writes their report: {@code PROFILE REPORT [JMH options]}, where the
 * profile is {@code quick} or {@code full}, and a report of {@code -} goes to standard output only.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    Profile profile = Profile.of(args[0]);
    String[] jmhArgs = Arrays.copyOfRange(args, 2, args.length);
    CommandLineOptions given = new CommandLineOptions(jmhArgs);
    ChainedOptionsBuilder options =
        profile
            .applyTo(new OptionsBuilder())
            .parent(given)
            .jvmArgsAppend(
                "-Dmls.bench.groups=" + FullGroupState.DIRECTORY.toAbsolutePath(), "-Xms1g")
            .resultFormat(ResultFormatType.JSON)
            .result(FullGroupState.DIRECTORY.resolveSibling("jmh.json").toString());
    Files.createDirectories(FullGroupState.DIRECTORY);
    Collection<RunResult> results = new Runner(options.build()).run();
    String remark =
        Optional.ofNullable(System.getenv("BENCH_REMARK")).map(r -> "; " + r).orElse("");
    String report = new Report(results, profile.description + remark).markdown();
    System.out.println(report);
    if (!args[1].equals("-")) {
      Files.writeString(Path.of(args[1]), report);
    }
  }

  /** How long each benchmark runs. */
  private enum Profile {
    QUICK(1, 2, 3, 500),
    FULL(1, 5, 10, 1000);

    final int forks;
    final int warmups;
    final int iterations;
    final int millis;
    final String description;

    Profile(int forks, int warmups, int iterations, int millis) {
      this.forks = forks;
      this.warmups = warmups;
      this.iterations = iterations;
      this.millis = millis;
      this.description = warmups + " + " + iterations + " iterations of " + millis + " ms";
    }

    static Profile of(String name) {
      return switch (name) {
        case "quick" -> QUICK;
        case "full" -> FULL;
        default -> throw new IllegalArgumentException(name + " is neither quick nor full");
      };
    }

    ChainedOptionsBuilder applyTo(ChainedOptionsBuilder options) {
      return options
          .forks(forks)
          .warmupIterations(warmups)
          .warmupTime(TimeValue.milliseconds(millis))
          .measurementIterations(iterations)
          .measurementTime(TimeValue.milliseconds(millis));
    }
  }
}
