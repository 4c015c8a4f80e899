package io.github.mls4j.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

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
    String report = new Report(results, remark(args[0])).markdown();
    System.out.println(report);
    if (!args[1].equals("-")) {
      Files.writeString(Path.of(args[1]), report);
    }
  }

  private static String remark(String profile) {
    String own = System.getenv("BENCH_REMARK");
    return "Profile " + profile + (own == null ? "" : "; " + own) + ".";
  }

  /** How many iterations there are; how long one is, each class of benchmarks says. */
  private enum Profile {
    QUICK(4, 3),
    FULL(10, 10);

    final int warmups;
    final int iterations;

    Profile(int warmups, int iterations) {
      this.warmups = warmups;
      this.iterations = iterations;
    }

    static Profile of(String name) {
      return switch (name) {
        case "quick" -> QUICK;
        case "full" -> FULL;
        default -> throw new IllegalArgumentException(name + " is neither quick nor full");
      };
    }

    ChainedOptionsBuilder applyTo(ChainedOptionsBuilder options) {
      return options.forks(1).warmupIterations(warmups).measurementIterations(iterations);
    }
  }
}
