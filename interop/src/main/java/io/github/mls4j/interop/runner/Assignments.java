package io.github.mls4j.interop.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Who plays whom: for each actor the number of a client.
 *
 * @param total how many there are; {@link Long#MAX_VALUE} if more than that
 * @param chosen those to be played, each a list as long as there are actors
 */
record Assignments(long total, List<List<Integer>> chosen) {

  Assignments {
    chosen = List.copyOf(chosen);
  }

  /** Whether these are only some of all. */
  boolean sampled() {
    return chosen.size() < total;
  }

  /**
   * All assignments, or if there are more than {@code max}, some: first those in which the clients
   * take turns, then random ones, which are always the same for a seed.
   *
   * @param samples how many, if not all
   */
  static Assignments of(int clients, int actors, int max, int samples, long seed) {
    long total = power(clients, actors);
    return new Assignments(
        total,
        total <= max
            ? all(clients, actors, (int) total)
            : some(clients, actors, (int) Math.min(samples, total), seed));
  }

  private static List<List<Integer>> all(int clients, int actors, int total) {
    List<List<Integer>> all = new ArrayList<>(total);
    for (int n = 0; n < total; n++) {
      Integer[] assignment = new Integer[actors];
      int rest = n;
      for (int actor = actors - 1; actor >= 0; actor--) {
        assignment[actor] = rest % clients;
        rest /= clients;
      }
      all.add(Arrays.asList(assignment));
    }
    return all;
  }

  private static List<List<Integer>> some(int clients, int actors, int samples, long seed) {
    Set<List<Integer>> some = new LinkedHashSet<>();
    for (int first = 0; first < clients && some.size() < samples; first++) {
      List<Integer> turns = new ArrayList<>();
      for (int actor = 0; actor < actors; actor++) {
        turns.add((first + actor) % clients);
      }
      some.add(turns);
    }
    Random random = new Random(seed);
    while (some.size() < samples) {
      List<Integer> assignment = new ArrayList<>();
      for (int actor = 0; actor < actors; actor++) {
        assignment.add(random.nextInt(clients));
      }
      some.add(assignment);
    }
    return List.copyOf(some);
  }

  private static long power(int base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      if (power > Long.MAX_VALUE / base) {
        return Long.MAX_VALUE;
      }
      power *= base;
    }
    return power;
  }
}
