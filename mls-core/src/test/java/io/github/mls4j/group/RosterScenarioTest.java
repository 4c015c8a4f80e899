package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Who is in a group, under which name it goes, and what is said when it is over. */
class RosterScenarioTest {

  @Test
  void membersAreFoundByLeafAndByCredential() throws Exception {
    Circle circle = Circle.of("alice", "bob", "carol");
    TestClient alice = circle.member(0);
    TestClient bob = circle.member(1);
    TestClient secondDevice = circle.outsider("bob");
    circle.add(alice, secondDevice);
    assertThat(alice.group.member(bob.leaf())).isEqualTo(bob.group.self());
    assertThat(alice.group.members(Bytes.ofUtf8("bob")))
        .containsExactly(bob.group.self(), secondDevice.group.self());
    assertThat(alice.group.members(Bytes.ofUtf8("nobody"))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.member(new LeafIndex(4)));
  }

  @Test
  void aGroupGetsANameOfItsOwn() {
    TestClient alice = TestClient.of("alice", Circle.SUITE);
    Group one = Group.create(alice.config, alice.identity);
    Group other = Group.create(alice.config, alice.identity);
    assertThat(one.groupId().size()).isEqualTo(Circle.SUITE.hashLength());
    assertThat(one.groupId()).isNotEqualTo(other.groupId());
  }

  @Test
  void whoIsRemovedIsToldSo() throws Exception {
    Circle circle = Circle.of("alice", "bob", "carol");
    TestClient alice = circle.member(0);
    TestClient carol = circle.member(2);
    circle.commit(alice, commit -> commit.remove(carol.leaf()));
    Bytes unheard = alice.say("without you");
    assertThat(carol.group.status()).isEqualTo(GroupStatus.REMOVED);
    assertOver(GroupStatus.REMOVED, () -> carol.group.receive(unheard));
    assertOver(GroupStatus.REMOVED, () -> carol.say("I am still here"));
    assertOver(GroupStatus.REMOVED, () -> carol.group.propose().update());
    assertOver(GroupStatus.REMOVED, () -> carol.group.commit().build());
    assertOver(GroupStatus.REMOVED, () -> carol.group.groupInfo(true));
    assertOver(GroupStatus.REMOVED, () -> carol.group.save());
  }

  @Test
  void soIsEverybodyOnceTheGroupIsReinitialized() throws Exception {
    Circle circle = Circle.of("alice", "bob");
    TestClient alice = circle.member(0);
    TestClient bob = circle.member(1);
    circle.commit(
        alice,
        commit ->
            commit.reInit(
                Bytes.ofUtf8("next"), ProtocolVersion.MLS10, Circle.SUITE.id(), List.of()));
    assertThat(bob.group.status()).isEqualTo(GroupStatus.REINITIALIZED);
    assertOver(GroupStatus.REINITIALIZED, () -> bob.say("one more thing"));
    assertOver(GroupStatus.REINITIALIZED, () -> bob.group.propose().update());
    assertOver(GroupStatus.REINITIALIZED, () -> bob.group.commit().build());
    assertOver(GroupStatus.REINITIALIZED, () -> bob.group.groupInfo(true));
  }

  private static void assertOver(GroupStatus why, ThrowingCallable action) {
    InactiveGroupException refused = catchThrowableOfType(InactiveGroupException.class, action);
    assertThat(refused.status()).isEqualTo(why);
  }
}
