package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.spi.PaddingPolicy;
import java.util.List;

/** RFC 9420 §6: two ways to frame a message. */
final class Framing implements Chapter {
  private static final int BLOCK = 256;

  @Override
  public String name() {
    return "framing";
  }

  @Override
  public String title() {
    return "In the open or encrypted, and padded";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    List<Client> open =
        stage.gather(
            builder -> builder.encryptHandshake(false).padding(PaddingPolicy.toMultipleOf(BLOCK)),
            "Alice",
            "Bob");
    Client alice = open.get(0);
    stage.commit(alice, alice.commit(), List.of());
    stage.endStep(
        "A commit in the open",
        "These members send handshake messages as PublicMessage, so that a delivery service can see"
            + " who is in the group. By default they are encrypted.");

    Bytes shorter = alice.say("Yes.");
    Bytes longer = alice.say("No, and let me tell you at some length why that is so.");
    stage.show("both are " + shorter.size() + " bytes", shorter.size() == longer.size());
    stage.endStep(
        "Padding hides how much is said",
        "What these members say is padded to a multiple of "
            + BLOCK
            + " bytes: a short answer and"
            + " a long one look alike.");
  }
}
