package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.ContentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A delivery service that sends everything to everybody brings a client its own messages. */
class EchoScenarioTest {

  private Circle circle;
  private TestClient alice;
  private TestClient bob;

  private void setUp(boolean encrypted) throws Exception {
    circle = Circle.of(encrypted, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
  }

  private static OwnMessage unchanged(TestClient client, Bytes echo) throws Exception {
    Bytes before = State.of(client);
    OwnMessage own = (OwnMessage) client.group.receive(echo);
    assertThat(State.of(client)).isEqualTo(before);
    return own;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEchoSaysWhichPendingCommitWasTaken(boolean encrypted) throws Exception {
    setUp(encrypted);
    try (PendingCommit first = alice.group.commit().build();
        PendingCommit second = alice.group.commit().build()) {
      assertThat(first.id()).isNotEqualTo(second.id());
      assertThat(unchanged(alice, second.message()).commit()).contains(second.id());
      assertThat(unchanged(alice, first.message()).commit()).contains(first.id());
      alice.group.merge(second);
      circle.others(alice).forEach(other -> follows(other, second.message()));
      circle.assertAgree();
      for (int i = 0; i < 2; i++) {
        assertThat(unchanged(alice, second.message()))
            .isEqualTo(new OwnMessage(ContentType.COMMIT, 1, Optional.of(second.id())));
      }
    }
    alice.restart();
    circle.commit(bob, commit -> commit);
    circle.assertAllTalk();
  }

  private static void follows(TestClient client, Bytes commit) {
    try {
      client.follow(commit);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEchoedProposalIsNotTakenTwice(boolean encrypted) throws Exception {
    setUp(encrypted);
    Bytes update = alice.group.propose().update();
    assertThat(unchanged(alice, update).contentType()).isEqualTo(ContentType.PROPOSAL);
    bob.group.receive(update);
    circle.member(2).group.receive(update);
    circle.commit(bob, commit -> commit);
    circle.assertAllTalk();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theEchoOfACommitIsKnownAfterARestart(boolean encrypted) throws Exception {
    setUp(encrypted);
    try (PendingCommit commit = alice.group.commit().build()) {
      circle.others(alice).forEach(other -> follows(other, commit.message()));
      alice.group.merge(commit);
      alice.restart();
      assertThat(unchanged(alice, commit.message()).commit()).contains(commit.id());
      Refusals.assertRefused(Rule.COMMIT_EPOCH_CURRENT, bob, commit.message());
    }
    circle.assertAllTalk();
  }

  /** A client that commits again and again keeps the names of so many only. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyTheNewestCommitsAreKnownByName(boolean encrypted) throws Exception {
    setUp(encrypted);
    List<PendingCommit> made = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      made.add(alice.group.commit().build());
    }
    assertThat(unchanged(alice, made.get(0).message()))
        .isEqualTo(new OwnMessage(ContentType.COMMIT, 1, Optional.empty()));
    for (PendingCommit one : made.subList(1, 17)) {
      assertThat(unchanged(alice, one.message()).commit()).contains(one.id());
    }
    alice.restart();
    assertThat(unchanged(alice, made.get(1).message()).commit()).contains(made.get(1).id());
    circle.commit(bob, commit -> commit);
    circle.assertAllTalk();
  }

  /** As in xmtp-react-native #534: it was processed as if it had come from outside. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anExternalCommitComesBackToWhoJoinedByIt(boolean encrypted) throws Exception {
    setUp(encrypted);
    TestClient dave = circle.outsider("dave");
    try (PendingJoin join =
        Group.joinExternally(dave.config, dave.identity, bob.group.groupInfo(true)).build()) {
      circle.welcome(dave, join);
      OwnMessage echo = unchanged(dave, join.message());
      assertThat(echo.contentType()).isEqualTo(ContentType.COMMIT);
      assertThat(echo.epoch()).isEqualTo(1);
      assertThat(echo.commit()).isPresent();
      assertThat(dave.group.epoch()).isEqualTo(2);
      Refusals.assertRefused(Rule.COMMIT_EPOCH_CURRENT, bob, join.message());
    }
    circle.assertAllTalk();
  }
}
