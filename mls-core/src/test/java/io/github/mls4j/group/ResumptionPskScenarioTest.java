package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.spi.PskStore;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 9420 §8.6: secrets of past epochs, of this and of other groups, prove who was there. */
class ResumptionPskScenarioTest {

  /** A client that finds resumption secrets in the groups that it is in. */
  private static final class Wallet implements PskStore {

    private final List<Group> groups = new ArrayList<>();

    @Override
    public @Nullable Secret find(Bytes pskId) {
      return TestClient.sharedPsk(pskId);
    }

    @Override
    public @Nullable Secret findResumption(Bytes groupId, long epoch) {
      for (Group group : groups) {
        if (group.groupId().equals(groupId)) {
          return group.resumptionPsk(epoch);
        }
      }
      return null;
    }
  }

  private Circle circle;
  private TestClient alice;
  private TestClient bob;

  @BeforeEach
  void setUp() throws Exception {
    circle = Circle.of(true, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
  }

  private static TestClient withWallet(String name, Wallet wallet) {
    return new TestClient(name, Circle.SUITE, builder -> builder.psks(wallet));
  }

  private static PreSharedKeyID.Resumption onlyMissing(MissingInput missing) {
    assertThat(missing.kind()).isEqualTo(MissingInput.Kind.PRE_SHARED_KEY);
    assertThat(missing.psks()).hasSize(1);
    return (PreSharedKeyID.Resumption) missing.psks().get(0);
  }

  @Test
  void resyncFromAnOldStateWithBothKindsOfPsk() throws Exception {
    long known = bob.group.epoch();
    LeafIndex place = bob.leaf();
    for (TestClient other : circle.others(bob)) {
      assertThat(other.group.members(Bytes.ofUtf8("bob"))).hasSize(1);
    }
    circle.members.remove(bob);
    circle.commit(alice, commit -> commit);
    circle.commit(alice, commit -> commit);
    TestClient again = new TestClient(bob, "bob again");
    PendingJoin join =
        Group.joinExternally(again.config, again.identity, alice.group.groupInfo(true))
            .replacing(bob.group)
            .resumptionPsk(known)
            .externalPsk(TestClient.PSK_ID)
            .build();
    CommitChanges changes = circle.welcome(again, join);
    assertThat(changes.psks()).hasSize(2);
    assertThat(changes.removed()).extracting(Member::index).containsExactly(place);
    assertThat(again.leaf()).isEqualTo(place);
    bob.group.close();
    circle.assertAllTalk();
  }

  @Test
  void aResyncCannotNameAnEpochThatItWasNotIn() throws Exception {
    circle.members.remove(bob);
    circle.commit(alice, commit -> commit);
    TestClient again = new TestClient(bob, "bob again");
    ExternalJoin join =
        Group.joinExternally(again.config, again.identity, alice.group.groupInfo(true))
            .replacing(bob.group)
            .resumptionPsk(2);
    PreSharedKeyID.Resumption missing =
        onlyMissing(catchThrowableOfType(MissingInput.class, join::build));
    assertThat(missing.pskEpoch()).isEqualTo(2);
    assertThat(missing.pskGroupId()).isEqualTo(alice.group.groupId());
  }

  @Test
  void onlyAnOlderSelfInThatGroupIsReplaced() throws Exception {
    TestClient dave = circle.outsider("dave").create("elsewhere");
    ExternalJoin join =
        Group.joinExternally(dave.config, dave.identity, alice.group.groupInfo(true));
    assertThatIllegalArgumentException().isThrownBy(() -> join.replacing(dave.group));
    TestClient carol = circle.member(2);
    circle.members.remove(carol);
    circle.commit(alice, commit -> commit.remove(carol.leaf()));
    ExternalJoin tooLate =
        Group.joinExternally(carol.config, carol.identity, alice.group.groupInfo(true));
    assertThatIllegalArgumentException().isThrownBy(() -> tooLate.replacing(carol.group));
  }

  @Test
  void ofAnotherGroupInAWelcomeAndInCommits() throws Exception {
    Wallet alices = new Wallet();
    Wallet bobs = new Wallet();
    TestClient first = withWallet("alice", alices).create("first");
    TestClient second = withWallet("bob", bobs);
    try (PendingCommit commit = first.group.commit().add(second.published()).build()) {
      first.group.merge(commit);
      second.join(commit.welcome().orElseThrow());
    }
    alices.groups.add(first.group);
    bobs.groups.add(second.group);
    Bytes firstId = first.group.groupId();

    TestClient alice2 = withWallet("alice", alices).create("second");
    TestClient bob2 = withWallet("bob", bobs);
    TestClient stranger = circle.outsider("dave");
    try (PendingCommit commit =
        alice2
            .group
            .commit()
            .add(bob2.published())
            .add(stranger.published())
            .resumptionPsk(firstId, 1)
            .build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      PreSharedKeyID.Resumption missing =
          onlyMissing(catchThrowableOfType(MissingInput.class, () -> stranger.join(welcome)));
      assertThat(missing.pskGroupId()).isEqualTo(firstId);
      bob2.join(welcome);
      alice2.group.merge(commit);
    }
    TestClient.assertAgree(alice2, bob2);

    Bytes proposal = bob2.group.propose().resumptionPsk(firstId, 1);
    alice2.group.receive(proposal);
    try (PendingCommit commit = alice2.group.commit().build()) {
      assertThat(bob2.follow(commit.message()).psks()).hasSize(1);
      alice2.group.merge(commit);
    }
    TestClient.assertAgree(alice2, bob2);
  }

  @Test
  void ofAnotherGroupInAnExternalCommit() throws Exception {
    Wallet davesWallet = new Wallet();
    Wallet erinsWallet = new Wallet();
    TestClient dave = withWallet("dave", davesWallet).create("first");
    TestClient erin = withWallet("erin", erinsWallet);
    try (PendingCommit commit = dave.group.commit().add(erin.published()).build()) {
      dave.group.merge(commit);
      erin.join(commit.welcome().orElseThrow());
    }
    davesWallet.groups.add(dave.group);
    erinsWallet.groups.add(erin.group);
    TestClient daveElsewhere = withWallet("dave", davesWallet).create("second");
    TestClient erinElsewhere = withWallet("erin", erinsWallet);
    ExternalJoin join =
        Group.joinExternally(
                erinElsewhere.config, erinElsewhere.identity, daveElsewhere.group.groupInfo(true))
            .resumptionPsk(dave.group.groupId(), 1);
    try (PendingJoin pending = join.build()) {
      assertThat(daveElsewhere.follow(pending.message()).psks()).hasSize(1);
      erinElsewhere.group = pending.merge();
    }
    TestClient.assertAgree(daveElsewhere, erinElsewhere);
  }

  @Test
  void aGroupLendsWhatItKeeps() throws Exception {
    try (Secret one = alice.group.resumptionPsk(1);
        Secret same = bob.group.resumptionPsk(1)) {
      assertThat(one).isNotNull().isEqualTo(same);
    }
    assertThat(bob.group.resumptionPsk(0)).as("from before bob came").isNull();
    assertThat(bob.group.resumptionPsk(2)).isNull();
  }

  /**
   * Two groups that mix in each other's secrets in two threads: the store of each asks the other
   * group, which is at work.
   */
  @Test
  void aGroupAtWorkTellsItsSecret() throws Exception {
    Group working = alice.group;
    synchronized (working) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            try (Secret told = working.resumptionPsk(1);
                Secret expected = bob.group.resumptionPsk(1)) {
              assertThat(told).isNotNull().isEqualTo(expected);
            }
          });
    }
  }
}
