package io.github.mls4j.interop.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.mls4j.interop.runner.Config;
import io.github.mls4j.interop.runner.Failure;
import io.github.mls4j.interop.runner.Peer;
import io.github.mls4j.interop.runner.PeerException;
import io.github.mls4j.interop.runner.RunOptions;
import io.github.mls4j.interop.runner.RunReport;
import io.github.mls4j.interop.runner.ScenarioRunner;
import io.github.mls4j.interop.runner.Scenarios;
import io.github.mls4j.interop.runner.Script;
import io.github.mls4j.interop.server.InteropServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Our client and a peer, playing the runner's scripts in turns. A run passes, or fails as {@code
 * differences.tsv} says: nothing else will do.
 *
 * <p>With the first suite all scripts are played; with the others, which differ in nothing but
 * their cryptography, only those that together make every kind of call.
 */
final class Conversations implements AutoCloseable {

  private static final int FIRST_SUITE = 1;

  /** What is played with all suites. */
  private static final List<String> CORE =
      List.of(
          "welcome/tree_out_of_band_with_path",
          "application/several_senders",
          "commit/updates_of_several",
          "commit/remove_by_reference",
          "commit/both_kinds_of_psk",
          "external_join/resync",
          "external_proposals/new_member",
          "reinit/new_suite",
          "branch/and_on",
          "secrets/new_group");

  /** The two assignments where clients take turns: of two actors, all that mix them. */
  private static final int TURNS = 2;

  /** Of more actors, another one. */
  private static final int TURNS_AND_MORE = 3;

  /** Where a difference is to be pinned down: all assignments of up to four actors. */
  private static final int ALL = 16;

  /** Of long stories, only the two. */
  private static final int MOST_ACTORS = 16;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final ForeignPeer process;
  private final InteropServer server;
  private final List<Peer> peers;
  private final List<Difference> differences;
  private final Random random;

  /**
   * @param seed of everything random in the scripts but the stories themselves
   */
  Conversations(ForeignPeer process, long seed) throws IOException, PeerException {
    this.process = process;
    this.random = new Random(seed);
    server = InteropServer.start("127.0.0.1", 0);
    peers =
        List.of(
            Peer.connect("127.0.0.1", server.port(), TIMEOUT),
            Peer.connect("127.0.0.1", process.port(), TIMEOUT));
    differences =
        Difference.all().stream().filter(d -> d.peer().equals(peers.get(1).name())).toList();
  }

  /**
   * A test for each script and suite.
   *
   * @param story the seed of the long random story
   */
  Stream<DynamicTest> tests(long story) {
    List<Config> configs = Scenarios.all(story);
    List<DynamicTest> tests = new ArrayList<>();
    Set<String> named = new TreeSet<>(CORE);
    differences.forEach(difference -> named.add(difference.scenario()));
    for (int suite : peers.get(1).suites()) {
      for (Config config : configs) {
        for (Script script : config.scripts()) {
          String scenario = config.name() + "/" + script.name();
          named.remove(scenario);
          if (suite == FIRST_SUITE || CORE.contains(scenario)) {
            String name = peers.get(1).name() + ", suite " + suite + ": " + scenario;
            tests.add(
                dynamicTest(name, () -> play(configs, scenario, script.actors().size(), suite)));
          }
        }
      }
    }
    assertThat(named).as("scenarios that there are none of").isEmpty();
    return tests.stream();
  }

  private void play(List<Config> configs, String scenario, int actors, int suite) {
    List<Difference> known = differences.stream().filter(d -> d.isAbout(scenario, suite)).toList();
    boolean more = suite == FIRST_SUITE && actors > 2 && actors <= MOST_ACTORS;
    int samples = more ? TURNS_AND_MORE : TURNS;
    int all = known.isEmpty() ? samples : ALL;
    RunOptions options =
        new RunOptions(Set.of(suite), true, true, Set.of(scenario), all, samples, 1, false);
    RunReport report =
        new ScenarioRunner(peers, options, random).run(configs, (script, done, total) -> {});
    Set<Difference> met = new HashSet<>();
    List<String> surprises = new ArrayList<>();
    for (RunReport.Cell cell : report.cells()) {
      for (RunReport.Run run : cell.runs()) {
        Map<String, String> players = players(run);
        Optional<Difference> expected =
            known.stream().filter(d -> d.isMetBy(cell.privateHandshake(), players)).findFirst();
        expected.ifPresent(met::add);
        if (!isAsExpected(run, expected)) {
          surprises.add(
              (cell.privateHandshake() ? "private, " : "public, ")
                  + players
                  + ": "
                  + outcome(run)
                  + ", expected "
                  + expected.map(Difference::toString).orElse("to pass"));
        }
      }
    }
    assertThat(report.cells()).as("both handshake forms of " + scenario).hasSize(2);
    assertThat(surprises).as("%s, suite %d: %s", peers.get(1).name(), suite, scenario).isEmpty();
    if (report.cells().stream().noneMatch(RunReport.Cell::sampled)) {
      assertThat(met).as("differences of " + scenario + " that have shown").containsAll(known);
    }
  }

  private static boolean isAsExpected(RunReport.Run run, Optional<Difference> difference) {
    Failure failure = run.failure();
    return failure == null
        ? run.outcome() == RunReport.Outcome.PASSED && difference.isEmpty()
        : difference.isPresent() && difference.get().describes(failure);
  }

  private static Map<String, String> players(RunReport.Run run) {
    Map<String, String> players = new TreeMap<>();
    run.roles().forEach((actor, client) -> players.put(actor, client == 0 ? "ours" : "peer"));
    return players;
  }

  private static String outcome(RunReport.Run run) {
    return run.failure() == null ? run.outcome().name() : run.failure().toString();
  }

  @Override
  public void close() {
    peers.forEach(Peer::close);
    server.close();
    process.close();
  }
}
