package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.UpdatePathNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes, each made to the real tree and to {@link ReferenceTree}, with equal results. */
class RatchetTreePropertyTest {

  private static final int STEPS = 120;

  private SecureRandom random;
  private RatchetTree tree;
  private ReferenceTree reference;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void changesAgreeWithTheReference(long seed) throws Exception {
    random = TestLeaves.seeded(seed);
    LeafNode creator = TestLeaves.leafNode(random);
    tree = RatchetTree.of(TestLeaves.SUITE, TestLeaves.decode(creator));
    reference = new ReferenceTree(TestLeaves.SUITE, creator);
    // Some runs grow, some hover around a few members.
    int addChance = 3 + (int) (seed % 4);
    for (int i = 0; i < STEPS; i++) {
      RatchetTree before = tree;
      RatchetTreeExtension exportBefore = before.export();
      int dice = random.nextInt(10);
      if (tree.memberCount() < 2 || dice < addChance) {
        add();
      } else if (dice < addChance + 2) {
        commit();
      } else if (dice < addChance + 3) {
        update();
      } else {
        remove();
      }
      assertThat(before.export()).isEqualTo(exportBefore);
      compare();
      compareChanges(before);
      compareFeatures();
    }
  }

  private void add() throws Exception {
    LeafNode leafNode = TestLeaves.leafNode(random);
    RatchetTree.Addition addition = tree.add(TestLeaves.decode(leafNode));
    assertThat(tree.nextLeaf()).isEqualTo(addition.index());
    tree = addition.tree();
    assertThat(reference.add(leafNode)).isEqualTo((int) addition.index().value());
  }

  private void update() {
    LeafIndex index = someMember();
    LeafNode leafNode = TestLeaves.leafNode(random);
    tree = tree.update(index, TestLeaves.decode(leafNode));
    reference.update((int) index.value(), leafNode);
  }

  private void remove() {
    LeafIndex index = someMember();
    tree = tree.remove(index);
    reference.remove((int) index.value());
  }

  private void commit() throws Exception {
    LeafIndex index = someMember();
    List<HPKEPublicKey> keys = new ArrayList<>();
    List<UpdatePathNode> pathNodes = new ArrayList<>();
    List<Integer> path = reference.filteredDirectPath((int) index.value());
    for (int node : path) {
      HPKEPublicKey key = TestLeaves.encryptionKey(random);
      keys.add(0, key);
      pathNodes.add(new UpdatePathNode(key, ciphertexts(copathResolution(index, node))));
    }
    Bytes parentHash = reference.setPath((int) index.value(), keys);
    LeafNode leafNode =
        TestLeaves.leafNode(
            TestLeaves.encryptionKey(random),
            TestLeaves.signatureKey(random),
            TestLeaves.commit(parentHash));
    reference.nodes.set((int) (2 * index.value()), ReferenceTree.leaf(leafNode));
    tree = tree.mergePath(index, new UpdatePath(leafNode, pathNodes), Set.of()).tree();
  }

  private int copathResolution(LeafIndex index, int node) {
    boolean left = 2 * index.value() < node;
    return tree.resolution(left ? TreeMath.right(node) : TreeMath.left(node)).length;
  }

  private static List<HPKECiphertext> ciphertexts(int count) {
    return Collections.nCopies(count, new HPKECiphertext(Bytes.EMPTY, Bytes.EMPTY));
  }

  private LeafIndex someMember() {
    List<LeafIndex> members = new ArrayList<>();
    tree.members().forEach(member -> members.add(member.index()));
    assertThat(members).hasSize(tree.memberCount());
    return TestLeaves.pick(members, random);
  }

  private void compare() throws Exception {
    assertThat(TreeMath.nodeWidth(tree.width())).isEqualTo(reference.nodes.size());
    for (int node = 0; node < reference.nodes.size(); node++) {
      assertThat(tree.node(node)).isEqualTo(reference.nodes.get(node));
    }
    assertThat(tree.treeHash()).isEqualTo(reference.treeHash());
    assertThat(tree.resolution(TreeMath.root(tree.width())))
        .containsExactly(ints(reference.resolution()));
    for (RatchetTree.Member member : tree.members()) {
      assertThat(tree.filteredDirectPath(member.index()))
          .containsExactly(ints(reference.filteredDirectPath((int) member.index().value())));
    }
    tree.verifyUniqueKeys();
    tree.verifyParentHashes();
    assertThat(reference.parentHashesAreValid()).isTrue();
    compareImported();
  }

  /** The changes, applied to the old nodes, lead to the new ones, and none of them is idle. */
  private void compareChanges(RatchetTree before) throws RuleViolation {
    Map<Integer, Node> nodes = nodes(before);
    for (NodeChange change : tree.changesSince(before)) {
      assertThat(change.content()).isNotEqualTo(Optional.ofNullable(nodes.get(change.node())));
      change
          .content()
          .ifPresentOrElse(
              content -> nodes.put(change.node(), content), () -> nodes.remove(change.node()));
    }
    assertThat(nodes).isEqualTo(nodes(tree));
    assertThat(tree.changesSince(tree)).isEmpty();
    comparePatched(before, tree);
    comparePatched(tree, before);
  }

  /** One tree and what tells it from another are as good as both, shared nodes included. */
  private static void comparePatched(RatchetTree from, RatchetTree to) throws RuleViolation {
    RatchetTree patched = from.with(to.changesSince(from));
    assertThat(patched.export()).isEqualTo(to.export());
    assertThat(patched.treeHash()).isEqualTo(to.treeHash());
    assertThat(patched.changesSince(from)).isEqualTo(to.changesSince(from));
    patched.verifyUniqueKeys();
    to.members()
        .forEach(
            member ->
                assertThat(patched.containsEncryptionKey(member.leaf().leafNode().encryptionKey()))
                    .isTrue());
  }

  private static Map<Integer, Node> nodes(RatchetTree tree) {
    Map<Integer, Node> nodes = new HashMap<>();
    List<Optional<Node>> exported = tree.export().ratchetTree();
    for (int i = 0; i < exported.size(); i++) {
      int node = i;
      exported.get(i).ifPresent(content -> nodes.put(node, content));
    }
    return nodes;
  }

  private void compareFeatures() {
    Set<CredentialType> inUse = new HashSet<>();
    Set<ExtensionType> extensions = null;
    for (RatchetTree.Member member : tree.members()) {
      LeafNode leafNode = member.leaf().leafNode();
      inUse.add(leafNode.credential().credentialType());
      Set<ExtensionType> own = Set.copyOf(leafNode.capabilities().extensions());
      extensions = new HashSet<>(extensions == null ? own : extensions);
      extensions.retainAll(own);
    }
    if (extensions == null) {
      assertThatIllegalStateException().isThrownBy(tree::features);
    } else {
      MemberFeatures features = tree.features();
      Capabilities common =
          new Capabilities(
              List.of(),
              List.of(),
              List.copyOf(extensions),
              List.of(),
              List.of(CredentialType.BASIC));
      assertThat(inUse).containsExactly(CredentialType.BASIC);
      assertThat(features).isSameAs(MemberFeatures.of(CredentialType.BASIC, common));
    }
  }

  private void compareImported() throws Exception {
    if (tree.memberCount() == 0) {
      return;
    }
    RatchetTreeExtension exported = tree.export();
    assertThat(exported).isEqualTo(reference.export());
    assertThat(tree.encode()).isEqualTo(exported.encode());
    RatchetTreeExtension decoded =
        TlsReader.decode(exported.encode(), RatchetTreeExtension::readFrom);
    RatchetTree imported = RatchetTree.importTree(TestLeaves.SUITE, decoded);
    assertThat(imported.treeHash()).isEqualTo(tree.treeHash());
    assertThat(imported.width()).isEqualTo(tree.width());
    assertThat(imported.export()).isEqualTo(exported);
    imported.verifyParentHashes();
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(i -> i).toArray();
  }
}
