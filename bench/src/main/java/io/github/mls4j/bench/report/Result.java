package io.github.mls4j.bench.report;

import java.util.List;
import java.util.Map;

/**
 * One benchmark with one set of parameters.
 *
 * @param counters by name, one value an iteration
 */
record Result(
    String benchmark,
    Map<String, String> parameters,
    double score,
    Map<String, List<Double>> counters) {

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

  /** The lowest and highest ratio of single iterations. */
  double extremeRatio(boolean highest) {
    List<Double> operation = counters.getOrDefault("operationNanos", List.of());
    List<Double> floor = counters.getOrDefault("floorNanos", List.of());
    double extreme = Double.NaN;
    for (int i = 0; i < Math.min(operation.size(), floor.size()); i++) {
      double ratio = operation.get(i) / floor.get(i);
      if (Double.isNaN(extreme) || (highest ? ratio > extreme : ratio < extreme)) {
        extreme = ratio;
      }
    }
    return extreme;
  }
}
