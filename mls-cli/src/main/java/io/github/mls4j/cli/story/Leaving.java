package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.extensions.SelfRemove;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import java.util.List;
import java.util.function.UnaryOperator;

/** draft-ietf-mls-extensions, SelfRemove: a member leaves, whoever commits next. */
final class Leaving implements Chapter {

  @Override
  public String name() {
    return "self-remove";
  }

  @Override
  public String title() {
    return "A member leaves by itself";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    UnaryOperator<GroupConfig.Builder> settings =
        builder -> builder.proposals(List.of(SelfRemove.TYPE));
    List<Client> all = stage.gather(settings, "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client carol = all.get(2);
    Bytes leaving = SelfRemove.propose(carol.group());
    stage.propose("Carol", "SelfRemove", leaving);
    Client dave = stage.enter(stage.client("Dave", settings));
    stage.ceasesToBeMember("Carol");
    Bytes commit =
        dave.pend(
            Group.joinExternally(dave.config(), dave.identity(), alice.groupInfo())
                .covering(leaving));
    stage.joinByCommit(dave, "Commit (external)", commit);
    stage.chat(alice, "Goodbye, Carol. Hello, Dave.");
    stage.endStep(
        "Carol leaves and Dave comes",
        "No member may remove itself, so Carol asks to be let go. Even Dave, who joins from outside"
            + " at the same time, takes her out; with a plain Remove she would have to ask again.");
  }
}
