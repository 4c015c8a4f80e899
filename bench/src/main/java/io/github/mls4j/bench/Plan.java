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

  private static final String SIZE = "members";
  private static final String LARGE = "50000";
  private static final String WARM_UP_SIZE = "100";
  private static final int WARM_UP_ITERATIONS = 3;

  /** What most of our code is compiled by. */
  private static final String OURS = "(Commit|Membership|Creation|Message)Benchmark\\..*";

  /** What an application gains that installs native code. */
  private static final String OF_NATIVE =
      "CommitBenchmark\\.(create|receive)Commit|(Creation|Message)Benchmark\\..*"
          + "|MembershipBenchmark\\.join";

  /** Which other libraries can run; all, unless {@code bench/run} knows better. */
  private static final String PEERS =
      System.getProperty("mls.bench.peers", "BOUNCY_CASTLE,CORE_CRYPTO,TS_MLS");

  /**
   * For all JVMs: else whatever is the first to use some part of the heap pays for what the machine
   * does to provide it, which may be several times its own cost.
   */
  static final String TOUCHED_HEAP = "-XX:+AlwaysPreTouch";

  /** In which JVM benchmarks run. */
  enum Jvm {
    /** In this one, each once; the first that fails ends it. */
    THIS,

    /**
     * All in one that the step starts: what they have in common is compiled once, which takes
     * longer than to measure it.
     */
    STEP,

    /** Each in one of its own: for what others would disturb. */
    EACH
  }

  /**
   * A part of a run.
   *
   * @param name of the file with its results
   * @param benchmarks matches their names, from the class on
   * @param others benchmarks that are warmed up with them; may be empty
   * @param jvms how many times all of it runs, each time in a new JVM
   * @param heap an option for the JVM
   */
  record Step(
      String name,
      String benchmarks,
      String others,
      Map<String, String> parameters,
      Jvm jvm,
      int jvms,
      int warmups,
      int iterations,
      String heap) {

    private static Step of(String name, String benchmarks, int warmups, int iterations) {
      return new Step(name, benchmarks, "", Map.of(), Jvm.STEP, 1, warmups, iterations, "-Xms1g");
    }

    private Step with(String parameter, String values) {
      Map<String, String> all = new TreeMap<>(parameters);
      all.put(parameter, values);
      return new Step(name, benchmarks, others, all, jvm, jvms, warmups, iterations, heap);
    }

    /**
     * Has our code compiled by more benchmarks than the step's: where these are few, or where
     * another library's turn takes so long that ours are repeated too rarely.
     */
    private Step warmedUpWith(String more) {
      return new Step(name, benchmarks, more, parameters, jvm, jvms, warmups, iterations, heap);
    }

    /** The compiled code of two JVMs differs: by up to a half in the time that a curve takes. */
    private Step jvms(int number) {
      return new Step(name, benchmarks, others, parameters, jvm, number, warmups, iterations, heap);
    }

    private Step heap(String option) {
      return new Step(name, benchmarks, others, parameters, jvm, jvms, warmups, iterations, option);
    }

    private Step in(Jvm other) {
      return new Step(name, benchmarks, others, parameters, other, jvms, warmups, iterations, heap);
    }

    /** Whether what a JVM has compiled for one benchmark serves the next. */
    boolean warmsUp() {
      return jvm == Jvm.STEP && parameters.containsKey(SIZE);
    }

    /** The same benchmarks and the others at one size only, to have them compiled. */
    Step toWarmUp() {
      String all = others.isEmpty() ? benchmarks : benchmarks + "|" + others;
      return new Step(name, all, "", parameters, jvm, 1, 0, WARM_UP_ITERATIONS, heap)
          .with(SIZE, WARM_UP_SIZE);
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
      if (jvm == Jvm.EACH) {
        options.jvmArgsAppend(
            "-Dmls.bench.groups=" + PreparedGroup.DIRECTORY.toAbsolutePath(), heap, TOUCHED_HEAP);
      }
      if (jvm == Jvm.THIS) {
        options.mode(Mode.SingleShotTime).shouldFailOnError(true);
      }
      return options
          .parent(given)
          .forks(jvm == Jvm.EACH ? 1 : 0)
          .warmupIterations(given.getWarmupIterations().orElse(warmups))
          .measurementIterations(given.getMeasurementIterations().orElse(iterations));
    }
  }

  Step step(String name) {
    return steps.stream().filter(step -> step.name.equals(name)).findFirst().orElseThrow();
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
            .with(SIZE, "2")
            .in(Jvm.THIS));
    steps.add(
        Step.of("shapes", "CommitBenchmark\\..*", 0, 1)
            .with(SIZE, "10")
            .with("shape", anyShape)
            .in(Jvm.THIS));
    steps.add(
        Step.of("ten", "(?!Commit|Primitive)[A-Z]\\w*Benchmark\\.\\w+", 0, 1)
            .with(SIZE, "10")
            .with("peer", PEERS)
            .in(Jvm.THIS));
    steps.add(Step.of("primitives", "PrimitiveBenchmark\\..*", 0, 1).in(Jvm.THIS));
    return new Plan(steps);
  }

  /** Up to 1,000 members, for a look while something is being changed. */
  private static Plan quick() {
    List<Step> steps = new ArrayList<>();
    String sizes = "100,1000";
    steps.add(
        Step.of("groups", "(Commit|Membership|Removal|State|Creation)Benchmark\\..*", 3, 2)
            .with(SIZE, sizes));
    steps.add(
        Step.of("messages", "(Message|KeyPackage|Codec)Benchmark\\..*", 3, 2)
            .warmedUpWith(OURS)
            .with(SIZE, "1000"));
    steps.add(Step.of("sizes", "(Memory|Size)Benchmark\\..*", 0, 1).with(SIZE, sizes).in(Jvm.EACH));
    steps.add(
        Step.of("peers", "PeerBenchmark\\..*", 2, 2)
            .warmedUpWith(OURS)
            .with("peer", PEERS)
            .with(SIZE, sizes));
    return new Plan(steps);
  }

  private static Plan full() {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.of("two", "(Commit|Membership|State)Benchmark\\..*", 2, 2).with(SIZE, "2"));
    steps.add(
        Step.of("groups", "(Commit|Membership|Removal|State|Creation)Benchmark\\..*", 2, 2)
            .with(SIZE, "10,100,1000,10000")
            .jvms(3));
    steps.add(
        Step.of("large", "(Commit|Membership|Removal|State)Benchmark\\..*", 2, 1)
            .with(SIZE, LARGE)
            .jvms(3));
    steps.add(Step.of("creation-large", "CreationBenchmark\\..*", 1, 1).with(SIZE, LARGE));
    steps.add(
        Step.of("shapes", "CommitBenchmark\\.(create|receive)Commit", 3, 3)
            .with(SIZE, "100,1000,10000")
            .with("shape", "HALF,FRESH,CHURNED"));
    steps.add(
        // What a proposal costs is compiled by this step alone.
        Step.of("updates", "UpdatesBenchmark\\..*", 8, 2)
            .warmedUpWith(OURS)
            .with(SIZE, "100,1000")
            .jvms(3));
    steps.add(
        Step.of("messages", "(Message|KeyPackage|Codec)Benchmark\\..*", 2, 2)
            .warmedUpWith(OURS)
            .with(SIZE, "1000")
            .jvms(3));
    steps.add(
        Step.of("sizes", "(Memory|Size)Benchmark\\..*", 0, 1)
            .with(SIZE, "100,1000,10000,50000")
            .in(Jvm.EACH));
    steps.add(
        Step.of("one-gibibyte", "LargeGroupBenchmark\\..*", 0, 1)
            .with(SIZE, LARGE)
            .in(Jvm.EACH)
            .heap("-Xmx1g"));
    steps.add(Step.of("primitives", "PrimitiveBenchmark\\..*", 4, 2));
    steps.add(
        Step.of("providers", "PrimitiveBenchmark\\..*", 4, 2)
            .with("suite", "1")
            .with("provider", String.join(",", Providers.names())));
    steps.add(
        Step.of("peers", "PeerBenchmark\\..*", 2, 2)
            .warmedUpWith(OURS)
            .with("peer", PEERS)
            .with(SIZE, "1000")
            .jvms(3));
    if (Providers.names().contains(Providers.NATIVE)) {
      steps.add(
          Step.of("native", OF_NATIVE, 2, 2)
              .with(SIZE, "1000")
              .with("bytes", "1024")
              .with("provider", Providers.NATIVE)
              .jvms(3));
      steps.add(
          Step.of("peers-native", "PeerBenchmark\\.((un)?protect|create(Commit|Group))", 2, 2)
              .warmedUpWith(OURS)
              .with(SIZE, "1000")
              .with("peer", "BOUNCY_CASTLE,CORE_CRYPTO")
              .with("provider", Providers.NATIVE)
              .jvms(3));
    }
    return new Plan(steps);
  }
}
