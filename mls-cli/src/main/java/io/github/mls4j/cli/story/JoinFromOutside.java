package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** RFC 9420 §12.4.3.2: joining by a commit of one's own. */
final class JoinFromOutside implements Chapter {
  private static final Bytes DOOR_CODE = Bytes.ofUtf8("door code");

  private static @Nullable Secret find(Bytes id) {
    return id.equals(DOOR_CODE) ? Secret.copyOf(Bytes.ofUtf8("4711")) : null;
  }

  @Override
  public String name() {
    return "external-join";
  }

  @Override
  public String title() {
    return "Joining from outside, with a pre-shared key";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    UnaryOperator<GroupConfig.Builder> settings = builder -> builder.psks(JoinFromOutside::find);
    List<Client> all = stage.gather(settings, "Alice", "Bob");
    Client alice = all.get(0);
    Client dave = stage.enter(stage.client("Dave", settings));
    Client erin = stage.enter(stage.client("Erin", settings));
    Bytes groupInfo = alice.group().groupInfo(true);
    Bytes commit =
        dave.pend(
            Group.joinExternally(dave.config(), dave.identity(), groupInfo).externalPsk(DOOR_CODE));
    Bytes late = erin.joinExternally(groupInfo);
    stage.joinByCommit(dave, "Commit (external)", commit);
    stage.endStep(
        "Dave lets himself in",
        "Alice has published a GroupInfo, and all members know the door code, which is mixed into"
            + " the new epoch: a GroupInfo alone is not enough to follow Dave's conversation.");

    stage.refused(alice, "Erin's commit", () -> alice.read(late));
    Bytes second = erin.joinExternally(alice.group().groupInfo(true));
    stage.joinByCommit(erin, "Commit (external)", second);
    stage.chat(erin, "Sorry, I used an old map.");
    stage.endStep(
        "A GroupInfo is good for one join",
        "Erin started from the same GroupInfo as Dave. Her commit is of an epoch that is over; with"
            + " a fresh GroupInfo she gets in.");
  }
}
