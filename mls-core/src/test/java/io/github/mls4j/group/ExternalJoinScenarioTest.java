package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.LeafIndex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joining by an external commit. */
class ExternalJoinScenarioTest {

  private Circle circle;
  private TestClient alice;

  @BeforeEach
  void setUp() throws Exception {
    circle = Circle.of(true, "alice", "bob", "carol");
    alice = circle.member(0);
  }

  private ExternalJoin start(TestClient joiner) throws Exception {
    return Group.joinExternally(joiner.config, joiner.identity, alice.group.groupInfo(true));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void newMember(boolean treeInside) throws Exception {
    TestClient dave = circle.outsider("dave");
    Bytes groupInfo = alice.group.groupInfo(treeInside);
    ExternalJoin join =
        treeInside
            ? Group.joinExternally(dave.config, dave.identity, groupInfo)
            : Group.joinExternally(
                dave.config, dave.identity, groupInfo, alice.group.ratchetTree());
    assertThat(join.members()).isEqualTo(alice.group.members());
    CommitChanges changes =
        circle.welcome(dave, join.authenticatedData(Bytes.ofUtf8("let me in")).build());
    assertThat(changes.external()).isTrue();
    assertThat(changes.committer()).isEqualTo(dave.group.self());
    assertThat(changes.added()).isEmpty();
    assertThat(changes.removed()).isEmpty();
    circle.assertAllTalk();
    for (TestClient member : circle.members) {
      circle.commit(member, commit -> commit);
    }
  }

  @Test
  void intoTheFirstEpoch() throws Exception {
    Circle young = Circle.of("alice");
    TestClient bob = young.outsider("bob");
    PendingJoin join =
        Group.joinExternally(bob.config, bob.identity, young.member(0).group.groupInfo(true))
            .build();
    young.welcome(bob, join);
    assertThat(bob.group.epoch()).isEqualTo(1);
    young.assertAllTalk();
  }

  @Test
  void theTreeMayBeMissing() throws Exception {
    TestClient dave = circle.outsider("dave");
    Bytes groupInfo = alice.group.groupInfo(false);
    MissingInput missing =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            MissingInput.class, () -> Group.joinExternally(dave.config, dave.identity, groupInfo));
    assertThat(missing.kind()).isEqualTo(MissingInput.Kind.RATCHET_TREE);
  }

  @Test
  void resync() throws Exception {
    TestClient bob = circle.member(1);
    LeafIndex older = bob.leaf();
    TestClient again = new TestClient(bob, "bob again");
    CommitChanges changes = circle.welcome(again, start(again).replacing(older).build());
    assertThat(changes.removed()).extracting(Member::index).containsExactly(older);
    assertThat(changes.committer().index()).isEqualTo(older);
    assertThat(bob.group.isActive()).isFalse();
    assertThat(circle.members).hasSize(3).doesNotContain(bob);
    circle.assertAllTalk();
  }

  @Test
  void withPsk() throws Exception {
    TestClient dave = circle.outsider("dave");
    CommitChanges changes =
        circle.welcome(dave, start(dave).externalPsk(TestClient.PSK_ID).build());
    assertThat(changes.psks()).hasSize(1);
    circle.assertAllTalk();
  }

  @Test
  void resyncWithPsk() throws Exception {
    TestClient carol = circle.member(2);
    TestClient again = new TestClient(carol, "carol again");
    CommitChanges changes =
        circle.welcome(
            again, start(again).externalPsk(TestClient.PSK_ID).replacing(carol.leaf()).build());
    assertThat(changes.psks()).hasSize(1);
    assertThat(changes.removed()).hasSize(1);
    circle.assertAllTalk();
  }

  @Test
  void theCreatorAloneIsReplaced() throws Exception {
    Circle lonely = Circle.of("alice");
    TestClient first = lonely.member(0);
    TestClient again = new TestClient(first, "alice again");
    PendingJoin join =
        Group.joinExternally(again.config, again.identity, first.group.groupInfo(true))
            .replacing(first.leaf())
            .build();
    assertThat(first.follow(join.message()).removesSelf()).isTrue();
    again.group = join.merge();
    assertThat(again.group.members()).hasSize(1);
    assertThat(again.group.epoch()).isEqualTo(1);
  }

  @Test
  void aGroupInfoIsGoodForOneJoin() throws Exception {
    TestClient dave = circle.outsider("dave");
    TestClient erin = circle.outsider("erin");
    PendingJoin first = start(dave).build();
    PendingJoin second = start(erin).build();
    circle.welcome(dave, first);
    Refusals.assertRefused(Rule.COMMIT_EPOCH_CURRENT, alice, second.message());
    second.close();
    circle.welcome(erin, start(erin).build());
    circle.assertAllTalk();
  }

  @Test
  void manyInARow() throws Exception {
    for (int i = 0; i < 6; i++) {
      TestClient joiner = circle.outsider("joiner " + i);
      circle.welcome(joiner, start(joiner).build());
      joiner.restart();
    }
    circle.commit(alice, commit -> commit.remove(new LeafIndex(1)).remove(new LeafIndex(4)));
    TestClient last = circle.outsider("last");
    circle.welcome(last, start(last).build());
    assertThat(last.leaf()).isEqualTo(new LeafIndex(1));
    circle.assertAllTalk();
  }

  @Test
  void proposalsThatWaitAreGoneWithTheEpoch() throws Exception {
    circle.propose(alice, Proposer::update);
    TestClient dave = circle.outsider("dave");
    circle.welcome(dave, start(dave).build());
    assertThat(alice.group.pendingProposals()).isEmpty();
    circle.assertAllTalk();
  }
}
