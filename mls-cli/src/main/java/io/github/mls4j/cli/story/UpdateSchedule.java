package io.github.mls4j.cli.story;

import io.github.mls4j.cli.demo.Chapter;
import io.github.mls4j.cli.demo.Client;
import io.github.mls4j.cli.demo.Event;
import io.github.mls4j.cli.demo.Stage;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.Member;
import io.github.mls4j.group.UpdatePolicy;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.ValidationPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** RFC 9420 §3.2, §16.6: keys that are too old. */
final class UpdateSchedule implements Chapter {
  private static final UpdatePolicy WEEKLY = new UpdatePolicy(Duration.ofDays(7), 1_000);

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
    return "schedule";
  }

  @Override
  public String title() {
    return "Who has not updated for long";
  }

  @Override
  public void tell(Stage stage) throws MlsException {
    Clock clock = new Clock();
    List<Client> all = stage.gather(settings(clock), "Alice", "Bob", "Carol");
    Client alice = all.get(0);
    Client bob = all.get(1);
    clock.time = clock.time.plus(Duration.ofDays(8));
    stage.show("it is time for Bob to update", bob.group().needsUpdate(WEEKLY));
    stage.commit(bob, bob.commit(), List.of());
    stage.show("Bob has time again", !bob.group().needsUpdate(WEEKLY));
    stage.endStep(
        "Bob updates because it is time",
        "Each client knows when it has last seen a leaf get new keys, its own included, and can be"
            + " asked whether that is too long ago.");

    List<Member> overdue = alice.group().overdue(WEEKLY);
    overdue.forEach(member -> stage.note(new Event.Noted("overdue: " + Client.nameOf(member))));
    stage.ceasesToBeMember("Carol");
    stage.commit(alice, alice.remove("Carol"), List.of());
    stage.endStep(
        "Carol is not heard of",
        "Old keys endanger what everybody says. Alice asks who is overdue, and removes who is.");
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
