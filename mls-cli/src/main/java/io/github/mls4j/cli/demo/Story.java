package io.github.mls4j.cli.demo;

import static io.github.mls4j.cli.demo.Cast.ALICE;
import static io.github.mls4j.cli.demo.Cast.BOB;
import static io.github.mls4j.cli.demo.Cast.CAROL;
import static io.github.mls4j.cli.demo.Cast.DAVE;
import static io.github.mls4j.cli.demo.Cast.ERIN;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What happens: the life of one group in eight steps. */
public final class Story {

  private static final int GROUP_ID_BYTES = 16;

  /** The third message comes first, the commit overtakes the second one. */
  private static final int[] ARRIVAL = {2, 0, 3, 1};

  private final Stage stage;
  private final SecureRandom random;
  private final List<String> joiners = new ArrayList<>(List.of(BOB, CAROL));

  /**
   * @param further how many members join with Bob and Carol
   */
  public Story(Stage stage, SecureRandom random, int further) {
    this.stage = stage;
    this.random = random;
    joiners.addAll(Cast.others(further));
  }

  public void tell() throws DecodeException, RuleViolation, MissingInput {
    Client alice = aliceCreatesAGroup();
    List<Client> joined = joiners.stream().map(stage::enter).toList();
    Client bob = joined.get(0);
    Client carol = joined.get(1);
    aliceAddsTheOthers(alice);
    theyChat(alice, bob, carol);
    bobUpdates(alice, bob);
    carolIsRemoved(alice, bob, carol);
    Client dave = daveJoins(alice);
    Client erin = erinIsAddedInAHurry(dave);
    messagesArriveOutOfOrder(alice, dave, erin);
  }

  private Client aliceCreatesAGroup() throws DecodeException {
    byte[] groupId = new byte[GROUP_ID_BYTES];
    random.nextBytes(groupId);
    Client alice = stage.enter(ALICE);
    alice.create(Bytes.wrap(groupId));
    stage.becomesMember(ALICE);
    stage.endStep(
        "Alice creates a group",
        "A group of one. Its ratchet tree is a single leaf that holds Alice's public key.");
    return alice;
  }

  private void aliceAddsTheOthers(Client alice)
      throws DecodeException, RuleViolation, MissingInput {
    List<Bytes> keyPackages = new ArrayList<>(stage.keyPackages(joiners));
    // Carol gets the leaf before Bob's: the last one, once blank, would be cut off the tree.
    Collections.swap(keyPackages, 0, 1);
    stage.commit(alice, alice.add(keyPackages), joiners);
    stage.endStep(
        "Alice adds " + Cast.list(joiners),
        "They have published key packages, so they need not be online. Alice commits to adding"
            + " them, and one Welcome takes them in. The commit also puts new keys on the path from"
            + " her leaf to the root: whoever is below a key can compute it, and nobody else.");
  }

  private void theyChat(Client alice, Client bob, Client carol)
      throws DecodeException, RuleViolation, MissingInput {
    stage.chat(alice, "Hello, everybody!");
    stage.chat(bob, "Hi Alice. Who else can read this?");
    stage.chat(carol, "Just us.");
    stage.endStep(
        "They chat",
        "Each message is signed by its sender and encrypted with a key that is used once and then"
            + " forgotten. Talking changes neither the epoch nor the tree.");
  }

  private void bobUpdates(Client alice, Client bob)
      throws DecodeException, RuleViolation, MissingInput {
    stage.sendToMembers(BOB, "Proposal (Update)", bob.proposeUpdate());
    stage.deliver();
    stage.commit(alice, alice.commit(), List.of());
    stage.endStep(
        "Bob updates his keys",
        "Bob's old keys may have leaked, so he proposes a new one for his leaf; Alice commits to"
            + " it. From this epoch on the old keys are of no use to a thief.");
  }

  private void carolIsRemoved(Client alice, Client bob, Client carol)
      throws DecodeException, RuleViolation, MissingInput {
    stage.ceasesToBeMember(CAROL);
    stage.commit(bob, bob.remove(CAROL), List.of());
    stage.chat(alice, "Now Carol cannot read this.");
    overhear(carol);
    stage.endStep(
        "Carol is removed",
        "Bob commits to removing Carol. Her leaf and all keys above it turn blank; his commit puts"
            + " new keys on the path above his own leaf. The delivery service still gives Carol all"
            + " messages, and she still has her old keys: they open nothing.");
  }

  /** A former member tries all that comes with the keys that it still has. */
  private void overhear(Client former) throws DecodeException, RuleViolation {
    for (Bytes message : stage.service().collect(former.name())) {
      try {
        Client.Reading reading = former.read(message);
        if (!(reading instanceof Client.Reading.Removed)) {
          throw new CommandFailure(former.name() + " was removed, but could read on: " + reading);
        }
        stage.note(new Event.Refused(former.name(), "the Commit", "it removes her"));
      } catch (MissingInput e) {
        stage.note(new Event.Refused(former.name(), "the message", reason(e)));
      }
    }
  }

  private static String reason(MissingInput e) {
    return e.kind() == MissingInput.Kind.FUTURE_EPOCH
        ? "she has no keys of its epoch"
        : String.valueOf(e.getMessage());
  }

  private Client daveJoins(Client alice) throws DecodeException, RuleViolation, MissingInput {
    Bytes groupInfo = alice.groupInfo();
    stage.service().publishGroupInfo(groupInfo);
    stage.note(new Event.Published(List.of(ALICE), "GroupInfo", groupInfo.size()));
    Client dave = stage.enter(DAVE);
    Bytes commit = dave.joinExternally(stage.service().fetchGroupInfo());
    stage.joinByCommit(dave, "Commit (external)", commit);
    stage.chat(dave, "Thanks for leaving the door open.");
    stage.endStep(
        "Dave joins by himself",
        "Alice has published a GroupInfo. With it Dave makes an external commit: nobody has to let"
            + " him in, and everybody sees who came. He takes Carol's blank leaf.");
    return dave;
  }

  private Client erinIsAddedInAHurry(Client dave)
      throws DecodeException, RuleViolation, MissingInput {
    Client erin = stage.enter(ERIN);
    List<String> joiners = List.of(ERIN);
    stage.commit(dave, dave.addWithoutPath(stage.keyPackages(joiners)), joiners);
    stage.chat(erin, "Did I miss anything?");
    stage.endStep(
        "Dave adds Erin in a hurry",
        "A commit that only adds members may leave all keys as they are. Erin is then unmerged (+)"
            + " at the keys above her: she does not have their private halves, so commits encrypt"
            + " for her separately, until one of them replaces these keys.");
    return erin;
  }

  private void messagesArriveOutOfOrder(Client alice, Client dave, Client erin)
      throws DecodeException, RuleViolation, MissingInput {
    stage.say(dave, "one");
    stage.say(dave, "two");
    stage.say(dave, "three");
    // Erin has read them before she commits; her commit ends the epoch they were sent in.
    for (Bytes message : stage.service().collect(ERIN)) {
      erin.read(message);
    }
    Client.Outgoing outgoing = erin.commit();
    stage.sendToMembers(ERIN, "Commit", outgoing.commit());
    erin.taken();
    List<Bytes> inOrder = stage.service().collect(ALICE);
    for (int index : ARRIVAL) {
      Client.Reading reading = alice.read(inOrder.get(index));
      if (reading instanceof Client.Reading.Text text) {
        stage.note(new Event.Read(List.of(ALICE), text.from(), List.of(text.text())));
      } else {
        stage.note(new Event.Entered(List.of(ALICE), alice.epoch()));
      }
    }
    stage.deliver();
    stage.note(new Event.Entered(stage.memberNames(), alice.epoch()));
    stage.endStep(
        "Messages arrive out of order",
        "Dave writes three messages, and Erin commits to new keys, which also merges her into the"
            + " tree. To Alice the network brings the third message first, then the first one, then"
            + " the commit, and at last the second message, of an epoch that is over. She reads all"
            + " of them.");
  }
}
