package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.Credential;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Own commits and joins that nobody has taken yet are part of the state. */
class PendingCommitScenarioTest {

  private static final Bytes GROUP = Bytes.ofUtf8("group");

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void setUp() throws Exception {
    circle =
        Circle.of(
            builder -> builder.psks(TestClient::sharedPsk).store(new TestStore()),
            "alice",
            "bob",
            "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  /** marmot #628: a commit that was sent before a restart, and taken, must not be orphaned. */
  @Test
  void aPendingCommitIsNotOrphanedByARestart() throws Exception {
    TestClient dave = circle.outsider("dave");
    circle.propose(bob, Proposer::update);
    PendingCommit before = alice.group.commit().add(dave.published()).remove(carol.leaf()).build();
    alice.restart();
    PendingCommit commit = alice.group.pendingCommits().get(0);
    assertThat(alice.group.pendingCommits()).hasSize(1);
    assertThat(commit.message()).isEqualTo(before.message());
    assertThat(commit.welcome()).isEqualTo(before.welcome());
    assertThat(commit.changes()).isEqualTo(before.changes());
    assertThat(commit.id()).isEqualTo(before.id());
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(before));
    assertThat(bob.follow(commit.message())).isEqualTo(commit.changes());
    alice.group.merge(commit);
    dave.join(commit.welcome().orElseThrow());
    circle.members.remove(carol);
    circle.members.add(dave);
    circle.assertAgree();
    alice.restart();
    assertThat(alice.group.pendingCommits()).isEmpty();
    circle.assertAllTalk();
  }

  @Test
  void withoutAStoreTheyAreInTheSavedState() throws Exception {
    Circle plain = Circle.of("alice", "bob");
    TestClient one = plain.member(0);
    one.group.commit().build();
    one.restart();
    PendingCommit commit = one.group.pendingCommits().get(0);
    plain.member(1).follow(commit.message());
    one.group.merge(commit);
    plain.assertAgree();
  }

  @Test
  void ofSeveralOneIsMergedAndAllAreForgotten() throws Exception {
    PendingCommit first = alice.group.commit().build();
    PendingCommit second = alice.group.commit().remove(carol.leaf()).build();
    PendingCommit third = alice.group.commit().withoutPath().externalPsk(PSK).build();
    alice.restart();
    List<PendingCommit> pending = alice.group.pendingCommits();
    assertThat(pending)
        .extracting(PendingCommit::message)
        .containsExactly(first.message(), second.message(), third.message());
    pending.get(0).close();
    alice.assertStored();
    assertThat(alice.group.pendingCommits()).hasSize(2);
    bob.follow(pending.get(1).message());
    alice.group.merge(pending.get(1));
    circle.members.remove(carol);
    circle.assertAgree();
    alice.assertStored();
    assertThat(alice.group.pendingCommits()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(pending.get(2)));
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(pending.get(0)));
    pending.forEach(PendingCommit::close);
    alice.restart();
    circle.assertAllTalk();
  }

  private static final Bytes PSK = TestClient.PSK_ID;

  /** mls-rs #308: an external commit of somebody else, with a commit of one's own pending. */
  @Test
  void anotherCommitTakesTheirPlace() throws Exception {
    PendingCommit own = alice.group.commit().build();
    PendingCommit unread = alice.group.commit().build();
    TestClient dave = circle.outsider("dave");
    circle.welcome(
        dave, Group.joinExternally(dave.config, dave.identity, bob.group.groupInfo(true)).build());
    alice.assertStored();
    assertThat(alice.group.pendingCommits()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(own));
    own.close();
    unread.close();
    circle.commit(bob, commit -> commit);
    alice.restart();
    circle.assertAllTalk();
  }

  /** Amethyst: the echo of a commit that was merged before a restart is not applied once more. */
  @Test
  void anEchoFindsItsCommitOnce() throws Exception {
    Bytes message = alice.group.commit().build().message();
    alice.restart();
    OwnMessage echo = (OwnMessage) alice.group.receive(message);
    PendingCommit commit = alice.group.pendingCommit(echo.commit().orElseThrow()).orElseThrow();
    assertThat(commit.message()).isEqualTo(message);
    alice.group.merge(commit);
    bob.follow(message);
    carol.follow(message);
    alice.restart();
    Bytes before = State.of(alice);
    OwnMessage again = (OwnMessage) alice.group.receive(message);
    assertThat(alice.group.pendingCommit(again.commit().orElseThrow())).isEmpty();
    assertThat(State.of(alice)).isEqualTo(before);
    circle.assertAgree();
    circle.assertAllTalk();
  }

  /** mls-go 926ddfe: the key of the own new leaf is there after the merge, and after a restart. */
  @Test
  void theLeafKeyOfAMergedCommitIsKept() throws Exception {
    alice.group.commit().build();
    alice.restart();
    PendingCommit commit = alice.group.pendingCommits().get(0);
    bob.follow(commit.message());
    carol.follow(commit.message());
    alice.group.merge(commit);
    alice.restart();
    // Bob and Carol commit with paths: each path secret for Alice goes to her leaf or her path.
    circle.commit(carol, c -> c);
    circle.commit(bob, c -> c);
    alice.restart();
    circle.commit(carol, c -> c);
    circle.assertAllTalk();
  }

  @Test
  void anIdentityThatACommitGoesOverToHasToBeTold() throws Exception {
    MlsIdentity next =
        MlsIdentity.generate(
            Circle.SUITE, new Credential.Basic(Bytes.ofUtf8("alice")), alice.config.random());
    alice.group.commit().withIdentity(next).build();
    alice.restart();
    PendingCommit commit = alice.group.pendingCommits().get(0);
    Bytes before = State.of(alice);
    assertThatIllegalStateException().isThrownBy(() -> alice.group.merge(commit));
    assertThat(State.of(alice)).isEqualTo(before);
    alice.group.addIdentity(next);
    bob.follow(commit.message());
    carol.follow(commit.message());
    alice.group.merge(commit);
    circle.assertAgree();
    alice.group.close();
    alice.group = Group.load(alice.config, next, GROUP).orElseThrow();
    circle.assertAllTalk();
  }

  @Test
  void aCommitOfAnotherGroupIsLeftToIt() throws Exception {
    Circle other = Circle.of(builder -> builder.store(new TestStore()), "xavier", "yvonne");
    TestClient xavier = other.member(0);
    PendingCommit commit = xavier.group.commit().build();
    StagedCommit staged = (StagedCommit) other.member(1).group.receive(commit.message());
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(commit));
    assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(staged));
    xavier.group.merge(commit);
    other.member(1).group.merge(staged);
    other.assertAgree();
    xavier.assertStored();
  }

  @Test
  void aPendingJoinIsThereAfterARestart() throws Exception {
    TestClient dave = circle.outsider("dave");
    Bytes groupInfo = alice.group.groupInfo(true);
    try (PendingJoin dropped =
        Group.joinExternally(dave.config, dave.identity, groupInfo).build()) {
      assertThat(dave.store().last().outgoing()).containsExactly(dropped.message());
    }
    assertThat(Group.pendingJoins(dave.config, dave.identity, GROUP)).isEmpty();
    Bytes message = Group.joinExternally(dave.config, dave.identity, groupInfo).build().message();
    assertThat(Group.load(dave.config, dave.identity, GROUP)).isEmpty();
    List<PendingJoin> joins = Group.pendingJoins(dave.config, dave.identity, GROUP);
    assertThat(joins).extracting(PendingJoin::message).containsExactly(message);
    circle.welcome(dave, joins.get(0));
    assertThat(Group.pendingJoins(dave.config, dave.identity, GROUP)).isEmpty();
    dave.restart();
    circle.assertAllTalk();
  }

  @Test
  void aPendingJoinCanBeSaved() throws Exception {
    Circle plain = Circle.of("alice", "bob");
    TestClient dave = plain.outsider("dave");
    PendingJoin join =
        Group.joinExternally(dave.config, dave.identity, plain.member(0).group.groupInfo(true))
            .build();
    try (Secret saved = join.save();
        PendingJoin restored = PendingJoin.restore(dave.config, dave.identity, saved);
        Secret again = restored.save()) {
      assertThat(again).isEqualTo(saved);
      join.close();
      assertThatIllegalStateException().isThrownBy(join::save);
      plain.welcome(dave, restored);
    }
    plain.assertAllTalk();
  }

  /** Who is removed while it already comes back by an external commit does not lose that. */
  @Test
  void aPendingJoinOutlivesTheRemovalOfTheOlderSelf() throws Exception {
    circle.commit(alice, commit -> commit.remove(carol.leaf()));
    carol.group = null;
    TestClient again = new TestClient(carol, "carol again");
    TestClient latecomer = circle.outsider("latecomer");
    circle.add(alice, latecomer);
    PendingJoin join =
        Group.joinExternally(again.config, again.identity, alice.group.groupInfo(true)).build();
    Group.joinExternally(latecomer.config, latecomer.identity, alice.group.groupInfo(true))
        .replacing(latecomer.leaf())
        .build();
    circle.commit(bob, commit -> commit.remove(latecomer.leaf()));
    assertThat(Group.pendingJoins(latecomer.config, latecomer.identity, GROUP)).hasSize(1);
    join.close();
    assertThat(Group.pendingJoins(again.config, again.identity, GROUP)).isEmpty();
  }

  /** Two objects of one join would begin the same ratchets twice. */
  @Test
  void aPendingJoinIsMergedOnce() throws Exception {
    TestClient dave = circle.outsider("dave");
    PendingJoin first =
        Group.joinExternally(dave.config, dave.identity, alice.group.groupInfo(true)).build();
    PendingJoin second = Group.pendingJoins(dave.config, dave.identity, GROUP).get(0);
    PendingJoin third = Group.pendingJoins(dave.config, dave.identity, GROUP).get(0);
    circle.welcome(dave, second);
    circle.assertAllTalk();
    assertThatIllegalStateException().isThrownBy(first::merge);
    assertThatIllegalStateException().isThrownBy(first::save);
    third.close();
    dave.restart();
    circle.assertAllTalk();
  }

  @Test
  void aPendingJoinThatIsDiscardedIsNotMerged() throws Exception {
    TestClient dave = circle.outsider("dave");
    PendingJoin first =
        Group.joinExternally(dave.config, dave.identity, alice.group.groupInfo(true)).build();
    Group.pendingJoins(dave.config, dave.identity, GROUP).get(0).close();
    assertThatIllegalStateException().isThrownBy(first::merge);
    assertThat(Group.load(dave.config, dave.identity, GROUP)).isEmpty();
  }
}
