package io.github.mls4j.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One benchmark with one set of parameters, in one JVM.
 *
 * @param counters by name, one value an iteration
 * @param ratios CPU time by the floor's, of each iteration, those in other JVMs included
 */
record Result(
    String benchmark,
    Map<String, String> parameters,
    double score,
    Map<String, List<Double>> counters,
    List<Double> ratios) {

  Result(
      String benchmark,
      Map<String, String> parameters,
      double score,
      Map<String, List<Double>> counters) {
    this(benchmark, parameters, score, counters, ratios(counters));
  }

  private static List<Double> ratios(Map<String, List<Double>> counters) {
    List<Double> operation = counters.getOrDefault("operationNanos", List.of());
    List<Double> floor = counters.getOrDefault("floorNanos", List.of());
    return IntStream.range(0, Math.min(operation.size(), floor.size()))
        .mapToObj(i -> operation.get(i) / floor.get(i))
        .toList();
  }

  /**
   * The same in several JVMs, as it was in the middle one by {@link #ratio}, or by CPU time where
   * there is no floor; in the slower one of two in the middle. An operation and its floor vary
   * together from one JVM to the next, so figures of two JVMs are never set in relation here.
   */
  static Result median(List<Result> jvms) {
    Result median =
        jvms.stream()
            .sorted(Comparator.comparingDouble(one -> one.hasFloor() ? one.ratio() : one.cpu()))
            .skip(jvms.size() / 2)
            .findFirst()
            .orElseThrow();
    return new Result(
        median.benchmark,
        median.parameters,
        median.score,
        median.counters,
        jvms.stream().flatMap(one -> one.ratios.stream()).toList());
  }

  /** The benchmark's method. */
  String operation() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /** Whether it has those parameters, among others. */
  boolean matches(Map<String, ?> wanted) {
    return wanted.entrySet().stream()
        .allMatch(one -> one.getValue().toString().equals(parameters.get(one.getKey())));
  }

  /** A counter's sum over all iterations; not a number if there is no such counter. */
  double sum(String counter) {
    List<Double> values = counters.get(counter);
    return values == null ? Double.NaN : values.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** A counter as the last iteration has left it. */
  double last(String counter) {
    List<Double> values = counters.getOrDefault(counter, List.of());
    return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
  }

  private double perInvocation(String counter) {
    return sum(counter) / sum("invocations");
  }

  /** CPU time of an operation, in microseconds. */
  double cpu() {
    return perInvocation("operationNanos") / 1000;
  }

  double wall() {
    return perInvocation("operationWallNanos") / 1000;
  }

  double floorCpu() {
    return perInvocation("floorNanos") / 1000;
  }

  double floorWall() {
    return perInvocation("floorWallNanos") / 1000;
  }

  double allocated() {
    return perInvocation("operationBytes");
  }

  boolean hasFloor() {
    return sum("floorNanos") > 0;
  }

  /** CPU time by that of the floor. */
  double ratio() {
    return sum("operationNanos") / sum("floorNanos");
  }

  /** Wall-clock time by that of the floor, which runs on one thread. */
  double wallRatio() {
    return sum("operationWallNanos") / sum("floorWallNanos");
  }
}
