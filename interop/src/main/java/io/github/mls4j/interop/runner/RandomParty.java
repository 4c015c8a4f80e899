package io.github.mls4j.interop.runner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The members of a group that lives at random, and the script that is being written of it. */
final class RandomParty {

  /** How many epochs a message may be late, and a resumption PSK old. */
  static final int MAX_LATE = 2;

  static final int MAX_MEMBERS = 14;

  final Random random;
  final ScriptWriter script = new ScriptWriter();

  /** Since which epoch each is a member. */
  private final Map<String, Integer> members = new LinkedHashMap<>();

  private int epoch;
  private int actors;

  RandomParty(Random random) {
    this.random = random;
  }

  int epoch() {
    return epoch;
  }

  void nextEpoch() {
    epoch++;
  }

  List<String> members() {
    return List.copyOf(members.keySet());
  }

  /** All members but these. */
  List<String> membersBut(Collection<String> left) {
    return members.keySet().stream().filter(member -> !left.contains(member)).toList();
  }

  int since(String member) {
    return members.getOrDefault(member, Integer.MAX_VALUE);
  }

  /** They are members from this epoch on. */
  void enter(Collection<String> joiners) {
    joiners.forEach(members::remove);
    joiners.forEach(joiner -> members.put(joiner, epoch));
  }

  void leave(Collection<String> leavers) {
    leavers.forEach(members::remove);
  }

  /** Room for more members. */
  int room() {
    return Math.max(0, MAX_MEMBERS - members.size());
  }

  /** Actors who have not appeared yet. */
  List<String> newcomers(int count) {
    List<String> newcomers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      newcomers.add("m" + actors++);
    }
    return newcomers;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  String pick(List<String> among) {
    return among.get(random.nextInt(among.size()));
  }

  /** Some, in random order. */
  List<String> pick(List<String> among, int count) {
    List<String> shuffled = new ArrayList<>(among);
    Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled.subList(0, count));
  }

  /** The step that gives a new PSK to all these. */
  int psk(Collection<String> holders) {
    return script.step(
        "installExternalPSK",
        "",
        ScriptWriter.fields().set("clients", ScriptWriter.names(holders)));
  }
}
