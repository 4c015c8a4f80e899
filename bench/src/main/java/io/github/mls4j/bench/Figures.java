package io.github.mls4j.bench;

import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** JMH's results by benchmark and by the one parameter that a table has its columns for. */
final class Figures {

  /**
   * One benchmark at one value of its parameter.
   *
   * @param micros the operation's time
   * @param bytes allocated or kept; not a number where that is not measured
   * @param paired what {@link PairedTime} adds
   */
  record Figure(double micros, double bytes, Optional<Paired> paired) {}

  /**
   * The floor of an operation, in the same JVM.
   *
   * @param ratio of operation to floor; its extremes are those of single iterations
   */
  record Paired(double floorMicros, double ratio, double lowest, double highest) {}

  private final Map<String, Map<String, Figure>> byMethod = new LinkedHashMap<>();

  /** Takes the results of one class of benchmarks. */
  Figures(Collection<RunResult> results, Class<?> benchmarks, String parameter) {
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      String name = params.getBenchmark();
      if (name.startsWith(benchmarks.getName() + ".")) {
        byMethod
            .computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), key -> new TreeMap<>())
            .put(params.getParam(parameter), figure(result));
      }
    }
  }

  boolean isEmpty() {
    return byMethod.isEmpty();
  }

  Iterable<String> methods() {
    return byMethod.keySet();
  }

  /** The figure at one value of the parameter, if that was run. */
  Optional<Figure> at(String method, Object value) {
    return Optional.ofNullable(byMethod.getOrDefault(method, Map.of()).get(value.toString()));
  }

  private static Figure figure(RunResult result) {
    List<IterationResult> iterations =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .toList();
    double score = result.getPrimaryResult().getScore();
    if (result.getSecondaryResults().containsKey("bytes")) {
      return new Figure(score, sum(iterations, "bytes") / iterations.size(), Optional.empty());
    }
    if (!result.getSecondaryResults().containsKey("operationNanos")) {
      return new Figure(score, Double.NaN, Optional.empty());
    }
    DoubleSummaryStatistics ratios =
        iterations.stream()
            .mapToDouble(
                one -> sum(List.of(one), "operationNanos") / sum(List.of(one), "floorNanos"))
            .summaryStatistics();
    double operation = sum(iterations, "operationNanos");
    double floor = sum(iterations, "floorNanos");
    double invocations = sum(iterations, "invocations");
    return new Figure(
        operation / invocations / 1000,
        sum(iterations, "operationBytes") / invocations,
        Optional.of(
            new Paired(
                floor / invocations / 1000, operation / floor, ratios.getMin(), ratios.getMax())));
  }

  private static double sum(List<IterationResult> iterations, String counter) {
    double sum = 0;
    for (IterationResult iteration : iterations) {
      sum += Objects.requireNonNull(iteration.getSecondaryResults().get(counter)).getScore();
    }
    return sum;
  }
}
