package io.github.mls4j.tree;

import static io.github.mls4j.tree.RuleAssert.assertRefused;
import static io.github.mls4j.tree.TestLeaves.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.TestGroup.Changes;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentHashInput;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RFC 9420 §7.9.2: parent nodes that no member can have set, or not in this tree. */
class ParentHashRuleTest {

  private final TestGroup group = new TestGroup(SUITE, 9);
  private ReferenceTree nodes;

  /**
   * The tree of Figure 20: W[F], Y[F], T and U set; blank nodes between U and its leaf's sibling.
   */
  private void makeTreeWithUnmergedLeaves() throws RuleViolation {
    group.commit(leaf(0), new Changes().adds(6));
    group.commit(leaf(0), new Changes().removes(List.of(leaf(5))));
    group.commit(leaf(4), new Changes());
    group.commit(leaf(0), new Changes().adds(1).withoutPath());
    nodes = new ReferenceTree(SUITE, group.tree.export());
    assertThat(parent(7).unmergedLeaves()).containsExactly(leaf(5));
    assertThat(parent(11).unmergedLeaves()).containsExactly(leaf(5));
    assertThat(nodes.nodes.get(5)).isEmpty();
    verify();
  }

  @Test
  void figure20IsValid() throws Exception {
    makeTreeWithUnmergedLeaves();
    assertThat(nodes.parentHashesAreValid()).isTrue();
  }

  @Test
  void insertedParentIsRefused() throws Exception {
    makeTreeWithUnmergedLeaves();
    for (int node : new int[] {5, 9, 13}) {
      List<LeafIndex> unmerged = node == 9 ? List.of(leaf(5)) : List.of();
      nodes.nodes.set(node, ReferenceTree.parent(key(), Bytes.EMPTY, unmerged));
      refused();
      nodes.nodes.set(node, Optional.empty());
      verify();
    }
  }

  @Test
  void eachFieldIsCovered() throws Exception {
    makeTreeWithUnmergedLeaves();
    for (int node : new int[] {1, 3, 7, 11}) {
      ParentNode p = parent(node);
      Bytes hash = p.parentHash();
      set(node, key(), hash, p.unmergedLeaves());
      refused();
      set(
          node,
          p.encryptionKey(),
          hash.isEmpty() ? group.tree.treeHash() : Bytes.EMPTY,
          p.unmergedLeaves());
      refused();
      set(node, p.encryptionKey(), hash, p.unmergedLeaves());
      verify();
    }
  }

  @Test
  void leafWithoutParentHashIsNoLink() throws Exception {
    makeTreeWithUnmergedLeaves();
    for (LeafNodeSource source :
        List.of(
            TestLeaves.keyPackage(), new LeafNodeSource.Update(), TestLeaves.commit(Bytes.EMPTY))) {
      setSource(4, source);
      refused();
    }
  }

  /** A sibling that changed after the parent was set, without being unmerged in it. */
  @Test
  void siblingHashIsTheOriginalOne() throws Exception {
    makeTreeWithUnmergedLeaves();
    // G, which is below the same nodes as F, is said to have come later too.
    ParentNode w = parent(7);
    set(7, w.encryptionKey(), w.parentHash(), List.of(leaf(5), leaf(6)));
    ParentNode y = parent(11);
    set(11, y.encryptionKey(), y.parentHash(), List.of(leaf(5), leaf(6)));
    refused();
    set(7, w.encryptionKey(), w.parentHash(), List.of(leaf(5)));
    set(11, y.encryptionKey(), y.parentHash(), List.of(leaf(5)));
    verify();
    // Not in the list although it was blank then.
    nodes.nodes.set(2 * 7, ReferenceTree.leaf(TestLeaves.leafNode(group.random)));
    refused();
  }

  /** A parent that nobody has set, below a root whose own link, to its other child, is in order. */
  @Test
  void eachHalfOfTheTreeIsLookedAt() throws Exception {
    for (int half : new int[] {0, 1}) {
      for (boolean inserted : new boolean[] {false, true}) {
        nodes = new ReferenceTree(SUITE, TestLeaves.leafNode(group.random));
        for (int i = 0; i < 3; i++) {
          nodes.add(TestLeaves.leafNode(group.random));
        }
        if (inserted) {
          set(1 + 4 * half, key(), Bytes.EMPTY, List.of());
        }
        int committer = half == 0 ? 2 : 0;
        Bytes parentHash = nodes.setPath(committer, List.of(key(), key()));
        setSource(committer, TestLeaves.commit(parentHash));
        if (inserted) {
          refused();
        } else {
          verify();
        }
      }
    }
  }

  /**
   * All hashes in order, but a leaf beside the chain is in the resolution without being unmerged:
   * it was not sent the secret, which is what the third condition is for.
   */
  @Test
  void restOfTheResolutionIsUnmerged() throws Exception {
    nodes = new ReferenceTree(SUITE, TestLeaves.leafNode(group.random));
    for (int i = 0; i < 3; i++) {
      nodes.add(TestLeaves.leafNode(group.random));
    }
    // Leaf 0 alone below a root that it says it has set; node 1 and so leaf 1 are left out.
    linkLeafToRoot(List.of());
    refused();
    // The same with leaf 1 as one that came later.
    linkLeafToRoot(List.of(leaf(1)));
    verify();
    // Nor may more leaves be listed than are in the resolution beside the chain.
    nodes.setPath(2, List.of(key(), key()));
    refused();
  }

  /** Sets the root of a tree of four, with leaf 0 linked to it past the blank node between. */
  private void linkLeafToRoot(List<LeafIndex> unmerged) {
    HPKEPublicKey key = key();
    set(3, key, Bytes.EMPTY, unmerged);
    Bytes siblingHash = nodes.treeHash(4, 7, Set.copyOf(unmerged));
    Bytes hash = SUITE.hash(new ParentHashInput(key, Bytes.EMPTY, siblingHash).encode());
    setSource(0, TestLeaves.commit(hash));
  }

  /** A parent with nothing at all below it, as only a forged tree has. */
  @Test
  void parentOverBlankLeavesIsRefused() throws Exception {
    nodes = new ReferenceTree(SUITE, TestLeaves.leafNode(group.random));
    for (int i = 0; i < 4; i++) {
      nodes.add(TestLeaves.leafNode(group.random));
    }
    verify();
    set(13, key(), Bytes.EMPTY, List.of());
    refused();
    assertThat(importTree().nextLeaf()).isEqualTo(leaf(5));
  }

  private void verify() throws RuleViolation {
    importTree().verifyParentHashes();
    assertThat(nodes.parentHashesAreValid()).isTrue();
  }

  private void refused() throws RuleViolation {
    RatchetTree tree = importTree();
    assertThat(nodes.parentHashesAreValid()).isFalse();
    assertRefused(Rule.PARENT_HASHES_VALID, tree::verifyParentHashes);
  }

  private RatchetTree importTree() throws RuleViolation {
    return RatchetTree.importTree(SUITE, new RatchetTreeExtension(nodes.export().ratchetTree()));
  }

  private HPKEPublicKey key() {
    return TestLeaves.encryptionKey(group.random);
  }

  private static LeafIndex leaf(long index) {
    return new LeafIndex(index);
  }

  private ParentNode parent(int node) {
    return ((Node.Parent) nodes.nodes.get(node).orElseThrow()).parentNode();
  }

  private void set(int node, HPKEPublicKey key, Bytes parentHash, List<LeafIndex> unmerged) {
    nodes.nodes.set(node, ReferenceTree.parent(key, parentHash, unmerged));
  }

  private void setSource(int leaf, LeafNodeSource source) {
    LeafNode old = ((Node.Leaf) nodes.nodes.get(2 * leaf).orElseThrow()).leafNode();
    nodes.nodes.set(
        2 * leaf,
        ReferenceTree.leaf(TestLeaves.leafNode(old.encryptionKey(), old.signatureKey(), source)));
  }
}
