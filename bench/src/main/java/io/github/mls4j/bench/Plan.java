package io.github.mls4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** What a profile runs, step by step, each with its own sizes and number of iterations. */
record Plan(List<Step> steps) {

  private static final String LARGE = "50000";

  /** Which other libraries can run; all, unless {@code bench/run} knows better. */
  private static final String PEERS =
      System.getProperty("mls.bench.peers", "BOUNCY_CASTLE,CORE_CRYPTO,TS_MLS");

  /**
   * A part of a run.
   *
   * @param name of the file with its results
   * @param benchmarks matches their names, from the class on
   * @param forks 0 to run in this JVM, each benchmark once, and to stop at the first that fails;
   *     otherwise the others go on
   * @param heap an option for the JVM
   */
  record Step(
      String name,
      String benchmarks,
      Map<String, String> parameters,
      int forks,
      int warmups,
      int iterations,
      String heap) {

    private static Step of(String name, String benchmarks, int warmups, int iterations) {
      return new Step(name, benchmarks, Map.of(), 1, warmups, iterations, "-Xms1g");
    }

    private Step with(String parameter, String values) {
      Map<String, String> all = new TreeMap<>(parameters);
      all.put(parameter, values);
      return new Step(name, benchmarks, all, forks, warmups, iterations, heap);
    }

    private Step heap(String option) {
      return new Step(name, benchmarks, parameters, forks, warmups, iterations, option);
    }

    private Step here() {
      return new Step(name, benchmarks, parameters, 0, 0, 1, heap);
    }

    /** Only what fits the pattern; the given options win over the step's. */
    ChainedOptionsBuilder applyTo(
        ChainedOptionsBuilder options, String pattern, CommandLineOptions given) {
      options.include("^(?=.*\\.(" + benchmarks + ")$).*(" + pattern + ")");
      parameters.forEach(
          (name, values) -> {
            if (!given.getParameter(name).hasValue()) {
              options.param(name, values.split(","));
            }
          });
      if (forks > 0) {
        options.jvmArgsAppend(
            "-Dmls.bench.groups=" + PreparedGroup.DIRECTORY.toAbsolutePath(), heap);
      }
      if (forks == 0) {
        options.mode(Mode.SingleShotTime).shouldFailOnError(true);
      }
      return options
          .parent(given)
          .forks(given.getForkCount().orElse(forks))
          .warmupIterations(given.getWarmupIterations().orElse(warmups))
          .measurementIterations(given.getMeasurementIterations().orElse(iterations));
    }
  }

  static Plan of(String profile) {
    return switch (profile) {
      case "smoke" -> smoke();
      case "quick" -> quick();
      case "full" -> full();
      default -> throw new IllegalArgumentException(profile + " is none of smoke, quick and full");
    };
  }

  /** Every benchmark once at the smallest size there is, to see that it works; measures nothing. */
  static Plan smoke() {
    List<Step> steps = new ArrayList<>();
    String anyShape = "FULL,HALF,FRESH,CHURNED";
    steps.add(
        Step.of("two", "(Commit|Membership|State|Memory|Size)Benchmark\\..*", 0, 1)
            .with("members", "2")
            .here());
    steps.add(
        Step.of("shapes", "CommitBenchmark\\..*", 0, 1)
            .with("members", "10")
            .with("shape", anyShape)
            .here());
    steps.add(
        Step.of("ten", "(?!Commit|Primitive)[A-Z]\\w*Benchmark\\.\\w+", 0, 1)
            .with("members", "10")
            .with("peer", PEERS)
            .here());
    steps.add(Step.of("primitives", "PrimitiveBenchmark\\..*", 0, 1).here());
    return new Plan(steps);
  }

  /** Up to 1,000 members, for a look while something is being changed. */
  private static Plan quick() {
    List<Step> steps = new ArrayList<>();
    String sizes = "100,1000";
    steps.add(
        Step.of("groups", "(Commit|Membership|Removal|State|Creation)Benchmark\\..*", 3, 2)
            .with("members", sizes));
    steps.add(
        Step.of("messages", "(Message|KeyPackage|Codec)Benchmark\\..*", 3, 2)
            .with("members", "1000"));
    steps.add(Step.of("sizes", "(Memory|Size)Benchmark\\..*", 0, 1).with("members", sizes));
    steps.add(
        Step.of("peers", "PeerBenchmark\\..*", 2, 2).with("peer", PEERS).with("members", sizes));
    return new Plan(steps);
  }

  private static Plan full() {
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of("groups", "(Commit|Membership|State)Benchmark\\..*", 3, 3)
            .with("members", "2,10,100,1000,10000"));
    steps.add(
        Step.of("removal", "RemovalBenchmark\\..*", 3, 3).with("members", "10,100,1000,10000"));
    steps.add(
        Step.of("large", "(Commit|Membership|Removal|State)Benchmark\\..*", 1, 2)
            .with("members", LARGE));
    steps.add(
        Step.of("shapes", "CommitBenchmark\\.(create|receive)Commit", 3, 2)
            .with("members", "100,1000,10000")
            .with("shape", "HALF,FRESH,CHURNED"));
    steps.add(Step.of("updates", "UpdatesBenchmark\\..*", 3, 3).with("members", "100,1000"));
    steps.add(
        Step.of("messages", "(Message|KeyPackage|Codec)Benchmark\\..*", 3, 3)
            .with("members", "1000"));
    steps.add(Step.of("creation", "CreationBenchmark\\..*", 3, 3).with("members", "10,100,1000"));
    steps.add(Step.of("creation-large", "CreationBenchmark\\..*", 1, 1).with("members", "10000"));
    steps.add(Step.of("creation-largest", "CreationBenchmark\\..*", 0, 1).with("members", LARGE));
    steps.add(
        Step.of("sizes", "(Memory|Size)Benchmark\\..*", 0, 1)
            .with("members", "100,1000,10000,50000"));
    steps.add(
        Step.of("one-gibibyte", "LargeGroupBenchmark\\..*", 0, 1)
            .with("members", LARGE)
            .heap("-Xmx1g"));
    steps.add(Step.of("primitives", "PrimitiveBenchmark\\..*", 2, 1));
    steps.add(
        Step.of("providers", "PrimitiveBenchmark\\..*", 2, 1)
            .with("suite", "1")
            .with("provider", String.join(",", Providers.names())));
    steps.add(
        Step.of("peers", "PeerBenchmark\\..*", 3, 3).with("peer", PEERS).with("members", "1000"));
    if (Providers.names().contains(Providers.NATIVE)) {
      steps.add(
          Step.of("peers-native", "PeerBenchmark\\.(un)?protect", 3, 3)
              .with("members", "1000")
              .with("peer", "BOUNCY_CASTLE")
              .with("provider", Providers.NATIVE));
    }
    return new Plan(steps);
  }
}
