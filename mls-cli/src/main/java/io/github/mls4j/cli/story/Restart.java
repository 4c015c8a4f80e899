package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Event;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.OwnMessage;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.spi.InMemoryStore;
import java.util.List;

/** House rule of every client: nothing goes out before it is written. */
final class Restart implements Chapter {

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public String title() {
    return "A restart, with a commit on its way";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all =
        stage.gather(builder -> builder.store(new InMemoryStore()), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client bob = all.get(1);
    stage.chat(alice, "I am about to update my keys.");
    Bytes sent = alice.group().commit().build().message();
    stage.sendToMembers("Alice", "Commit", sent);
    restart(alice);
    OwnMessage echo = (OwnMessage) alice.group().receive(sent);
    PendingCommit taken = alice.group().pendingCommit(echo.commit().orElseThrow()).orElseThrow();
    stage.show(
        "Alice finds the commit that comes back among those she had made",
        taken.message().equals(sent));
    alice.group().merge(taken);
    stage.deliver();
    stage.note(new Event.Entered(stage.memberNames(), alice.epoch()));
    stage.endStep(
        "Alice's phone restarts at the wrong moment",
        "Her commit was on its way. Everything that a step changes is written in one batch before"
            + " anything of it goes out, so she goes on where she was.");

    stage.chat(alice, "Before another restart.");
    restart(alice);
    restart(bob);
    stage.chat(alice, "And after it.");
    stage.chat(bob, "Nothing is lost.");
    stage.endStep(
        "No key is used twice",
        "The position in Alice's ratchet is in the store as well: after a restart she never encrypts"
            + " with a key that she has used before.");
  }

  private static void restart(Client client) throws MlsException {
    Bytes name = client.group().groupId();
    client.group().close();
    client.adopt(Group.load(client.config(), client.identity(), name).orElseThrow());
  }
}
