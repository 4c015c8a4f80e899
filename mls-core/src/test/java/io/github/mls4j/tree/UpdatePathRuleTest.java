package io.github.mls4j.tree;

import static io.github.mls4j.tree.RuleAssert.assertRefused;
import static io.github.mls4j.tree.TestLeaves.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.UpdatePathNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Paths of commits that a member must not follow. Leaf 1 commits in a full tree of four to which
 * leaf 4 has just been added: so the path is nodes 1, 3 and 7, and nothing is encrypted for node 7.
 */
class UpdatePathRuleTest {

  private static final LeafIndex SENDER = new LeafIndex(1);
  private static final LeafIndex RECEIVER = new LeafIndex(3);
  private static final Set<LeafIndex> JOINERS = Set.of(new LeafIndex(4));

  private TestGroup group;
  private KemKeyPair joinerKeys;
  private RatchetTree tree;
  private NewPath path;
  private Bytes context;
  private UpdatePath sent;

  @BeforeEach
  void commit() throws RuleViolation {
    group = TestGroup.full(SUITE, 4);
    joinerKeys = SUITE.generateKemKeyPair(group.random);
    LeafNode joiner =
        TestLeaves.leafNode(
            joinerKeys.publicKey().wire(),
            TestLeaves.signatureKey(group.random),
            TestLeaves.keyPackage());
    group.tree = group.tree.add(TestLeaves.decode(joiner)).tree();
    tree = group.tree;
    path = group.newPath(SENDER);
    context = TestGroup.context(path.tree());
    sent = path.encrypt(context, JOINERS, group.random);
    assertThat(sent.nodes().stream().map(node -> node.encryptedPathSecret().size()))
        .containsExactly(1, 1, 0);
    receive(sent);
  }

  @AfterEach
  void close() {
    path.close();
  }

  @Test
  void updatePathCoversFilteredDirectPath() {
    Rule rule = Rule.UPDATE_PATH_COVERS_FILTERED_DIRECT_PATH;
    List<UpdatePathNode> nodes = sent.nodes();
    assertRefused(rule, () -> merge(with(nodes.subList(0, 2))));
    assertRefused(rule, () -> merge(with(List.of())));
    List<UpdatePathNode> more = new ArrayList<>(nodes);
    more.add(new UpdatePathNode(TestLeaves.encryptionKey(group.random), List.of()));
    assertRefused(rule, () -> merge(with(more)));
  }

  @Test
  void updatePathCiphertextsMatchResolution() {
    Rule rule = Rule.UPDATE_PATH_CIPHERTEXTS_MATCH_RESOLUTION;
    HPKECiphertext extra = sent.nodes().get(0).encryptedPathSecret().get(0);
    for (int i = 0; i < 3; i++) {
      List<HPKECiphertext> more = new ArrayList<>(sent.nodes().get(i).encryptedPathSecret());
      more.add(extra);
      int step = i;
      assertRefused(rule, () -> merge(withCiphertexts(step, more)));
    }
    assertRefused(rule, () -> merge(withCiphertexts(0, List.of())));
    assertRefused(rule, () -> merge(withCiphertexts(1, List.of())));
    // One for each joiner, as if it were an old member.
    assertRefused(rule, () -> merge(path.encrypt(context, Set.of(), group.random)));
  }

  @Test
  void commitLeafSource() {
    for (LeafNodeSource source : List.of(TestLeaves.keyPackage(), new LeafNodeSource.Update())) {
      assertRefused(Rule.COMMIT_LEAF_SOURCE, () -> merge(withLeaf(withSource(source))));
    }
  }

  @Test
  void updatePathParentHashMatches() {
    Rule rule = Rule.UPDATE_PATH_PARENT_HASH_MATCHES;
    Bytes hash = ((LeafNodeSource.Commit) sent.leafNode().leafNodeSource()).parentHash();
    byte[] flipped = hash.toByteArray();
    flipped[5] ^= 4;
    for (Bytes wrong :
        List.of(Bytes.EMPTY, Bytes.wrap(flipped), hash.slice(0, 16), tree.treeHash())) {
      assertRefused(rule, () -> merge(withLeaf(withSource(TestLeaves.commit(wrong)))));
    }
  }

  @Test
  void updatePathKeysNew() {
    Rule rule = Rule.UPDATE_PATH_KEYS_NEW;
    List<HPKEPublicKey> old =
        List.of(
            tree.member(RECEIVER).leafNode().encryptionKey(),
            tree.member(new LeafIndex(4)).leafNode().encryptionKey(),
            parent(tree, 5).encryptionKey(),
            // The node that the path replaces: refused although it goes.
            parent(tree, 3).encryptionKey());
    for (HPKEPublicKey key : old) {
      assertRefused(rule, () -> merge(withLeaf(withKey(key))));
      assertRefused(rule, () -> merge(withNodeKey(0, key)));
      assertRefused(rule, () -> merge(withNodeKey(2, key)));
    }
    // Among themselves.
    assertRefused(rule, () -> merge(withNodeKey(2, sent.nodes().get(0).encryptionKey())));
    assertRefused(rule, () -> merge(withNodeKey(1, sent.leafNode().encryptionKey())));
    // And the committer's own old leaf key, in its leaf again or in a node.
    HPKEPublicKey ownOld = tree.member(SENDER).leafNode().encryptionKey();
    assertRefused(rule, () -> merge(withLeaf(withKey(ownOld))));
    assertRefused(rule, () -> merge(withNodeKey(1, ownOld)));
  }

  @Test
  void keysInThePathFitTheSuite() {
    HPKEPublicKey tooShort = new HPKEPublicKey(Bytes.wrap(new byte[31]));
    assertRefused(Rule.PARENT_KEY_FITS_SUITE, () -> merge(withNodeKey(1, tooShort)));
    assertRefused(Rule.LEAF_KEYS_FIT_SUITE, () -> merge(withLeaf(withKey(tooShort))));
  }

  @Test
  void signatureKeyInThePathIsUnique() throws Exception {
    LeafNode leaf = sent.leafNode();
    LeafNode others =
        TestLeaves.leafNode(
            leaf.encryptionKey(),
            tree.member(RECEIVER).leafNode().signatureKey(),
            leaf.leafNodeSource());
    assertRefused(
        Rule.LEAF_SIGNATURE_KEYS_UNIQUE, merge(withLeaf(others)).tree()::verifyUniqueKeys);
    LeafNode own =
        TestLeaves.leafNode(
            leaf.encryptionKey(),
            tree.member(SENDER).leafNode().signatureKey(),
            leaf.leafNodeSource());
    merge(withLeaf(own)).tree().verifyUniqueKeys();
  }

  @Test
  void ownPathIsHeldToTheSame() throws Exception {
    LeafNode other = tree.member(RECEIVER).leafNode();
    try (NewPath twice =
        TreeKem.newPath(
            tree,
            SENDER,
            (key, parentHash) ->
                TestLeaves.leafNode(key, other.signatureKey(), TestLeaves.commit(parentHash)),
            group.random)) {
      assertRefused(Rule.LEAF_SIGNATURE_KEYS_UNIQUE, twice.tree()::verifyUniqueKeys);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeKem.newPath(tree, SENDER, (key, parentHash) -> other, group.random));
  }

  @Test
  void pathSecretOpens() throws Exception {
    HPKECiphertext good = sent.nodes().get(1).encryptedPathSecret().get(0);
    byte[] flipped = good.ciphertext().toByteArray();
    flipped[0] ^= 1;
    for (HPKECiphertext bad :
        List.of(
            new HPKECiphertext(good.kemOutput(), Bytes.wrap(flipped)),
            new HPKECiphertext(Bytes.EMPTY, good.ciphertext()),
            new HPKECiphertext(good.kemOutput(), Bytes.EMPTY),
            new HPKECiphertext(Bytes.wrap(new byte[32]), good.ciphertext()))) {
      assertRefused(Rule.PATH_SECRET_OPENS, () -> receive(withCiphertexts(1, List.of(bad))));
    }
    UpdatePath oldContext = path.encrypt(tree.treeHash(), JOINERS, group.random);
    assertRefused(Rule.PATH_SECRET_OPENS, () -> receive(oldContext));
    receive(sent);
  }

  /** The committer encrypts something else than the secret that the public keys come of. */
  @Test
  void pathSecretFitsPath() throws Exception {
    for (int length : new int[] {0, 31, 32, 33}) {
      try (Secret wrong = Secret.random(group.random, length)) {
        assertRefused(Rule.PATH_SECRET_FITS_PATH, () -> receive(withSecret(wrong)));
      }
    }
    try (Secret right = path.pathSecretFor(RECEIVER)) {
      receive(withSecret(right));
    }
  }

  /** A secret that is too long, with all keys in the path as they come of it. */
  @Test
  void pathSecretIsAsLongAsTheHash() throws Exception {
    for (int length : new int[] {31, 33}) {
      ReferenceTree forged = new ReferenceTree(SUITE, tree.export());
      try (Secret secret = Secret.random(group.random, length);
          Secret next = PathSecrets.next(SUITE, secret);
          KemKeyPair lower = PathSecrets.nodeKeyPair(SUITE, secret);
          KemKeyPair upper = PathSecrets.nodeKeyPair(SUITE, next)) {
        HPKEPublicKey below = sent.nodes().get(0).encryptionKey();
        List<HPKEPublicKey> fromTheTop =
            List.of(upper.publicKey().wire(), lower.publicKey().wire(), below);
        Bytes parentHash = forged.setPath((int) SENDER.value(), fromTheTop);
        List<UpdatePathNode> nodes = new ArrayList<>(withSecret(secret).nodes());
        nodes.set(
            1, new UpdatePathNode(lower.publicKey().wire(), nodes.get(1).encryptedPathSecret()));
        nodes.set(2, new UpdatePathNode(upper.publicKey().wire(), List.of()));
        UpdatePath update = new UpdatePath(withSource(TestLeaves.commit(parentHash)), nodes);
        merge(update);
        assertRefused(Rule.PATH_SECRET_FITS_PATH, () -> receive(update));
      }
    }
  }

  /** A node further up than the one whose secret is sent: caught by whoever derives that far. */
  @Test
  void pathSecretFitsPathAllTheWay() throws Exception {
    ReferenceTree forged = new ReferenceTree(SUITE, tree.export());
    HPKEPublicKey foreign = TestLeaves.encryptionKey(group.random);
    List<HPKEPublicKey> keysFromTheTop =
        List.of(foreign, sent.nodes().get(1).encryptionKey(), sent.nodes().get(0).encryptionKey());
    LeafNode leaf =
        withSource(TestLeaves.commit(forged.setPath((int) SENDER.value(), keysFromTheTop)));
    List<UpdatePathNode> nodes = new ArrayList<>(sent.nodes());
    nodes.set(2, new UpdatePathNode(foreign, List.of()));
    UpdatePath forgedPath = new UpdatePath(leaf, nodes);
    merge(forgedPath);
    assertRefused(Rule.PATH_SECRET_FITS_PATH, () -> receive(forgedPath));
  }

  /**
   * A joiner left of a member that has long been unmerged in the same node: it takes no place in
   * the order of the ciphertexts.
   */
  @Test
  void joinersAreSkippedAmongUnmergedLeaves() throws Exception {
    TestGroup eight = TestGroup.full(SUITE, 8);
    LeafIndex three = new LeafIndex(3);
    List<Optional<Node>> nodes = new ArrayList<>(eight.tree.export().ratchetTree());
    for (int blank : new int[] {1, 2, 5, 7}) {
      nodes.set(blank, Optional.empty());
    }
    ParentNode above = parent(eight.tree, 3);
    nodes.set(3, ReferenceTree.parent(above.encryptionKey(), Bytes.EMPTY, List.of(three)));
    eight.tree =
        RatchetTree.importTree(SUITE, new RatchetTreeExtension(nodes))
            .add(TestLeaves.leaf(eight.random))
            .tree();
    assertThat(eight.tree.resolution(3)).containsExactly(3, 2, 6);
    Set<LeafIndex> added = Set.of(new LeafIndex(1));
    try (NewPath made = eight.newPath(new LeafIndex(5));
        PrivateKeys own = PrivateKeys.of(three, eight.members.get(three).leafKey().copy())) {
      UpdatePath update = made.encrypt(context, added, eight.random);
      MergedPath merged = eight.tree.mergePath(new LeafIndex(5), update, added);
      try (DecryptedPath got = TreeKem.decryptPath(merged, own, context)) {
        assertThat(got.commitSecret()).isEqualTo(made.commitSecret());
      }
    }
  }

  @Test
  void callersMistakes() throws Exception {
    MergedPath merged = merge(sent);
    PrivateKeys senders = group.members.get(SENDER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeKem.decryptPath(merged, senders, context));
    PrivateKeys joiners = PrivateKeys.of(new LeafIndex(4), joinerKeys.privateKey());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeKem.decryptPath(merged, joiners, context));
    PrivateKeys strangers =
        PrivateKeys.of(RECEIVER, SUITE.generateKemKeyPair(group.random).privateKey());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeKem.decryptPath(merged, strangers, context));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tree.mergePath(new LeafIndex(6), sent, JOINERS));
    assertThatIllegalArgumentException().isThrownBy(() -> path.pathSecretFor(SENDER));
    assertThatIllegalArgumentException().isThrownBy(() -> tree.remove(new LeafIndex(5)));
    assertThatIllegalArgumentException().isThrownBy(() -> tree.remove(new LeafIndex(0xffff_ffffL)));
    assertThat(tree.leaf(new LeafIndex(0x1_0000_0000L - 1))).isNull();
    assertThat(tree.leaf(new LeafIndex(0x8000_0000L))).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> tree.node(15));
  }

  private MergedPath merge(UpdatePath updatePath) throws RuleViolation {
    return tree.mergePath(SENDER, updatePath, JOINERS);
  }

  private void receive(UpdatePath updatePath) throws RuleViolation {
    PrivateKeys keys = group.members.get(RECEIVER);
    List<Integer> before = keys.nodes();
    MergedPath merged = merge(updatePath);
    try (DecryptedPath got = TreeKem.decryptPath(merged, keys, context)) {
      assertThat(got.commitSecret()).isEqualTo(path.commitSecret());
    }
    assertThat(keys.nodes()).isEqualTo(before);
  }

  private UpdatePath with(List<UpdatePathNode> nodes) {
    return new UpdatePath(sent.leafNode(), nodes);
  }

  private UpdatePath withLeaf(LeafNode leafNode) {
    return new UpdatePath(leafNode, sent.nodes());
  }

  private LeafNode withSource(LeafNodeSource source) {
    return TestLeaves.leafNode(
        sent.leafNode().encryptionKey(), sent.leafNode().signatureKey(), source);
  }

  private LeafNode withKey(HPKEPublicKey key) {
    return TestLeaves.leafNode(
        key, sent.leafNode().signatureKey(), sent.leafNode().leafNodeSource());
  }

  private UpdatePath withNode(int step, UpdatePathNode node) {
    List<UpdatePathNode> nodes = new ArrayList<>(sent.nodes());
    nodes.set(step, node);
    return with(nodes);
  }

  private UpdatePath withNodeKey(int step, HPKEPublicKey key) {
    return withNode(step, new UpdatePathNode(key, sent.nodes().get(step).encryptedPathSecret()));
  }

  private UpdatePath withCiphertexts(int step, List<HPKECiphertext> ciphertexts) {
    return withNode(step, new UpdatePathNode(sent.nodes().get(step).encryptionKey(), ciphertexts));
  }

  /** Another secret encrypted to the receiver's side, in due form. */
  private UpdatePath withSecret(Secret secret) {
    HPKECiphertext ciphertext =
        SUITE.encryptWithLabel(
            tree.root().find(5).encryptionKey(), "UpdatePathNode", context, secret, group.random);
    return withCiphertexts(1, List.of(ciphertext));
  }

  private static ParentNode parent(RatchetTree tree, int node) {
    return ((Node.Parent) tree.node(node).orElseThrow()).parentNode();
  }
}
