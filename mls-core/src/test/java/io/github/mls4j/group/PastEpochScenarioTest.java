package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * RFC 9420 §14, §15: past epochs are kept for a number of epochs and a time, whichever ends first.
 */
class PastEpochScenarioTest {

  private static final Duration AGE = Duration.ofHours(2);

  private final TestClock clock = new TestClock();
  private Circle circle;
  private TestClient alice;
  private TestClient bob;

  @BeforeEach
  void setUp() throws Exception {
    circle =
        Circle.of(
            builder -> clock.settings(builder).pastEpochs(10).pastEpochAge(AGE),
            "alice",
            "bob",
            "carol");
    alice = circle.member(0);
    bob = circle.member(1);
  }

  @Test
  void messagesOpenUntilTheirEpochIsTooOld() throws Exception {
    Bytes inTime = alice.say("in time");
    Bytes tooLate = alice.say("too late");
    circle.commit(alice, commit -> commit);
    clock.pass(AGE);
    assertThat(bob.read(inTime)).isEqualTo("in time");
    clock.pass(Duration.ofSeconds(1));
    Refusals.assertMissing(MissingInput.Kind.PAST_EPOCH, bob, tooLate);
    circle.assertAllTalk();
  }

  @Test
  void theNextStepWipesWhatIsTooOld() throws Exception {
    for (int i = 0; i < 3; i++) {
      circle.commit(alice, commit -> commit);
    }
    assertThat(bob.group.state.past).hasSize(3);
    clock.pass(AGE.plusSeconds(1));
    bob.read(alice.say("something happens"));
    assertThat(bob.group.state.past).isEmpty();
    assertThat(alice.group.state.past).isEmpty();
  }

  @Test
  void soDoesACall() throws Exception {
    circle.commit(alice, commit -> commit);
    clock.pass(AGE);
    circle.commit(alice, commit -> commit);
    assertThat(bob.group.expirePastEpochs()).isZero();
    clock.pass(Duration.ofSeconds(1));
    PastEpoch older = bob.group.state.past.getFirst();
    assertThat(bob.group.expirePastEpochs()).isEqualTo(1);
    assertThat(bob.group.state.past).hasSize(1).doesNotContain(older);
    bob.restart();
    clock.pass(AGE);
    assertThat(bob.group.expirePastEpochs()).isEqualTo(1);
    circle.assertAllTalk();
  }

  @Test
  void handshakeMessagesOfAPastEpochAreRefused() throws Exception {
    Bytes encrypted = alice.group.propose().update();
    alice.group.pendingProposals().forEach(p -> alice.group.drop(p.reference()));
    Bytes commit;
    try (PendingCommit loser = alice.group.commit().build()) {
      commit = loser.message();
    }
    circle.commit(circle.member(2), builder -> builder);
    Refusals.assertRefused(Rule.PROPOSAL_EPOCH_CURRENT, bob, encrypted);
    Refusals.assertRefused(Rule.COMMIT_EPOCH_CURRENT, bob, commit);
    circle.assertAllTalk();
  }

  @Test
  void anotherCredentialLaterDoesNotChangeWhoSaidIt() throws Exception {
    Bytes late = bob.say("I am still the old bob");
    Member then = bob.group.self();
    circle.commit(bob, commit -> commit);
    assertThat(bob.group.self()).isNotEqualTo(then);
    ApplicationMessage opened = (ApplicationMessage) alice.group.receive(late);
    assertThat(opened.sender()).isEqualTo(then);
  }
}
