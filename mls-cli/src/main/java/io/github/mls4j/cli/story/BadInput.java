package io.github.mls4j.cli.story;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Event;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.group.PendingCommit;
import java.util.List;

/** Whatever comes from the network, the group stays as it was. */
final class BadInput implements Chapter {
  private static final int SAMPLES = 100;

  @Override
  public String name() {
    return "bad-input";
  }

  @Override
  public String title() {
    return "Bad input is refused and changes nothing";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> all =
        stage.gather(builder -> builder.encryptHandshake(false), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client bob = all.get(1);
    Client carol = all.get(2);
    try (PendingCommit commit = bob.group().commit().build();
        Secret before = alice.group().save()) {
      Bytes genuine = commit.message();
      stage.refused(alice, "random bytes", () -> alice.read(noise(stage)));
      int step = Math.max(1, genuine.size() / SAMPLES);
      int refused = 0;
      for (int at = 0; at < genuine.size(); at += step) {
        Bytes damaged = flipped(genuine, at);
        try {
          alice.group().receive(damaged);
          throw new CommandFailure("a commit with a damaged byte " + at + " was taken");
        } catch (MlsException e) {
          refused++;
        }
      }
      stage.note(new Event.Noted(refused + " commits with one wrong bit each: all refused"));
      try (Secret after = alice.group().save()) {
        stage.show("Alice's state is, bit for bit, what it was", after.equals(before));
      }
      stage.sendToMembers("Bob", "Commit", genuine);
      bob.group().merge(commit);
      stage.deliver();
      stage.refused(carol, "the same commit again", () -> carol.read(genuine));
    }
    stage.note(new Event.Entered(stage.memberNames(), alice.epoch()));
    stage.endStep(
        "Somebody tampers with a commit",
        "Each refusal names the rule that is broken and where. The group has not changed in a single"
            + " bit, and takes the genuine commit as if nothing had happened; but only once.");
  }

  private static Bytes noise(Stage stage) {
    byte[] noise = new byte[200];
    stage.random().nextBytes(noise);
    noise[0] = (byte) 0xff;
    return Bytes.wrap(noise);
  }

  private static Bytes flipped(Bytes message, int at) {
    byte[] copy = message.toByteArray();
    copy[at] ^= 1;
    return Bytes.wrap(copy);
  }
}
