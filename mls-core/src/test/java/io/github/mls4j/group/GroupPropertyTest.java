package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeMath;
import io.github.mls4j.wire.LeafIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Members come, go, update and commit at random: after each step all agree. Half of them have a
 * store, from which they start again now and then; it has exactly what they had in memory. {@code
 * -Dmls.seed=} takes another course.
 */
class GroupPropertyTest {

  private static final int STEPS = 200;
  private static final int START = 16;
  private static final int MOST = 44;

  private final long seed = Long.getLong("mls.seed", 20_230_719);
  private final Random random = new Random(seed);
  private Circle circle;
  private int names = START;
  private boolean growing = true;

  @Test
  void allAgreeAfterEachStep() throws Exception {
    System.out.println("GroupPropertyTest: seed " + seed);
    String[] first = new String[START];
    for (int i = 0; i < START; i++) {
      first[i] = "member " + i;
    }
    circle =
        Circle.of(
            settings ->
                settings
                    .psks(TestClient::sharedPsk)
                    .encryptHandshake(random.nextBoolean())
                    .store(random.nextBoolean() ? new TestStore() : null),
            first);
    int largest = START;
    for (int step = 0; step < STEPS; step++) {
      try {
        step();
        talk();
        if (step % 20 == 0) {
          for (TestClient member : circle.members) {
            checkKeys(member);
          }
        }
      } catch (Exception | AssertionError e) {
        throw new AssertionError("step " + step + " of seed " + seed, e);
      }
      largest = Math.max(largest, circle.members.size());
    }
    assertThat(largest).isGreaterThanOrEqualTo(40);
  }

  private void step() throws Exception {
    int size = circle.members.size();
    growing = growing ? size < MOST : size < START;
    TestClient committer = any();
    restartSome();
    int kind = random.nextInt(10);
    if (kind == 0) {
      joinExternally(committer);
    } else if (kind == 1) {
      resync(committer);
    } else {
      churn(committer, kind);
    }
    checkKeys(any());
    checkKeys(circle.members.get(circle.members.size() - 1));
    restartSome();
  }

  /** A commit with all sorts of proposals, some of them by reference. */
  private void churn(TestClient committer, int kind) throws Exception {
    List<TestClient> others = new ArrayList<>(circle.others(committer));
    Collections.shuffle(others, random);
    int removals = Math.min(random.nextInt(growing ? 2 : 4), others.size() / 2);
    List<LeafIndex> removed = others.subList(0, removals).stream().map(TestClient::leaf).toList();
    int updates = random.nextInt(3);
    for (int i = removals; i < Math.min(removals + updates, others.size()); i++) {
      circle.propose(others.get(i), Proposer::update);
    }
    List<TestClient> joiners = new ArrayList<>();
    for (int i = random.nextInt(growing ? 4 : 2); i > 0; i--) {
      joiners.add(newcomer());
    }
    boolean byReference = random.nextBoolean();
    if (byReference) {
      for (TestClient joiner : joiners) {
        circle.propose(any(), proposer -> proposer.add(joiner.published()));
      }
      for (LeafIndex leaf : removed) {
        circle.propose(any(), proposer -> proposer.remove(leaf));
      }
    }
    circle.commit(
        committer,
        commit -> {
          if (!byReference) {
            for (TestClient joiner : joiners) {
              commit.add(joiner.published());
            }
            removed.forEach(commit::remove);
          }
          if (kind == 2) {
            commit.externalPsk(TestClient.PSK_ID);
          }
          return kind % 3 == 0 ? commit.withoutPath() : commit;
        },
        joiners.toArray(TestClient[]::new));
  }

  private void joinExternally(TestClient member) throws Exception {
    TestClient joiner = newcomer();
    circle.welcome(
        joiner,
        Group.joinExternally(joiner.config, joiner.identity, member.group.groupInfo(true)).build());
  }

  private void resync(TestClient member) throws Exception {
    TestClient lost = any();
    TestClient again = new TestClient(lost, lost.name + "'");
    circle.welcome(
        again,
        Group.joinExternally(again.config, again.identity, member.group.groupInfo(true))
            .replacing(lost.leaf())
            .build());
  }

  /** Somebody says two things; a few hear them in the wrong order. */
  private void talk() throws Exception {
    TestClient sender = any();
    Bytes first = sender.say("first");
    Bytes second = sender.say("second");
    for (int i = 0; i < 3; i++) {
      TestClient receiver = any();
      if (receiver != sender && circle.members.contains(receiver)) {
        boolean heardBefore = !heard(receiver, second, "second");
        assertThat(heardBefore || heard(receiver, first, "first")).isTrue();
      }
    }
  }

  /** Whether it is heard for the first time. */
  private static boolean heard(TestClient receiver, Bytes message, String text) throws Exception {
    try {
      assertThat(receiver.read(message)).isEqualTo(text);
      return true;
    } catch (io.github.mls4j.rules.RuleViolation e) {
      assertThat(e.rule()).isEqualTo(io.github.mls4j.rules.Rule.GENERATION_NOT_USED_TWICE);
      return false;
    }
  }

  private void restartSome() throws Exception {
    for (int i = random.nextInt(4); i > 0; i--) {
      any().restart();
    }
  }

  /** The member's private keys are those of its path: none is wrong, none is missing. */
  private static void checkKeys(TestClient member) throws Exception {
    try (Secret saved = member.group.save();
        GroupState state = GroupStateCodec.read(member.config, member.identity, saved)) {
      RatchetTree tree = state.current().tree();
      PrivateKeys keys = state.current().keys();
      int leaf = (int) keys.leaf().value();
      List<Integer> expected = new ArrayList<>();
      for (int level = 0; level <= TreeMath.level(TreeMath.root(tree.width())); level++) {
        int node = TreeMath.ancestor(leaf, level);
        if (tree.node(node).isPresent() && !isUnmerged(tree, node, keys.leaf())) {
          expected.add(node);
        }
      }
      assertThat(keys.matches(tree)).isTrue();
      assertThat(keys.nodes()).isEqualTo(expected);
    }
  }

  private static boolean isUnmerged(RatchetTree tree, int node, LeafIndex leaf) {
    return tree.node(node).orElseThrow() instanceof io.github.mls4j.wire.Node.Parent parent
        && parent.parentNode().unmergedLeaves().contains(leaf);
  }

  private TestClient newcomer() {
    return circle.outsider("member " + names++);
  }

  private TestClient any() {
    return circle.members.get(random.nextInt(circle.members.size()));
  }
}
