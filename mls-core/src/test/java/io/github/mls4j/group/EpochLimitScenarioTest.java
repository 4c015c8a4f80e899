package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.mls4j.codec.Bytes;
import org.junit.jupiter.api.Test;

/** RFC 9420 §15.2: no more is encrypted in one epoch than its keys are good for. */
class EpochLimitScenarioTest {

  @Test
  void aMemberThatHasSentEnoughCommitsFirst() throws Exception {
    Circle circle = Circle.of(builder -> builder.messagesPerEpoch(3), "alice", "bob");
    TestClient alice = circle.member(0);
    TestClient bob = circle.member(1);
    for (int i = 0; i < 2; i++) {
      assertThat(bob.read(alice.say("message " + i))).isEqualTo("message " + i);
    }
    bob.group.receive(alice.group.propose().externalPsk(TestClient.PSK_ID));
    alice.group.pendingProposals().forEach(p -> alice.group.drop(p.reference()));
    Bytes before = State.of(alice);
    assertThatExceptionOfType(EpochExhaustedException.class)
        .isThrownBy(() -> alice.say("one too many"));
    assertThatExceptionOfType(EpochExhaustedException.class)
        .isThrownBy(() -> alice.group.propose().update());
    assertThat(State.of(alice)).isEqualTo(before);
    bob.group.pendingProposals().forEach(p -> bob.group.drop(p.reference()));
    assertThat(alice.read(bob.say("others count for themselves"))).startsWith("others");
    circle.commit(alice, commit -> commit);
    circle.assertAllTalk();
  }

  @Test
  void whatIsNotEncryptedDoesNotCount() throws Exception {
    Circle circle =
        Circle.of(builder -> builder.messagesPerEpoch(1).encryptHandshake(false), "alice", "bob");
    TestClient alice = circle.member(0);
    circle.propose(alice, Proposer::update);
    circle.propose(alice, Proposer::update);
    circle.commit(circle.member(1), commit -> commit.withoutPending());
    circle.assertAllTalk();
  }
}
