package io.github.mls4j.interop.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A commit of random proposals by random members, by value and by reference. */
final class RandomCommit {

  private static final int MAX_ADDS = 4;
  private static final int MAX_REMOVES = 2;

  /** From this size on, members leave. */
  private static final int ENOUGH_MEMBERS = 5;

  private static final int REQUIRED_CAPABILITIES = 3;
  private static final String NOTHING_REQUIRED = "AAAA";

  private final RandomParty party;
  private final String committer;
  private final List<String> leavers;
  private final List<String> stayers;
  private final List<String> joiners;
  private final List<Integer> byReference = new ArrayList<>();
  private final List<ObjectNode> byValue = new ArrayList<>();

  private RandomCommit(RandomParty party) {
    this.party = party;
    committer = party.pick(party.members());
    List<String> others = party.membersBut(List.of(committer));
    boolean enough = others.size() + 1 >= ENOUGH_MEMBERS;
    leavers = party.pick(others, enough ? party.random.nextInt(MAX_REMOVES + 1) : 0);
    stayers = others.stream().filter(member -> !leavers.contains(member)).toList();
    joiners = party.newcomers(Math.min(party.room(), party.random.nextInt(MAX_ADDS + 1)));
  }

  static void write(RandomParty party) {
    new RandomCommit(party).write();
  }

  private void write() {
    for (String joiner : joiners) {
      int keyPackage = party.script.step("createKeyPackage", joiner);
      propose("addProposal", ScriptWriter.proposal("add").put("keyPackage", keyPackage));
    }
    for (String leaver : leavers) {
      propose("removeProposal", ScriptWriter.proposal("remove").put("removed", leaver));
    }
    proposePsks();
    if (party.chance(0.2)) {
      ObjectNode extensions = ScriptWriter.proposal("groupContextExtensions");
      extensions
          .putArray("extensions")
          .addObject()
          .put("extension_type", REQUIRED_CAPABILITIES)
          .put("extension_data", NOTHING_REQUIRED);
      propose("groupContextExtensionsProposal", extensions);
    }
    for (String updater : party.pick(stayers, party.random.nextInt(stayers.size() + 1))) {
      byReference.add(party.script.step("updateProposal", updater));
    }
    Collections.shuffle(byReference, party.random);
    commit();
  }

  private void proposePsks() {
    if (party.chance(0.3)) {
      List<String> holders = new ArrayList<>(party.membersBut(leavers));
      holders.addAll(joiners);
      int psk = party.psk(holders);
      propose("externalPSKProposal", ScriptWriter.proposal("externalPSK").put("pskID", psk));
    }
    // Those who join have no epoch to resume from.
    if (joiners.isEmpty() && party.chance(0.4)) {
      int youngest = party.members().stream().mapToInt(party::since).reduce(0, Math::max);
      int oldest = Math.max(youngest, party.epoch() - RandomParty.MAX_LATE);
      int past = oldest + party.random.nextInt(party.epoch() - oldest + 1);
      propose("resumptionPSKProposal", ScriptWriter.proposal("resumptionPSK").put("epochID", past));
    }
  }

  /** By value, or by reference: then some member who stays sends it. */
  private void propose(String action, ObjectNode proposal) {
    if (party.random.nextBoolean()) {
      byValue.add(proposal);
    } else {
      ObjectNode fields = proposal.deepCopy();
      fields.remove(ScriptWriter.PROPOSAL_TYPE);
      byReference.add(party.script.step(action, party.pick(party.membersBut(leavers)), fields));
    }
  }

  private void commit() {
    ObjectNode fields =
        ScriptWriter.fields()
            .put("force_path", party.random.nextBoolean())
            .put("external_tree", party.random.nextBoolean());
    fields.set("byReference", ScriptWriter.numbers(byReference));
    fields.set("byValue", ScriptWriter.objects(byValue));
    fields.set("members", ScriptWriter.names(stayers));
    fields.set("joiners", ScriptWriter.names(joiners));
    party.script.step("fullCommit", committer, fields);
    party.nextEpoch();
    party.leave(leavers);
    party.enter(joiners);
  }
}
