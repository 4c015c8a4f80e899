package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Event;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.OwnMessage;
import io.github.mls4j.group.PendingCommit;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §14: of several commits in one epoch one wins. */
final class ConcurrentCommits implements Chapter {

  @Override
  public String name() {
    return "conflict";
  }

  @Override
  public String title() {
    return "Two commits at once, and an echo";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all = stage.gather(UnaryOperator.identity(), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client bob = all.get(1);
    Client carol = all.get(2);
    try (PendingCommit losing = alice.group().commit().build();
        PendingCommit winning = bob.group().commit().build()) {
      stage.sendToMembers("Bob", "Commit", winning.message());
      stage.sendToMembers("Alice", "Commit", losing.message());
      alice.read(stage.service().collect("Alice").get(0));
      List<Bytes> carols = stage.service().collect("Carol");
      carol.read(carols.get(0));
      stage.refused(carol, "the second commit", () -> carol.read(carols.get(1)));
      OwnMessage echo = (OwnMessage) bob.group().receive(winning.message());
      boolean known = echo.commit().filter(winning.id()::equals).isPresent();
      stage.show("Bob gets his own commit back and is told which one it is", known);
      bob.group().merge(winning);
      stage.service().collect("Bob");
    }
    stage.note(new Event.Entered(stage.memberNames(), bob.epoch()));
    stage.endStep(
        "Alice and Bob commit at the same time",
        "The delivery service has put Bob's commit first. Nobody has entered a new epoch before"
            + " that was clear, not even the committers: Alice discards hers and follows Bob.");
  }
}
