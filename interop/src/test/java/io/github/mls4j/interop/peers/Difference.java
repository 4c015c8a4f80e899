package io.github.mls4j.interop.peers;

import io.github.mls4j.interop.runner.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where a peer differs, a line of {@code differences.tsv}: {@code spec-notes/interop.md} explains
 * them. Of several lines of a scenario that fit a run, the first one holds.
 *
 * @param suites the suites by number, or {@code any}
 * @param handshake {@code public}, {@code private} or {@code both}
 * @param when who has to play whom, as {@code alice=peer bob=ours}
 * @param step the number of the step that fails
 * @param actor whose call fails
 * @param call the call that fails
 * @param says part of the error's message: of a refusal of ours, the rule
 * @param why the section of RFC 9420, and how it is not kept
 */
record Difference(
    String peer,
    String scenario,
    String suites,
    String handshake,
    String when,
    int step,
    String actor,
    String call,
    String says,
    String why) {

  /** All lines, in their order. */
  static List<Difference> all() {
    try (InputStream in = Difference.class.getResourceAsStream("differences.tsv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(line -> of(line.split("\t", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Difference of(String[] column) {
    return new Difference(
        column[0],
        column[1],
        column[2],
        column[3],
        column[4],
        Integer.parseInt(column[5]),
        column[6],
        column[7],
        column[8],
        column[9]);
  }

  /** Whether it is about a scenario when played with a suite. */
  boolean isAbout(String scenario, int suite) {
    return this.scenario.equals(scenario)
        && (suites.equals("any") || List.of(suites.split(" ")).contains(String.valueOf(suite)));
  }

  /** Whether a run of its scenario is one that it describes, by who plays whom. */
  boolean isMetBy(boolean privateHandshake, Map<String, String> players) {
    return (handshake.equals("both") || handshake.equals(privateHandshake ? "private" : "public"))
        && Stream.of(when.split(" "))
            .map(played -> played.split("="))
            .allMatch(played -> played[1].equals(players.get(played[0])));
  }

  /** Whether a run has failed in this way. */
  boolean describes(Failure failure) {
    return failure.step() == step
        && failure.actor().equals(actor)
        && call.equals(failure.rpc())
        && failure.message().contains(says);
  }
}
