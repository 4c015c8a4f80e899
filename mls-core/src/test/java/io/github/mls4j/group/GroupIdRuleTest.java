package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9420 §12.4.3, §12.4.3.1: nobody is in two groups of one name. */
class GroupIdRuleTest {

  private static final Bytes GROUP = Bytes.ofUtf8("group");

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient outsider;

  @BeforeEach
  void setUp() throws Exception {
    circle = Circle.of(builder -> builder.store(new TestStore()), "alice", "bob");
    alice = circle.member(0);
    bob = circle.member(1);
    outsider = circle.outsider("carol");
  }

  @Test
  void byAWelcome() throws Exception {
    TestClient mallory = TestClient.of("mallory", Circle.SUITE).create("group");
    KeyPackageBundle second = KeyPackageBundle.generate(bob.config, bob.identity);
    try (PendingCommit commit = mallory.group.commit().add(second.message()).build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      int batches = bob.store().batches.size();
      Refusals.assertRefused(
          Rule.GROUP_ID_UNIQUE, () -> Group.join(bob.config, bob.identity, second, welcome));
      assertThat(bob.store().batches).hasSize(batches);
      bob.assertStored();
      circle.assertAllTalk();
      bob.group.delete();
      try (Group joined = Group.join(bob.config, bob.identity, second, welcome)) {
        assertThat(joined.groupId()).isEqualTo(GROUP);
      }
    }
  }

  @Test
  void byAnExternalCommitThatIsNoResync() throws Exception {
    Bytes groupInfo = alice.group.groupInfo(true);
    int batches = bob.store().batches.size();
    Refusals.assertRefused(
        Rule.GROUP_ID_UNIQUE,
        () -> Group.joinExternally(bob.config, bob.identity, groupInfo).build());
    assertThat(bob.store().batches).hasSize(batches);
    bob.assertStored();
    circle.welcome(
        outsider, Group.joinExternally(outsider.config, outsider.identity, groupInfo).build());
    circle.assertAllTalk();
  }

  /** The old state goes with the batch that brings the new one. */
  @Test
  void aResyncGivesTheOldStateUp() throws Exception {
    circle.assertAllTalk();
    TestClient again = new TestClient(bob, "bob again");
    PendingJoin join =
        Group.joinExternally(again.config, again.identity, alice.group.groupInfo(true))
            .replacing(bob.group)
            .build();
    bob.assertStored();
    bob.say("the old self is still there");
    circle.welcome(again, join);
    assertThat(again.store().last().deletes()).containsExactly(Bytes.EMPTY);
    assertThat(circle.members).containsExactly(alice, again);
    again.assertStored();
    again.restart();
    circle.assertAllTalk();
    assertThatIllegalStateException().isThrownBy(() -> bob.say("the old self is gone"));
    circle.assertAllTalk();
  }

  @Test
  void byCreatingIt() throws Exception {
    assertThatIllegalArgumentException().isThrownBy(() -> alice.create("group"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alice.group.branch(GROUP, List.of(), List.of(bob.keyPackage.message())));
    circle.commit(
        alice, commit -> commit.reInit(GROUP, ProtocolVersion.MLS10, Circle.SUITE.id(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> alice.group.reInitialize(alice.identity, List.of(bob.keyPackage.message())));
    alice.assertStored();
    alice.create("another");
    alice.assertStored();
  }
}
