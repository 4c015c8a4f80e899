package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeMathTest {

  private static final int LARGEST = 1 << 30;

  /** Goes down from the root by halving index ranges, which is what the array order means. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 32})
  void agreesWithHalvingTheArray(int leaves) {
    assertThat(TreeMath.nodeWidth(leaves)).isEqualTo(2 * leaves - 1);
    assertThat(TreeMath.root(leaves)).isEqualTo((2 * leaves - 1) / 2);
    check(0, 2 * leaves - 1, new ArrayList<>(), leaves);
  }

  private static void check(int from, int to, List<Integer> above, int leaves) {
    int node = (from + to) / 2;
    List<Integer> path = new ArrayList<>(above);
    Collections.reverse(path);
    assertThat(TreeMath.directPath(node, leaves))
        .containsExactly(path.stream().mapToInt(i -> i).toArray());
    assertThat(TreeMath.firstLeaf(node)).isEqualTo(from / 2);
    assertThat(TreeMath.lastLeaf(node)).isEqualTo((to - 1) / 2);
    assertThat(1 << TreeMath.level(node)).isEqualTo((to - from + 1) / 2);
    for (int leaf = 0; leaf < leaves; leaf++) {
      assertThat(TreeMath.isBelow(leaf, node)).isEqualTo(2 * leaf >= from && 2 * leaf < to);
    }
    if (to - from > 1) {
      int left = (from + node) / 2;
      int right = (node + 1 + to) / 2;
      assertThat(TreeMath.isLeaf(node)).isFalse();
      assertThat(TreeMath.left(node)).isEqualTo(left);
      assertThat(TreeMath.right(node)).isEqualTo(right);
      assertThat(TreeMath.parent(left, leaves)).isEqualTo(node);
      assertThat(TreeMath.parent(right, leaves)).isEqualTo(node);
      assertThat(TreeMath.sibling(left, leaves)).isEqualTo(right);
      assertThat(TreeMath.sibling(right, leaves)).isEqualTo(left);
      List<Integer> deeper = new ArrayList<>(above);
      deeper.add(node);
      check(from, node, deeper, leaves);
      check(node + 1, to, deeper, leaves);
    } else {
      assertThat(TreeMath.isLeaf(node)).isTrue();
      assertThat(TreeMath.leafToNode(TreeMath.nodeToLeaf(node))).isEqualTo(node);
      checkAncestors(TreeMath.nodeToLeaf(node), path, leaves);
    }
  }

  private static void checkAncestors(int leaf, List<Integer> path, int leaves) {
    assertThat(TreeMath.ancestor(leaf, 0)).isEqualTo(2 * leaf);
    for (int level = 1; level <= path.size(); level++) {
      assertThat(TreeMath.ancestor(leaf, level)).isEqualTo(path.get(level - 1));
    }
    for (int other = 0; other < leaves; other++) {
      int o = other;
      int expected =
          path.stream().filter(node -> TreeMath.isBelow(o, node)).findFirst().orElse(2 * leaf);
      assertThat(TreeMath.commonAncestor(leaf, other))
          .isEqualTo(other == leaf ? 2 * leaf : expected);
    }
  }

  /** The table of RFC 9420 §4.1.2, nodes by their array index. */
  @Test
  void pathsOfTheFiveMemberExample() {
    assertThat(TreeMath.directPath(0, 8)).containsExactly(1, 3, 7);
    assertThat(TreeMath.copath(0, 8)).containsExactly(2, 5, 11);
    assertThat(TreeMath.copath(12, 8)).containsExactly(14, 9, 3);
    assertThat(TreeMath.copath(7, 8)).isEmpty();
  }

  @Test
  void reachesItsLastIndex() {
    assertThat(TreeMath.nodeWidth(LARGEST)).isEqualTo(Integer.MAX_VALUE);
    int last = TreeMath.leafToNode(LARGEST - 1);
    assertThat(last).isEqualTo(Integer.MAX_VALUE - 1);
    assertThat(TreeMath.directPath(last, LARGEST)).hasSize(30).endsWith(LARGEST - 1);
    assertThat(TreeMath.commonAncestor(0, LARGEST - 1)).isEqualTo(LARGEST - 1);
    assertThat(TreeMath.firstLeaf(LARGEST - 1)).isZero();
    assertThat(TreeMath.lastLeaf(LARGEST - 1)).isEqualTo(LARGEST - 1);
  }

  @Test
  void findsTheSmallestTreeThatHoldsANode() {
    for (int node = 0; node < 100; node++) {
      int leaves = 1;
      while (2 * leaves - 1 <= node) {
        leaves *= 2;
      }
      assertThat(TreeMath.leavesToHold(node)).as("node %d", node).isEqualTo(leaves);
    }
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.left(4));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.right(0));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.parent(3, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.parent(7, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.sibling(1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.nodeToLeaf(1));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.leafToNode(LARGEST));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.level(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.level(Integer.MAX_VALUE));
    for (int leaves : new int[] {-1, 0, 3, 6, Integer.MIN_VALUE}) {
      assertThatIllegalArgumentException().isThrownBy(() -> TreeMath.root(leaves));
    }
  }
}
