package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** RFC 9420 §8.4, §8.6: keys from elsewhere and from the past. */
final class PreSharedKeys implements Chapter {
  private static final Bytes DOOR_CODE = Bytes.ofUtf8("door code");

  private static @Nullable Secret find(Bytes id) {
    return id.equals(DOOR_CODE) ? Secret.copyOf(Bytes.ofUtf8("4711")) : null;
  }

  @Override
  public String name() {
    return "psks";
  }

  @Override
  public String title() {
    return "Pre-shared keys and resumption secrets";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    UnaryOperator<GroupConfig.Builder> settings = builder -> builder.psks(PreSharedKeys::find);
    List<Client> all = stage.gather(settings, "Alice", "Bob");
    Client alice = all.get(0);
    Client bob = all.get(1);
    stage.commit(alice, alice.pend(alice.group().commit().externalPsk(DOOR_CODE)), List.of());
    stage.propose("Bob", "PreSharedKey", bob.group().propose().resumptionPsk(bob.epoch() - 1));
    stage.commit(alice, alice.commit(), List.of());
    stage.endStep(
        "Two keys are mixed in",
        "The first is one that Alice and Bob have agreed on outside of the group: a thief of all"
            + " their other keys is locked out again. The second is the resumption secret of an"
            + " earlier epoch: only who was a member then can follow.");

    Client dave = stage.enter("Dave");
    Bytes keyPackage = stage.keyPackages(List.of("Dave")).get(0);
    try (PendingCommit commit =
        alice.group().commit().add(keyPackage).externalPsk(DOOR_CODE).build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      stage.refused(
          dave,
          "the Welcome",
          () -> Group.join(dave.config(), dave.identity(), dave.keyPackage(), welcome));
    }
    stage.endStep(
        "Dave does not know the code",
        "The Welcome says which key he needs. He gets no further, and his key package is still as"
            + " good as new; Alice discards the commit.");
  }
}
