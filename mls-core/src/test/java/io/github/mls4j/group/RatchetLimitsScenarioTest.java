package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9420 §15.3: how much a group keeps for messages that are late is for its configuration. */
class RatchetLimitsScenarioTest {

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void setUp() throws Exception {
    circle =
        Circle.of(
            settings -> settings.maxForward(5).maxSkippedPerSender(3).maxSkipped(4),
            "alice",
            "bob",
            "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  private static List<Bytes> say(TestClient sender, int count) {
    List<Bytes> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(sender.say("message " + i));
    }
    return messages;
  }

  @Test
  void aMessageTooFarAheadIsRefused() throws Exception {
    List<Bytes> messages = say(bob, 7);
    Refusals.assertRefused(Rule.GENERATION_WITHIN_REACH, alice, messages.get(6));
    assertThat(alice.read(messages.get(5))).isEqualTo("message 5");
    assertThat(alice.read(messages.get(6))).isEqualTo("message 6");
  }

  @Test
  void ofOneSenderTheYoungestKeysAreKept() throws Exception {
    List<Bytes> messages = say(bob, 6);
    alice.read(messages.get(5));
    Refusals.assertRefused(Rule.GENERATION_STILL_KEPT, alice, messages.get(1));
    for (int kept = 2; kept < 5; kept++) {
      assertThat(alice.read(messages.get(kept))).isEqualTo("message " + kept);
    }
  }

  @Test
  void theyHoldAfterARestart() throws Exception {
    List<Bytes> messages = say(bob, 7);
    alice.restart();
    Refusals.assertRefused(Rule.GENERATION_WITHIN_REACH, alice, messages.get(6));
    assertThat(alice.read(messages.get(5))).isEqualTo("message 5");
  }

  @Test
  void ofAllSendersTheYoungestKeysAreKept() throws Exception {
    List<Bytes> bobs = say(bob, 4);
    List<Bytes> carols = say(carol, 4);
    alice.read(bobs.get(3));
    alice.read(carols.get(3));
    Refusals.assertRefused(Rule.GENERATION_STILL_KEPT, alice, bobs.get(1));
    assertThat(alice.read(bobs.get(2))).isEqualTo("message 2");
    for (int kept = 0; kept < 3; kept++) {
      assertThat(alice.read(carols.get(kept))).isEqualTo("message " + kept);
    }
  }
}
