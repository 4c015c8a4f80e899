package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mls4j.wire.LeafIndex;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9420 §3.2, §16.6: who has not updated its keys for long. */
class LeafUpdateScenarioTest {

  private static final UpdatePolicy WEEKLY = new UpdatePolicy(Duration.ofDays(7), 100);

  private final TestClock clock = new TestClock();
  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void setUp() throws Exception {
    circle = Circle.of(clock::settings, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  @Test
  void eachUpdateIsTakenNoteOf() throws Exception {
    Instant start = clock.instant();
    clock.pass(Duration.ofDays(1));
    circle.commit(bob, commit -> commit);
    assertThat(alice.group.lastUpdate(bob.leaf()))
        .isEqualTo(new LastUpdate(2, clock.instant(), true));
    assertThat(alice.group.lastUpdate(carol.leaf())).isEqualTo(new LastUpdate(1, start, true));
    clock.pass(Duration.ofDays(1));
    circle.propose(carol, Proposer::update);
    circle.commit(alice, commit -> commit);
    for (TestClient member : circle.members) {
      member.restart();
      assertThat(member.group.lastUpdate(carol.leaf()))
          .isEqualTo(new LastUpdate(3, clock.instant(), true));
      assertThat(member.group.lastUpdate(alice.leaf()))
          .isEqualTo(new LastUpdate(3, clock.instant(), true));
      assertThat(member.group.lastUpdate(bob.leaf()).epoch()).isEqualTo(2);
    }
  }

  @Test
  void aCommitWithoutPathUpdatesNobodysKeys() throws Exception {
    TestClient dave = circle.outsider("dave");
    long before = bob.group.lastUpdate(alice.leaf()).epoch();
    circle.commit(alice, commit -> commit.add(dave.published()).withoutPath(), dave);
    assertThat(bob.group.lastUpdate(alice.leaf()).epoch()).isEqualTo(before);
    assertThat(bob.group.lastUpdate(dave.leaf()))
        .isEqualTo(new LastUpdate(2, clock.instant(), true));
  }

  @Test
  void aNewcomerKnowsOnlyWhatItHasSeen() throws Exception {
    clock.pass(Duration.ofDays(30));
    TestClient dave = circle.outsider("dave");
    Instant joined = clock.instant();
    circle.welcome(
        dave, Group.joinExternally(dave.config, dave.identity, bob.group.groupInfo(true)).build());
    assertThat(dave.group.lastUpdate(bob.leaf())).isEqualTo(new LastUpdate(2, joined, false));
    assertThat(bob.group.lastUpdate(dave.leaf())).isEqualTo(new LastUpdate(2, joined, true));
    clock.pass(Duration.ofDays(1));
    circle.commit(bob, commit -> commit);
    dave.restart();
    assertThat(dave.group.lastUpdate(bob.leaf()))
        .isEqualTo(new LastUpdate(3, clock.instant(), true));
    assertThat(dave.group.lastUpdate(carol.leaf())).isEqualTo(new LastUpdate(2, joined, false));
  }

  @Test
  void whoDoesNotUpdateIsOverdue() throws Exception {
    assertThat(alice.group.needsUpdate(WEEKLY)).isFalse();
    assertThat(alice.group.overdue(WEEKLY)).isEmpty();
    clock.pass(Duration.ofDays(7));
    assertThat(alice.group.needsUpdate(WEEKLY)).as("not before the week is over").isFalse();
    clock.pass(Duration.ofSeconds(1));
    assertThat(alice.group.needsUpdate(WEEKLY)).isTrue();
    assertThat(alice.group.overdue(WEEKLY)).containsExactly(bob.group.self(), carol.group.self());
    circle.commit(bob, commit -> commit);
    assertThat(bob.group.needsUpdate(WEEKLY)).isFalse();
    assertThat(alice.group.overdue(WEEKLY)).containsExactly(carol.group.self());
    circle.commit(alice, commit -> commit.remove(carol.leaf()));
    assertThat(alice.group.overdue(WEEKLY)).isEmpty();
  }

  @Test
  void epochsCountAsWell() throws Exception {
    UpdatePolicy everyThird = new UpdatePolicy(Duration.ofDays(7), 3);
    for (int i = 0; i < 3; i++) {
      assertThat(bob.group.needsUpdate(everyThird)).isFalse();
      circle.commit(alice, commit -> commit);
    }
    assertThat(bob.group.needsUpdate(everyThird)).isFalse();
    circle.commit(alice, commit -> commit);
    assertThat(bob.group.needsUpdate(everyThird)).isTrue();
    assertThat(alice.group.needsUpdate(everyThird)).isFalse();
  }

  @Test
  void aLeafThatChangesHandsStartsAnew() throws Exception {
    LeafIndex seat = carol.leaf();
    clock.pass(Duration.ofDays(30));
    TestClient dave = circle.outsider("dave");
    circle.commit(alice, commit -> commit.remove(seat).add(dave.published()), dave);
    assertThat(dave.leaf()).isEqualTo(seat);
    assertThat(bob.group.lastUpdate(seat)).isEqualTo(new LastUpdate(2, clock.instant(), true));
    circle.commit(alice, commit -> commit.remove(seat));
    assertThatIllegalArgumentException().isThrownBy(() -> bob.group.lastUpdate(seat));
  }
}
