package io.github.mls4j.interop.runner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A long random life of a group: members come by Welcome and from outside, resync, update, propose,
 * leave, use PSKs of both kinds and send messages, some of which are opened epochs later.
 */
final class DeepRandom {

  private static final int COMMITS = 16;
  private static final int FIRST_MEMBERS = 6;

  private final RandomParty party;

  /** Messages under way, by the epoch in which they arrive. */
  private final Map<Integer, List<Sent>> underWay = new TreeMap<>();

  /** A message of an epoch, made by a step. */
  private record Sent(int step, String sender, int epoch) {}

  private DeepRandom(long seed) {
    party = new RandomParty(new Random(seed));
  }

  static Config config(long seed) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    DeepRandom life = new DeepRandom(seed);
    life.live();
    root.putObject("scripts").set("random", life.party.script.steps());
    try {
      return ConfigReader.read("deep_random", root);
    } catch (ConfigException e) {
      throw new IllegalStateException("the random script is bad", e);
    }
  }

  private void live() {
    List<String> first = party.newcomers(FIRST_MEMBERS);
    withMembers("createGroup", first);
    party.nextEpoch();
    party.enter(first);
    for (int i = 0; i < COMMITS; i++) {
      talk();
      if (party.chance(0.2)) {
        joinFromOutside();
      } else {
        RandomCommit.write(party);
      }
      listen();
    }
    withMembers("exchange", party.members());
  }

  private void withMembers(String action, List<String> all) {
    party.script.step(
        action,
        all.get(0),
        ScriptWriter.fields().set("members", ScriptWriter.names(all.subList(1, all.size()))));
  }

  /** Someone sends a message, which arrives in this epoch's end or later. */
  private void talk() {
    String sender = party.pick(party.members());
    int step =
        party.script.step(
            "protect",
            sender,
            ScriptWriter.fields()
                .put("authenticatedData", "epoch " + party.epoch())
                .put("plaintext", "message " + party.random.nextInt()));
    int due = party.epoch() + party.random.nextInt(RandomParty.MAX_LATE + 1);
    underWay
        .computeIfAbsent(due, epoch -> new ArrayList<>())
        .add(new Sent(step, sender, party.epoch()));
  }

  /** Messages that are due arrive, the newest first. */
  private void listen() {
    for (int due : List.copyOf(underWay.keySet())) {
      List<Sent> sent = new ArrayList<>(due > party.epoch() ? List.of() : underWay.remove(due));
      Collections.reverse(sent);
      sent.forEach(this::deliver);
    }
  }

  /** Whoever was a member then, and has been since, opens the message. */
  private void deliver(Sent sent) {
    for (String receiver : party.membersBut(List.of(sent.sender()))) {
      if (party.since(receiver) <= sent.epoch()) {
        party.script.step(
            "unprotect", receiver, ScriptWriter.fields().put("ciphertext", sent.step()));
      }
    }
  }

  private void joinFromOutside() {
    boolean resync = party.room() == 0 || party.random.nextBoolean();
    String joiner = resync ? party.pick(party.members()) : party.newcomers(1).get(0);
    List<String> others = party.membersBut(List.of(joiner));
    String inside = party.pick(others);
    ObjectNode fields =
        ScriptWriter.fields()
            .put("joiner", joiner)
            .put("removePrior", resync)
            .put("externalTree", party.random.nextBoolean());
    fields.set("members", ScriptWriter.names(party.membersBut(List.of(joiner, inside))));
    if (party.chance(0.3)) {
      fields.set("psks", ScriptWriter.numbers(List.of(party.psk(others))));
    }
    party.script.step("externalJoin", inside, fields);
    party.nextEpoch();
    party.enter(List.of(joiner));
  }
}
