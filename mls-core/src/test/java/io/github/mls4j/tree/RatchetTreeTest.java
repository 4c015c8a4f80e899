package io.github.mls4j.tree;

import static io.github.mls4j.tree.TestLeaves.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatchetTreeTest {

  private final SecureRandom random = TestLeaves.seeded(4);

  /** The tree of RFC 9420 §4.1.1 with blanks and unmerged leaves, X[B] at 1 and Y at 9. */
  @Test
  void resolutionsOfTheExample() throws Exception {
    RatchetTree tree =
        importTree(
            leaf(),
            parent(new LeafIndex(1)),
            leaf(),
            blank(),
            blank(),
            blank(),
            leaf(),
            blank(),
            leaf(),
            parent(),
            leaf(),
            blank(),
            blank(),
            blank(),
            leaf());
    assertThat(tree.resolution(1)).containsExactly(1, 2);
    assertThat(tree.resolution(4)).isEmpty();
    assertThat(tree.resolution(12)).isEmpty();
    assertThat(tree.resolution(5)).containsExactly(6);
    assertThat(tree.resolution(7)).containsExactly(1, 2, 6, 9, 14);
    assertThat(tree.memberCount()).isEqualTo(6);
    assertThat(tree.nextLeaf()).isEqualTo(new LeafIndex(2));
  }

  /** The tree of RFC 9420 §4.1.2 with five members. */
  @Test
  void filteredDirectPathsOfTheExample() throws Exception {
    RatchetTree tree =
        importTree(
            leaf(), parent(), leaf(), blank(), blank(), blank(), blank(), parent(), leaf(),
            parent(), leaf(), parent(), leaf());
    assertThat(tree.filteredDirectPath(new LeafIndex(0))).containsExactly(1, 7);
    assertThat(tree.filteredDirectPath(new LeafIndex(1))).containsExactly(1, 7);
    assertThat(tree.filteredDirectPath(new LeafIndex(4))).containsExactly(9, 11, 7);
    assertThat(tree.filteredDirectPath(new LeafIndex(5))).containsExactly(9, 11, 7);
    assertThat(tree.filteredDirectPath(new LeafIndex(6))).containsExactly(11, 7);
  }

  /** A parent over blank leaves, as only a forged tree has, is its own resolution all the same. */
  @Test
  void aParentWithoutMembersCounts() throws Exception {
    RatchetTree tree = importTree(leaf(), blank(), blank(), blank(), blank(), parent());
    assertThat(tree.resolution(3)).containsExactly(0, 5);
    assertThat(tree.filteredDirectPath(new LeafIndex(0))).containsExactly(3);
  }

  @Test
  void growsByDoublingAndShrinksByHalves() throws Exception {
    RatchetTree tree = RatchetTree.of(SUITE, TestLeaves.leaf(random));
    for (int width : new int[] {2, 4, 4, 8, 8, 8, 8, 16}) {
      tree = tree.add(TestLeaves.leaf(random)).tree();
      assertThat(tree.width()).isEqualTo(width);
    }
    // From the right, with a gap left on the way.
    tree = tree.remove(new LeafIndex(4));
    for (int last : new int[] {8, 7, 6, 5, 3, 2, 1}) {
      tree = tree.remove(new LeafIndex(last));
      int rightmost = last == 5 ? 3 : last - 1;
      assertThat(tree.width()).isEqualTo(Math.max(1, Integer.highestOneBit(rightmost) * 2));
    }
    assertThat(tree.memberCount()).isEqualTo(1);
  }

  /** Nobody is left when the only member's old leaf goes, until its external commit is merged. */
  @Test
  void mayBeEmptyForAWhile() throws Exception {
    RatchetTree empty = RatchetTree.of(SUITE, TestLeaves.leaf(random)).remove(new LeafIndex(0));
    assertThat(empty.memberCount()).isZero();
    assertThat(empty.width()).isEqualTo(1);
    assertThat(empty.members()).isEmpty();
    assertThat(empty.nextLeaf()).isEqualTo(new LeafIndex(0));
    assertThatIllegalStateException().isThrownBy(empty::features);
    assertThat(empty.add(TestLeaves.leaf(random)).index()).isEqualTo(new LeafIndex(0));
  }

  /** A parent beside blank leaves only, as no honest tree has: dropped together with its key. */
  @Test
  void truncationDropsWhateverIsLeftThere() throws Exception {
    Optional<Node> stray = parent();
    HPKEPublicKey key = ((Node.Parent) stray.orElseThrow()).parentNode().encryptionKey();
    RatchetTree tree = importTree(leaf(), stray, blank(), blank(), leaf());
    assertThat(tree.containsEncryptionKey(key)).isTrue();
    RatchetTree truncated = tree.remove(new LeafIndex(2));
    assertThat(truncated.width()).isEqualTo(1);
    assertThat(truncated.containsEncryptionKey(key)).isFalse();
    assertThat(tree.containsEncryptionKey(key)).isTrue();
  }

  @Test
  void keysAreKnownWhileTheirNodesAre() throws Exception {
    LeafNode first = TestLeaves.leafNode(random);
    LeafNode second = TestLeaves.leafNode(random);
    RatchetTree one = RatchetTree.of(SUITE, TestLeaves.decode(first));
    RatchetTree two = one.add(TestLeaves.decode(second)).tree();
    assertThat(two.containsEncryptionKey(second.encryptionKey())).isTrue();
    assertThat(two.containsSignatureKey(second.signatureKey())).isTrue();
    assertThat(one.containsSignatureKey(second.signatureKey())).isFalse();
    RatchetTree replaced = one.update(new LeafIndex(0), TestLeaves.decode(second));
    assertThat(replaced.containsEncryptionKey(first.encryptionKey())).isFalse();
    assertThat(replaced.containsSignatureKey(first.signatureKey())).isFalse();
  }

  @Test
  void membersAreWalkedOnce() throws Exception {
    RatchetTree tree = importTree(blank(), blank(), leaf(), blank(), blank(), blank(), leaf());
    List<LeafIndex> indices = new ArrayList<>();
    var members = tree.members().iterator();
    members.forEachRemaining(member -> indices.add(member.index()));
    assertThat(indices).containsExactly(new LeafIndex(1), new LeafIndex(3));
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(members::next);
  }

  /** A leaf does not keep the message that it came in alive. */
  @Test
  void leavesAreKeptInBytesOfTheirOwn() throws Exception {
    LeafNode leafNode = TestLeaves.leafNode(random);
    byte[] message = new byte[1 << 20];
    leafNode.signature().copyTo(message, 0);
    LeafNode inMessage =
        new LeafNode(
            leafNode.encryptionKey(),
            leafNode.signatureKey(),
            leafNode.credential(),
            leafNode.capabilities(),
            leafNode.leafNodeSource(),
            leafNode.extensions(),
            Bytes.wrap(message).slice(0, leafNode.signature().size()));
    RatchetTree tree = RatchetTree.of(SUITE, TestLeaves.decode(inMessage));
    LeafNode kept = tree.member(new LeafIndex(0)).leafNode();
    assertThat(kept).isEqualTo(leafNode);
    int[] backing = {0};
    kept.signature().read((array, offset, length) -> backing[0] = array.length);
    assertThat(backing[0]).isEqualTo(leafNode.encode().size());
  }

  @SafeVarargs
  private static RatchetTree importTree(Optional<Node>... nodes) throws RuleViolation {
    List<Optional<Node>> list = new ArrayList<>();
    for (Optional<Node> node : nodes) {
      list.add(node);
    }
    return RatchetTree.importTree(SUITE, new RatchetTreeExtension(list));
  }

  private Optional<Node> leaf() {
    return ReferenceTree.leaf(TestLeaves.leafNode(random));
  }

  private Optional<Node> parent(LeafIndex... unmerged) {
    return ReferenceTree.parent(TestLeaves.encryptionKey(random), Bytes.EMPTY, List.of(unmerged));
  }

  private static Optional<Node> blank() {
    return Optional.empty();
  }
}
