package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.Group;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §12.4.3.2: a member that has lost its way takes its own place. */
final class Resync implements Chapter {

  @Override
  public String name() {
    return "resync";
  }

  @Override
  public String title() {
    return "A member that has fallen behind comes back";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all = stage.gather(UnaryOperator.identity(), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client bob = all.get(1);
    Client carol = all.get(2);
    Group older = bob.group();
    stage.ceasesToBeMember("Bob");
    stage.commit(alice, alice.commit(), List.of());
    stage.commit(carol, carol.commit(), List.of());
    List<Bytes> missed = stage.service().collect("Bob");
    stage.refused(bob, "the latest commit", () -> older.receive(missed.get(1)));
    stage.endStep(
        "Bob misses a commit",
        "The delivery service has lost one of two commits on the way to Bob. He is told which epoch"
            + " he has not reached; if the first commit never comes, he has to start afresh.");

    Bytes commit =
        bob.pend(
            Group.joinExternally(bob.config(), bob.identity(), alice.group().groupInfo(true))
                .replacing(older)
                .resumptionPsk(older.epoch()));
    stage.joinByCommit(bob, "Commit (external, with Remove)", commit);
    older.close();
    stage.chat(bob, "I am back. What did I miss?");
    stage.endStep(
        "Bob takes his own place",
        "His external commit removes his older self. The resumption secret of the last epoch that"
            + " he knows is mixed in: whoever follows knows that he has been a member before.");
  }
}
