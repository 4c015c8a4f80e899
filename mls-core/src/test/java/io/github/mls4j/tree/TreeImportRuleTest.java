package io.github.mls4j.tree;

import static io.github.mls4j.tree.RuleAssert.assertRefused;
import static io.github.mls4j.tree.TestLeaves.SUITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.crypto.Workers;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.TestGroup.Changes;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Trees that a joiner must not take. The tree to start from has eight leaves and no blank node;
 * leaves 2 and 5 are unmerged in all nodes above them.
 */
class TreeImportRuleTest {

  private static final int ROOT = 7;

  private final SecureRandom random = TestLeaves.seeded(7);
  private List<Optional<Node>> nodes;

  @BeforeEach
  void makeTree() throws RuleViolation {
    TestGroup group = TestGroup.full(SUITE, 8);
    // Their own nodes above are set again by others, then both leave and two others come.
    group.commit(new LeafIndex(0), new Changes().removes(List.of(leaf(2), leaf(5))));
    for (long member : new long[] {3, 4, 6}) {
      group.commit(leaf(member), new Changes());
    }
    group.commit(leaf(0), new Changes().adds(2).withoutPath());
    nodes = new ArrayList<>(group.tree.export().ratchetTree());
    assertThat(unmerged(ROOT)).containsExactly(leaf(2), leaf(5));
    assertThat(unmerged(3)).containsExactly(leaf(2));
    assertThat(nodes.get(1)).isPresent();
    importTree();
  }

  @Test
  void ratchetTreeEndsWithNode() throws Exception {
    nodes.add(Optional.empty());
    assertRefused(Rule.RATCHET_TREE_ENDS_WITH_NODE, this::importTree);
    nodes.clear();
    assertRefused(Rule.RATCHET_TREE_ENDS_WITH_NODE, this::importTree);
    nodes.add(Optional.empty());
    assertRefused(Rule.RATCHET_TREE_ENDS_WITH_NODE, this::importTree);
    nodes.set(0, ReferenceTree.leaf(TestLeaves.leafNode(random)));
    importTree();
  }

  @Test
  void ratchetTreeNodesInPlace() {
    Optional<Node> parent = nodes.get(1);
    nodes.set(1, ReferenceTree.leaf(TestLeaves.leafNode(random)));
    assertRefused(Rule.RATCHET_TREE_NODES_IN_PLACE, this::importTree);
    nodes.set(1, Optional.empty());
    nodes.set(2, parent);
    assertRefused(Rule.RATCHET_TREE_NODES_IN_PLACE, this::importTree);
  }

  @Test
  void ratchetTreeWithinLimitOnImport() throws Exception {
    RatchetTreeExtension extension = new RatchetTreeExtension(nodes);
    RatchetTree.importTree(SUITE, extension, 8, Workers.NONE);
    assertRefused(
        Rule.RATCHET_TREE_WITHIN_LIMIT,
        () -> RatchetTree.importTree(SUITE, extension, 4, Workers.NONE));
  }

  /** A tree as wide as can be, with the same subtree in all places since only its size matters. */
  @Test
  void ratchetTreeWithinLimitOnAdd() throws Exception {
    Subtree subtree = new LeafSubtree(0, TestLeaves.leaf(random));
    for (int width = 2; width < RatchetTree.MAX_LEAVES; width *= 2) {
      subtree = ParentSubtree.of(TreeMath.root(width), null, subtree, subtree);
    }
    RatchetTree half = new RatchetTree(SUITE, subtree, NodeKeys.NONE);
    assertThat(half.add(TestLeaves.leaf(random)).tree().width()).isEqualTo(RatchetTree.MAX_LEAVES);
    int top = TreeMath.root(RatchetTree.MAX_LEAVES);
    RatchetTree full =
        new RatchetTree(SUITE, ParentSubtree.of(top, null, subtree, subtree), NodeKeys.NONE);
    assertRefused(Rule.RATCHET_TREE_WITHIN_LIMIT, () -> full.add(TestLeaves.leaf(random)));
  }

  @Test
  void leafKeysFitSuite() {
    changeLeaf(4, leaf -> withEncryptionKey(leaf, new HPKEPublicKey(Bytes.fromHex("01"))));
    assertRefused(Rule.LEAF_KEYS_FIT_SUITE, this::importTree);
    changeLeaf(4, leaf -> withEncryptionKey(leaf, TestLeaves.encryptionKey(random)));
    changeLeaf(4, leaf -> withSignatureKey(leaf, new SignaturePublicKey(Bytes.EMPTY)));
    assertRefused(Rule.LEAF_KEYS_FIT_SUITE, this::importTree);
  }

  /** A key in a tampered store that is no point is taken, but no signature is. */
  @Test
  void leafKeysOfAStoredTree() throws Exception {
    SignaturePublicKey noPoint = new SignaturePublicKey(Bytes.fromHex("02" + "00".repeat(31)));
    changeLeaf(4, leaf -> withSignatureKey(leaf, noPoint));
    assertRefused(Rule.LEAF_KEYS_FIT_SUITE, this::importTree);
    VerifyingKey key = restoreTree().member(leaf(2)).signatureKey();
    Bytes zeros = Bytes.wrap(new byte[64]);
    assertThat(SUITE.verifyWithLabel(key, "label", Bytes.EMPTY, zeros)).isFalse();
    changeLeaf(4, leaf -> withSignatureKey(leaf, new SignaturePublicKey(Bytes.EMPTY)));
    assertRefused(Rule.LEAF_KEYS_FIT_SUITE, this::restoreTree);
  }

  @Test
  void parentKeyFitsSuite() {
    changeKey(1, new HPKEPublicKey(Bytes.wrap(new byte[31])));
    assertRefused(Rule.PARENT_KEY_FITS_SUITE, this::importTree);
  }

  @Test
  void unmergedLeavesSorted() {
    setUnmerged(ROOT, 5, 2);
    assertRefused(Rule.UNMERGED_LEAVES_SORTED, this::importTree);
    setUnmerged(ROOT, 2, 2, 5);
    assertRefused(Rule.UNMERGED_LEAVES_SORTED, this::importTree);
  }

  @Test
  void unmergedLeavesBelowNode() {
    setUnmerged(3, 2, 5);
    assertRefused(Rule.UNMERGED_LEAVES_BELOW_NODE, this::importTree);
    setUnmerged(3, 2, 0xffff_ffffL);
    assertRefused(Rule.UNMERGED_LEAVES_BELOW_NODE, this::importTree);
    setUnmerged(3, 2, 0x8000_0002L);
    assertRefused(Rule.UNMERGED_LEAVES_BELOW_NODE, this::importTree);
    setUnmerged(3, 2);
    setUnmerged(ROOT, 2, 5, 8);
    assertRefused(Rule.UNMERGED_LEAVES_BELOW_NODE, this::importTree);
  }

  @Test
  void unmergedLeavesNotBlank() {
    nodes.set(4, Optional.empty());
    assertRefused(Rule.UNMERGED_LEAVES_NOT_BLANK, this::importTree);
  }

  @Test
  void unmergedLeavesUnmergedBelow() throws Exception {
    setUnmerged(3);
    assertRefused(Rule.UNMERGED_LEAVES_UNMERGED_BELOW, this::importTree);
    // A blank node between is none that would have to list it; the other way round is in order.
    nodes.set(3, Optional.empty());
    importTree();
    setUnmerged(ROOT, 5);
    importTree();
  }

  @Test
  void leafEncryptionKeysUnique() {
    changeLeaf(4, leaf -> withEncryptionKey(leaf, leafNode(6).encryptionKey()));
    assertRefused(Rule.LEAF_ENCRYPTION_KEYS_UNIQUE, this::importTree);
  }

  @Test
  void leafSignatureKeysUnique() {
    changeLeaf(4, leaf -> withSignatureKey(leaf, leafNode(14).signatureKey()));
    assertRefused(Rule.LEAF_SIGNATURE_KEYS_UNIQUE, this::importTree);
  }

  @Test
  void parentEncryptionKeysUnique() throws Exception {
    changeKey(3, parentNode(11).encryptionKey());
    assertRefused(Rule.PARENT_ENCRYPTION_KEYS_UNIQUE, this::importTree);
    changeKey(3, leafNode(14).encryptionKey());
    assertRefused(Rule.PARENT_ENCRYPTION_KEYS_UNIQUE, this::importTree);
    changeKey(3, TestLeaves.encryptionKey(random));
    importTree();
  }

  /** What one change after another leads to counts, not what lies between (§7.3). */
  @Test
  void keysMayChangeHandsInOneCommit() throws Exception {
    RatchetTree tree = importTree();
    LeafNode two = leafNode(4);
    LeafNode three = leafNode(6);
    RatchetTree between = tree.update(leaf(2), TestLeaves.decode(three));
    assertRefused(Rule.LEAF_ENCRYPTION_KEYS_UNIQUE, between::verifyUniqueKeys);
    between.update(leaf(3), TestLeaves.decode(two)).verifyUniqueKeys();
    between.remove(leaf(3)).verifyUniqueKeys();
  }

  /** As many blank nodes as there may be cost no memory, and no depth of the stack. */
  @Test
  void leavesFarApart() throws Exception {
    nodes = new ArrayList<>(Collections.nCopies((1 << 17) - 2, Optional.empty()));
    nodes.add(ReferenceTree.leaf(TestLeaves.leafNode(random)));
    RatchetTree tree = importTree();
    assertThat(tree.width()).isEqualTo(1 << 16);
    assertThat(tree.nextLeaf()).isEqualTo(leaf(0));
    assertThat(tree.remove(leaf((1 << 16) - 1)).width()).isEqualTo(1);
    assertThat(tree.export().ratchetTree()).isEqualTo(nodes);
  }

  private RatchetTree importTree() throws RuleViolation {
    return RatchetTree.importTree(SUITE, new RatchetTreeExtension(nodes));
  }

  private RatchetTree restoreTree() throws RuleViolation {
    return RatchetTree.restore(SUITE, new RatchetTreeExtension(nodes), Workers.NONE);
  }

  private static LeafIndex leaf(long index) {
    return new LeafIndex(index);
  }

  private LeafNode leafNode(int node) {
    return ((Node.Leaf) nodes.get(node).orElseThrow()).leafNode();
  }

  private ParentNode parentNode(int node) {
    return ((Node.Parent) nodes.get(node).orElseThrow()).parentNode();
  }

  private List<LeafIndex> unmerged(int node) {
    return parentNode(node).unmergedLeaves();
  }

  private void setUnmerged(int node, long... leaves) {
    ParentNode p = parentNode(node);
    nodes.set(
        node,
        ReferenceTree.parent(
            p.encryptionKey(),
            p.parentHash(),
            LongStream.of(leaves).mapToObj(LeafIndex::new).toList()));
  }

  private void changeKey(int node, HPKEPublicKey key) {
    ParentNode p = parentNode(node);
    nodes.set(node, ReferenceTree.parent(key, p.parentHash(), p.unmergedLeaves()));
  }

  private void changeLeaf(int node, UnaryOperator<LeafNode> change) {
    nodes.set(node, ReferenceTree.leaf(change.apply(leafNode(node))));
  }

  private static LeafNode withEncryptionKey(LeafNode leaf, HPKEPublicKey key) {
    return TestLeaves.leafNode(key, leaf.signatureKey(), leaf.leafNodeSource());
  }

  private static LeafNode withSignatureKey(LeafNode leaf, SignaturePublicKey key) {
    return TestLeaves.leafNode(leaf.encryptionKey(), key, leaf.leafNodeSource());
  }
}
