package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.UpdatePath;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a commit costs in a full tree, counted: so many hashes, HPKE operations and new nodes a
 * level, and none that go with the number of members.
 */
class TreeCostTest {

  private final CountingProvider counted = new CountingProvider();
  private final CipherSuite suite =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519, counted);
  private final SecureRandom random = TestLeaves.seeded(11);
  private RatchetTree tree;
  private PrivateKeys receiver;

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 9})
  void aCommitCostsSoMuchALevel(int depth) throws Exception {
    makeFullTree(1 << depth);
    LeafIndex sender = new LeafIndex(1);

    counted.reset();
    NewPath path = newPath(sender);
    Bytes context = path.tree().treeHash();
    UpdatePath sent = path.encrypt(context, Set.of(), random);
    assertThat(counted.calls("seal")).isEqualTo(depth);
    assertThat(counted.calls("sealer")).isEqualTo(1);
    assertThat(counted.calls("deriveKeyPair")).isEqualTo(depth);
    assertThat(counted.calls("generateKeyPair")).isEqualTo(1);
    assertThat(counted.calls("digest")).isEqualTo(2 * depth + 1);

    counted.reset();
    MergedPath merged = tree.mergePath(sender, sent, Set.of());
    Bytes hash = merged.tree().treeHash();
    TreeKem.decryptPath(merged, receiver, hash).close();
    assertThat(counted.calls("open")).isEqualTo(1);
    // The receiver is in the other half, so it learns the root's secret only.
    assertThat(counted.calls("deriveKeyPair")).isEqualTo(1);
    assertThat(counted.calls("digest")).isEqualTo(2 * depth + 1);
    assertThat(newNodes(tree, merged.tree())).isEqualTo(depth + 1);
    assertThat(merged.tree().changesSince(tree)).hasSize(depth + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 9})
  void changesCopyOnePath(int depth) throws Exception {
    makeFullTree(1 << depth);
    RatchetTree removed = tree.remove(new LeafIndex(3));
    assertThat(newNodes(tree, removed)).isEqualTo(depth + 1);
    RatchetTree added = removed.add(leaf(suite.generateKemKeyPair(random))).tree();
    assertThat(newNodes(removed, added)).isEqualTo(depth + 1);
    counted.reset();
    added.treeHash();
    assertThat(counted.calls("digest")).isEqualTo(depth + 1);
    added.treeHash();
    assertThat(counted.calls("digest")).isEqualTo(depth + 1);
  }

  /** Every second leaf commits once, and the last leaf's member sees the last commit. */
  private void makeFullTree(int leaves) throws RuleViolation {
    KemKeyPair last = suite.generateKemKeyPair(random);
    tree = RatchetTree.of(suite, leaf(suite.generateKemKeyPair(random)));
    for (int i = 1; i < leaves; i++) {
      tree = tree.add(leaf(i == leaves - 1 ? last : suite.generateKemKeyPair(random))).tree();
    }
    for (int i = 0; i < leaves - 2; i += 2) {
      tree = newPath(new LeafIndex(i)).tree();
    }
    receiver = PrivateKeys.of(new LeafIndex(leaves - 1), last.privateKey());
    NewPath path = newPath(new LeafIndex(leaves - 2));
    Bytes context = path.tree().treeHash();
    UpdatePath sent = path.encrypt(context, Set.of(), random);
    MergedPath merged = tree.mergePath(new LeafIndex(leaves - 2), sent, Set.of());
    try (DecryptedPath got = TreeKem.decryptPath(merged, receiver, context)) {
      receiver = got.privateKeys().copy();
    }
    tree = merged.tree();
    tree.treeHash();
  }

  private NewPath newPath(LeafIndex sender) throws RuleViolation {
    return TreeKem.newPath(
        tree,
        sender,
        (key, parentHash) ->
            TestLeaves.leafNode(
                key, TestLeaves.signatureKey(random), TestLeaves.commit(parentHash)),
        random);
  }

  private TreeLeaf leaf(KemKeyPair pair) {
    return TestLeaves.decode(
        suite,
        TestLeaves.leafNode(
            pair.publicKey().wire(), TestLeaves.signatureKey(random), TestLeaves.keyPackage()));
  }

  private static int newNodes(RatchetTree before, RatchetTree after) {
    Set<Subtree> old = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(before.root(), old);
    Set<Subtree> all = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(after.root(), all);
    all.removeAll(old);
    return all.size();
  }

  private static void collect(Subtree at, Set<Subtree> nodes) {
    nodes.add(at);
    if (!at.isLeaf() && !at.isEmpty()) {
      collect(at.left(), nodes);
      collect(at.right(), nodes);
    }
  }
}
