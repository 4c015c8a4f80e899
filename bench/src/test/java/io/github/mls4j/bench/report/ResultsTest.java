package io.github.mls4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of one benchmark in several JVMs, the figures of one of them are reported. */
class ResultsTest {

  private static final Offset<Double> EXACT = within(1e-9);
  private static final String OURS =
      "\"members\": \"1000\", \"provider\": \"hybrid\", \"suite\": \"1\"";
  private static final String PEER =
      "\"members\": \"1000\", \"provider\": \"hybrid\", \"peer\": \"BOUNCY_CASTLE\"";

  @TempDir Path directory;

  @Test
  void theJvmWithTheMedianRatioIsReportedWhole() throws Exception {
    write(
        1,
        "peers",
        entry("PeerBenchmark.createCommit", PEER, List.of(3000, 5000), List.of(10000, 10000)));
    write(
        2,
        "peers",
        entry("PeerBenchmark.createCommit", PEER, List.of(1000, 1000), List.of(10000, 10000)));
    write(
        3,
        "peers",
        entry("PeerBenchmark.createCommit", PEER, List.of(9000, 3000), List.of(30000, 30000)));

    assertThat(Results.read(directory).all())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.ratio()).isEqualTo(0.2, EXACT);
              assertThat(one.cpu()).isEqualTo(0.6, EXACT);
              assertThat(one.floorCpu()).isEqualTo(3, EXACT);
              assertThat(one.wall()).isEqualTo(1.2, EXACT);
              assertThat(one.wallRatio()).isEqualTo(0.4, EXACT);
              assertThat(one.ratios()).containsExactly(0.3, 0.5, 0.1, 0.1, 0.3, 0.1);
            });
  }

  @Test
  void theSlowerOfTwoIsReported() throws Exception {
    write(1, "groups", entry("CommitBenchmark.createCommit", OURS, List.of(1100), List.of(1000)));
    write(2, "groups", entry("CommitBenchmark.createCommit", OURS, List.of(1200), List.of(1000)));

    assertThat(Results.read(directory).all()).extracting(Result::ratio).containsExactly(1.2);
  }

  @Test
  void withoutAFloorTheTimeDecides() throws Exception {
    write(1, "groups", entry("CommitBenchmark.mergeCommit", OURS, List.of(90000), List.of(0)));
    write(2, "groups", entry("CommitBenchmark.mergeCommit", OURS, List.of(70000), List.of(0)));
    write(3, "groups", entry("CommitBenchmark.mergeCommit", OURS, List.of(80000), List.of(0)));

    assertThat(Results.read(directory).all()).extracting(Result::cpu).containsExactly(8.0);
  }

  @Test
  void otherParametersAndOtherStepsAreOthers() throws Exception {
    String benchmark = "PrimitiveBenchmark.hash";
    String second = OURS.replace("\"1\"", "\"2\"");
    write(1, "primitives", entry(benchmark, OURS, List.of(2000), List.of(1000)));
    write(2, "primitives", entry(benchmark, second, List.of(3000), List.of(1000)));
    write(1, "providers", entry(benchmark, OURS, List.of(1000), List.of(1000)));

    Results results = Results.read(directory);

    assertThat(results.all()).hasSize(3);
    assertThat(results.with("suite", 1).find("hash")).map(Result::ratio).contains(1.0);
    assertThat(results.with("suite", 2).find("hash")).map(Result::ratio).contains(3.0);
  }

  @Test
  void targetsAreMeasuredByTheMedianJvm() throws Exception {
    for (int jvm = 1; jvm <= 3; jvm++) {
      List<Integer> alone = List.of(1000 + 100 * jvm);
      write(jvm, "groups", entry("CommitBenchmark.createCommit", OURS, alone, List.of(1000)));
      List<Integer> beside = List.of(1000 * jvm);
      write(jvm, "peers", entry("PeerBenchmark.createCommit", PEER, beside, List.of(20000)));
    }

    List<Targets.Target> targets = Targets.of(Results.read(directory));

    assertThat(targets)
        .filteredOn(one -> one.key().equals("create-bc"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.measured()).isEqualTo("1/10.0");
              assertThat(one.floor()).isEqualTo("1/12.0");
              assertThat(one.met()).contains(true);
            });
    assertThat(targets)
        .filteredOn(one -> one.key().equals("floor-cpu"))
        .extracting(Targets.Target::measured)
        .containsExactly("0 of 1 beyond; at most 1.20× (create commit at 1,000)");
  }

  private void write(int jvm, String step, String entry) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("jvm-" + jvm));
    Files.writeString(folder.resolve(step + ".json"), "[" + entry + "]");
  }

  /** As JMH writes it: ten invocations an iteration; ours takes twice as long by the wall clock. */
  private static String entry(
      String benchmark, String parameters, List<Integer> nanos, List<Integer> floor) {
    return """
        {
          "benchmark": "io.github.mls4j.bench.%s",
          "params": {%s},
          "primaryMetric": {"score": 1.0},
          "secondaryMetrics": {
            "operationNanos": {"rawData": [%s]},
            "operationWallNanos": {"rawData": [%s]},
            "floorNanos": {"rawData": [%s]},
            "floorWallNanos": {"rawData": [%s]},
            "invocations": {"rawData": [%s]}
          }
        }
        """
        .formatted(
            benchmark,
            parameters,
            nanos,
            nanos.stream().map(one -> 2 * one).toList(),
            floor,
            floor,
            nanos.stream().map(one -> 10).toList());
  }
}
