package io.github.mls4j.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.crypto.CryptoProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that JMH has measured in a run: each benchmark in the JVM that is reported. */
record Results(List<Result> all) {

  /** Of which results, one a JVM, only one is reported. */
  private record Repeated(Path step, String benchmark, Map<String, String> parameters) {}

  /**
   * Reads all of JMH's JSON files in the directory and those below. Files of the same name are of
   * one step in several JVMs.
   */
  static Results read(Path directory) throws IOException {
    Map<Repeated, List<Result>> results = new LinkedHashMap<>();
    ObjectMapper json = new ObjectMapper();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).sorted().toList()) {
        for (JsonNode entry : json.readTree(file.toFile())) {
          Result one = result(entry);
          Repeated key = new Repeated(file.getFileName(), one.benchmark(), one.parameters());
          results.computeIfAbsent(key, same -> new ArrayList<>()).add(one);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new Results(results.values().stream().map(Result::median).toList());
  }

  private static Result result(JsonNode entry) {
    Map<String, String> parameters = new TreeMap<>();
    entry
        .path("params")
        .properties()
        .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
    Map<String, List<Double>> counters = new TreeMap<>();
    entry
        .path("secondaryMetrics")
        .properties()
        .forEach(one -> counters.put(one.getKey(), values(one.getValue().path("rawData"))));
    return new Result(
        entry.path("benchmark").asText(),
        parameters,
        entry.path("primaryMetric").path("score").asDouble(),
        counters);
  }

  private static List<Double> values(JsonNode rawData) {
    List<Double> values = new ArrayList<>();
    rawData.forEach(fork -> fork.forEach(value -> values.add(value.asDouble())));
    return values;
  }

  /** Those of one class of benchmarks, named without its package. */
  Results of(String benchmarks) {
    return new Results(
        all.stream().filter(one -> one.benchmark().contains("." + benchmarks + ".")).toList());
  }

  Results with(String parameter, Object value) {
    return new Results(all.stream().filter(one -> one.matches(Map.of(parameter, value))).toList());
  }

  /** Those of the default provider of cryptography, and those that have nothing to do with any. */
  Results withDefaultProvider() {
    return new Results(
        all.stream()
            .filter(
                one ->
                    one.parameters()
                        .getOrDefault("provider", CryptoProviders.DEFAULT)
                        .equals(CryptoProviders.DEFAULT))
            .toList());
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The names of operations, each once, in the order in which they ran. */
  List<String> operations() {
    return all.stream().map(Result::operation).distinct().toList();
  }

  /** The values of a parameter, each once: numbers by size, others in the order they ran in. */
  List<String> values(String parameter) {
    List<String> values =
        all.stream()
            .map(one -> one.parameters().get(parameter))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    boolean numbers = values.stream().allMatch(Format::isCount);
    return numbers
        ? values.stream().sorted(Comparator.comparingLong(Long::parseLong)).toList()
        : values;
  }

  /** The last that ran of that operation. */
  Optional<Result> find(String operation) {
    return all.stream()
        .filter(one -> one.operation().equals(operation))
        .reduce((first, second) -> second);
  }

  Optional<Result> find(String operation, String parameter, Object value) {
    return with(parameter, value).find(operation);
  }
}
