package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Event;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.ApplicationMessage;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.ValidationPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §14, §15: messages that come late or early. */
final class OldAndComingEpochs implements Chapter {
  /** A clock that the story moves. */
  private static final class Clock implements InstantSource {

    private Instant time = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return time;
    }
  }

  @Override
  public String name() {
    return "old-epochs";
  }

  @Override
  public String title() {
    return "Messages of other epochs";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    Clock clock = new Clock();
    List<Client> all = stage.gather(settings(clock), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client bob = all.get(1);
    Client carol = all.get(2);
    Bytes inTime = carol.say("This takes a while to arrive.");
    Bytes tooLate = carol.say("And this takes even longer.");
    Client dave = stage.enter(stage.client("Dave", settings(clock)));
    stage.ceasesToBeMember("Carol");
    Bytes daves = stage.keyPackages(List.of("Dave")).get(0);
    stage.commit(
        alice,
        alice.pend(alice.group().commit().remove(alice.leafOf("Carol")).add(daves)),
        List.of("Dave"));
    ApplicationMessage late = (ApplicationMessage) bob.group().receive(inTime);
    stage.note(
        new Event.Noted(
            "Bob reads a message of epoch "
                + late.epoch()
                + " by "
                + Client.nameOf(late.sender())
                + "; at leaf "
                + late.sender().index()
                + " now sits "
                + Client.nameOf(bob.group().member(late.sender().index()))));
    stage.endStep(
        "A late message of a member that is gone",
        "Carol is removed and Dave gets her leaf. What she had said before still opens, and is hers:"
            + " it is read with the keys and the roster of its own epoch.");

    clock.time = clock.time.plus(Duration.ofDays(2));
    stage.refused(bob, "a message of two days ago", () -> bob.read(tooLate));
    stage.note(new Event.Noted("epochs that Bob forgets now: " + bob.group().expirePastEpochs()));
    stage.chat(dave, "Is anybody there?");
    stage.endStep(
        "Old keys do not stay for ever",
        "Past epochs are kept for a number of epochs and a time, here one day. Then their keys are"
            + " wiped, and a thief of Bob's phone cannot read what was sent then.");

    try (PendingCommit commit = alice.group().commit().build()) {
      alice.group().merge(commit);
      Bytes early = alice.say("You should not have this yet.");
      stage.refused(bob, "a message from the future", () -> bob.read(early));
      bob.read(commit.message());
      dave.read(commit.message());
      bob.read(early);
      stage.note(new Event.Read(List.of("Bob"), "Alice", List.of("You should not have this yet.")));
    }
    stage.endStep(
        "A message that is too early",
        "It overtook the commit that starts its epoch. Bob is told which epoch it is of, puts it"
            + " aside, and reads it once the commit has come.");
  }

  private static UnaryOperator<GroupConfig.Builder> settings(Clock clock) {
    return builder ->
        builder.validation(
            new ValidationPolicy(
                AuthenticationService.trustingBasicCredentials(),
                clock,
                true,
                ValidationPolicy.DEFAULT_MAX_LIFETIME));
  }
}
