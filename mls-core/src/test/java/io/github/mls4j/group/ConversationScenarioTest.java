package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One whole story, in every suite: what the command line's demo tells. */
class ConversationScenarioTest {

  static Stream<CipherSuite> suites() {
    return IntStream.rangeClosed(1, 7).mapToObj(CipherSuiteId::new).map(CipherSuite::of);
  }

  @ParameterizedTest
  @MethodSource("suites")
  void fromCreationToExternalJoin(CipherSuite suite) throws Exception {
    TestClient alice = TestClient.of("alice", suite).create("story");
    TestClient bob = TestClient.of("bob", suite);
    TestClient carol = TestClient.of("carol", suite);
    TestClient dave = TestClient.of("dave", suite);

    try (PendingCommit commit =
        alice.group.commit().add(bob.published()).add(carol.published()).build()) {
      assertThat(alice.group.epoch()).isZero();
      alice.group.merge(commit);
      bob.join(commit.welcome().orElseThrow());
      carol.join(commit.welcome().orElseThrow());
    }
    TestClient.assertAgree(alice, bob, carol);

    Bytes hello = alice.say("hello");
    assertThat(bob.read(hello)).isEqualTo("hello");
    assertThat(carol.read(hello)).isEqualTo("hello");
    assertThat(alice.group.receive(hello)).isInstanceOf(OwnMessage.class);

    Bytes update = bob.group.propose().update();
    alice.group.receive(update);
    carol.group.receive(update);
    assertThatThrownBy(() -> alice.say("too early")).isInstanceOf(IllegalStateException.class);
    bob.restart();
    try (PendingCommit commit = carol.group.commit().build()) {
      assertThat(commit.leftOut()).isEmpty();
      alice.follow(commit.message());
      assertThat(bob.follow(commit.message()).updated())
          .extracting(change -> change.after().index())
          .containsExactly(bob.leaf(), carol.leaf());
      carol.group.merge(commit);
    }
    TestClient.assertAgree(alice, bob, carol);

    Bytes late = carol.say("sent before I was removed");
    try (PendingCommit commit = alice.group.commit().remove(carol.leaf()).build()) {
      bob.follow(commit.message());
      assertThat(carol.follow(commit.message()).removesSelf()).isTrue();
      alice.group.merge(commit);
    }
    assertThat(carol.group.isActive()).isFalse();
    TestClient.assertAgree(alice, bob);
    assertThat(bob.read(late)).isEqualTo("sent before I was removed");

    try (PendingJoin join =
        Group.joinExternally(dave.config, dave.identity, bob.group.groupInfo(true)).build()) {
      assertThat(alice.follow(join.message()).external()).isTrue();
      bob.follow(join.message());
      dave.group = join.merge();
    }
    TestClient.assertAgree(alice, bob, dave);

    Bytes first = dave.say("first");
    Bytes second = dave.say("second");
    alice.restart();
    assertThat(alice.read(second)).isEqualTo("second");
    alice.restart();
    assertThat(alice.read(first)).isEqualTo("first");
    assertThat(bob.read(first)).isEqualTo("first");
    dave.restart();
    assertThat(bob.read(dave.say("third"))).isEqualTo("third");
  }
}
