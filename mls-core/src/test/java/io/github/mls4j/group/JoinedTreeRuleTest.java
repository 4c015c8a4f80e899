package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.validation.ExtensionLists;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.SignaturePublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Trees of which a joiner must not become a member (§7.3, §7.9.2, §12.4.3.1, §12.4.3.3), by Welcome
 * or by a commit of its own alike. The inviter makes the tree hash, the confirmation tag and its
 * own signature fit whatever it puts into the tree.
 */
class JoinedTreeRuleTest extends InsiderStage {

  private WelcomeForger forger;
  private List<TestClient> members;
  private Bytes genuine;
  private List<Optional<Node>> nodes;

  /** Erin founds a group and adds the others; without a path, all parents of its tree are blank. */
  private void flatTree(Extension... extensions) throws Exception {
    TestClient erin = circle.outsider("erin");
    erin.group =
        Group.create(erin.config, erin.identity, Bytes.ofUtf8("flat"), List.of(extensions));
    members = List.of(erin, circle.outsider("frank"), circle.outsider("gina"), dave);
    CommitBuilder commit = erin.group.commit().withoutPath();
    for (TestClient client : members.subList(1, 4)) {
      commit.add(client.published());
    }
    invite(erin, commit);
    assertThat(erin.group.state.current().tree().node(1)).isEmpty();
  }

  /**
   * The tree of a group that has been at work: Alice, Bob and Carol have set all nodes, and Dave is
   * unmerged in the root.
   */
  private void grownTree() throws Exception {
    for (TestClient member : List.of(alice, carol, bob)) {
      circle.commit(member, commit -> commit);
    }
    members = List.of(alice, bob, carol, dave);
    try (PendingCommit commit = bob.group.commit().withoutPath().add(dave.published()).build()) {
      invite(bob, commit);
    }
    assertThat(parent(3).unmergedLeaves()).containsExactly(new LeafIndex(3));
  }

  private void invite(TestClient inviter, CommitBuilder builder) throws Exception {
    try (PendingCommit commit = builder.build()) {
      invite(inviter, commit);
      inviter.group.merge(commit);
    }
  }

  private void invite(TestClient inviter, PendingCommit commit) throws Exception {
    genuine = commit.welcome().orElseThrow();
    forger = new WelcomeForger(inviter, dave, genuine);
    Bytes tree =
        ExtensionLists.find(forger.groupInfo.extensions(), ExtensionType.RATCHET_TREE)
            .orElseThrow()
            .extensionData();
    nodes = new ArrayList<>(TlsReader.decode(tree, RatchetTreeExtension::readFrom).ratchetTree());
    join(nodes);
  }

  private Bytes welcome(List<Optional<Node>> tree) throws Exception {
    return forger.welcome(
        forger.groupSecrets, forger.withTree(new RatchetTreeExtension(tree).encode()));
  }

  /** The control: the forger's Welcome is as good as the genuine one. */
  private void join(List<Optional<Node>> tree) throws Exception {
    dave.join(welcome(tree));
    assertThat(dave.group.members()).hasSize(4);
    dave.group = null;
    // From outside the tree is as good; only the external key is not in this GroupInfo.
    Bytes groupInfo = forger.groupInfo(forger.withTree(new RatchetTreeExtension(tree).encode()));
    TestClient hugo = circle.outsider("hugo");
    Refusals.assertRefused(
        Rule.EXTERNAL_PUB_PRESENT,
        () -> Group.joinExternally(hugo.config, hugo.identity, groupInfo));
  }

  private RuleViolation assertRefused(Rule rule, List<Optional<Node>> tree) throws Exception {
    Bytes message = welcome(tree);
    RuleViolation refusal = catchThrowableOfType(RuleViolation.class, () -> dave.join(message));
    assertThat(refusal.rule()).isEqualTo(rule);
    assertThat(dave.group).isNull();
    Bytes groupInfo = forger.groupInfo(forger.withTree(new RatchetTreeExtension(tree).encode()));
    TestClient hugo = circle.outsider("hugo");
    Refusals.assertRefused(rule, () -> Group.joinExternally(hugo.config, hugo.identity, groupInfo));
    dave.join(genuine);
    dave.group = null;
    return refusal;
  }

  private List<Optional<Node>> withNode(int node, Node content) {
    List<Optional<Node>> changed = new ArrayList<>(nodes);
    changed.set(node, Optional.of(content));
    return changed;
  }

  private LeafNode leaf(int index) {
    return ((Node.Leaf) nodes.get(2 * index).orElseThrow()).leafNode();
  }

  private List<Optional<Node>> withSignedLeaf(int index, UnaryOperator<LeafNode> change) {
    return withNode(2 * index, new Node.Leaf(change.apply(leaf(index))));
  }

  /** The leaf is changed by its owner, who signs it anew. */
  private List<Optional<Node>> withLeaf(int index, UnaryOperator<LeafNode> change) {
    return withSignedLeaf(
        index,
        leaf ->
            Forgery.sign(
                members.get(index).identity,
                change.apply(leaf),
                forger.groupInfo.groupContext().groupId(),
                new LeafIndex(index)));
  }

  private void assertRefusedForEachLeaf(Rule rule, UnaryOperator<LeafNode> change)
      throws Exception {
    for (int index = 0; index < 4; index++) {
      RuleViolation refusal = assertRefused(rule, withLeaf(index, change));
      assertThat(refusal.place().leaf()).hasValue(index);
    }
  }

  @Test
  void signatureOfEachLeaf() throws Exception {
    flatTree();
    for (int index = 0; index < 4; index++) {
      Bytes others = leaf((index + 1) % 4).signature();
      RuleViolation refusal =
          assertRefused(
              Rule.LEAF_SIGNATURE_VALID,
              withSignedLeaf(index, leaf -> Forgery.signature(leaf, others)));
      assertThat(refusal.place().leaf()).hasValue(index);
      assertRefused(
          Rule.LEAF_SIGNATURE_VALID,
          withSignedLeaf(index, leaf -> Forgery.signature(leaf, Bytes.EMPTY)));
    }
    join(withLeaf(1, leaf -> leaf));
  }

  @Test
  void credentialOfEachLeaf() throws Exception {
    flatTree();
    assertRefusedForEachLeaf(Rule.LEAF_CREDENTIAL_VALID, leaf -> Forgery.credential(leaf, MALLORY));
    join(withLeaf(1, leaf -> Forgery.credential(leaf, CERTIFIED)));
  }

  private static LeafNode supportingBasic(LeafNode leaf) {
    return Forgery.supporting(leaf, CredentialType.BASIC);
  }

  @Test
  void credentialTypesInUse() throws Exception {
    flatTree();
    assertRefusedForEachLeaf(
        Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE,
        leaf -> Forgery.supporting(Forgery.credential(leaf, CERTIFIED), CredentialType.X509));
    join(withLeaf(1, leaf -> Forgery.credential(leaf, CERTIFIED)));
    join(withLeaf(2, JoinedTreeRuleTest::supportingBasic));
  }

  @Test
  void lifetimeOfEachLeaf() throws Exception {
    flatTree();
    long now = Instant.now().getEpochSecond();
    assertRefusedForEachLeaf(Rule.LEAF_WITHIN_LIFETIME, living(now - 100, now - 50));
    assertRefusedForEachLeaf(Rule.LEAF_WITHIN_LIFETIME, living(now + 5_000, now + 6_000));
    assertRefusedForEachLeaf(Rule.LIFETIME_WITHIN_MAXIMUM, living(0, -1));
    assertRefusedForEachLeaf(Rule.LIFETIME_WITHIN_MAXIMUM, living(now, now - 1));
    join(withLeaf(1, living(now - 100, now + 5_000)));
  }

  private static UnaryOperator<LeafNode> living(long notBefore, long notAfter) {
    return leaf ->
        Forgery.source(leaf, new LeafNodeSource.KeyPackage(new Lifetime(notBefore, notAfter)));
  }

  @Test
  void extensionsOfEachLeaf() throws Exception {
    flatTree();
    Extension unlisted = new Extension(UNHEARD_OF, Bytes.EMPTY);
    assertRefusedForEachLeaf(
        Rule.LEAF_EXTENSIONS_IN_CAPABILITIES, leaf -> Forgery.extensions(leaf, List.of(unlisted)));
    Extension topic = topic().get(0);
    assertRefusedForEachLeaf(
        Rule.EXTENSION_TYPES_UNIQUE, leaf -> Forgery.extensions(leaf, List.of(topic, topic)));
    join(withLeaf(1, leaf -> Forgery.extensions(leaf, topic())));
  }

  @Test
  void whatTheGroupUses() throws Exception {
    flatTree(topic().get(0));
    assertRefusedForEachLeaf(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS,
        leaf -> Forgery.supporting(leaf, new ExtensionType[0]));
    join(withLeaf(1, leaf -> Forgery.supporting(leaf, UNHEARD_OF, TOPIC)));
  }

  @Test
  void whatTheGroupRequires() throws Exception {
    flatTree(
        new Extension(
            ExtensionType.REQUIRED_CAPABILITIES,
            new RequiredCapabilities(List.of(TOPIC), List.of(), List.of(CredentialType.X509))
                .encode()));
    assertRefusedForEachLeaf(
        Rule.LEAF_HAS_REQUIRED_CAPABILITIES,
        leaf -> Forgery.supporting(leaf, new ExtensionType[0]));
    assertRefusedForEachLeaf(
        Rule.LEAF_HAS_REQUIRED_CAPABILITIES, JoinedTreeRuleTest::supportingBasic);
    join(withLeaf(1, leaf -> Forgery.supporting(leaf, UNHEARD_OF, TOPIC)));
  }

  @Test
  void keysOfEachLeaf() throws Exception {
    flatTree();
    for (int index = 0; index < 4; index++) {
      LeafNode other = leaf((index + 1) % 4);
      assertRefused(
          Rule.LEAF_ENCRYPTION_KEYS_UNIQUE,
          withLeaf(index, leaf -> Forgery.encryptionKey(leaf, other.encryptionKey())));
      RuleViolation refusal =
          assertRefused(
              Rule.LEAF_KEYS_FIT_SUITE,
              withLeaf(
                  index,
                  leaf ->
                      Forgery.encryptionKey(leaf, new HPKEPublicKey(Bytes.wrap(new byte[32])))));
      assertThat(refusal.place().leaf()).hasValue(index);
      assertThat(refusal.place().node()).hasValue(2 * index);
    }
    assertRefused(
        Rule.LEAF_SIGNATURE_KEYS_UNIQUE,
        withLeaf(1, leaf -> Forgery.signatureKey(leaf, leaf(2).signatureKey())));
    assertRefused(
        Rule.LEAF_KEYS_FIT_SUITE,
        withLeaf(1, leaf -> Forgery.signatureKey(leaf, new SignaturePublicKey(Bytes.EMPTY))));
  }

  /** The joiner looks for its own leaf, field by field (§12.4.3.1). */
  @Test
  void ownLeafIsTheOneOfTheKeyPackage() throws Exception {
    flatTree();
    Bytes changed = welcome(withLeaf(3, leaf -> Forgery.extensions(leaf, topic())));
    Refusals.assertRefused(Rule.JOINER_IS_IN_TREE, () -> dave.join(changed));
    List<Optional<Node>> without = new ArrayList<>(nodes.subList(0, 5));
    Bytes absent = welcome(without);
    Refusals.assertRefused(Rule.JOINER_IS_IN_TREE, () -> dave.join(absent));
    dave.join(genuine);
  }

  /** A member's signed leaf in another place, or in another group, is not its leaf (§7.2). */
  @Test
  void leafThatWasSignedForAnotherPlace() throws Exception {
    flatTree();
    LeafNode committed = Forgery.source(leaf(1), new LeafNodeSource.Commit(Bytes.EMPTY));
    Bytes groupId = forger.groupInfo.groupContext().groupId();
    for (long place : new long[] {0, 2}) {
      assertRefused(
          Rule.LEAF_SIGNATURE_VALID,
          withSignedLeaf(
              1,
              leaf ->
                  Forgery.sign(members.get(1).identity, committed, groupId, new LeafIndex(place))));
    }
    assertRefused(
        Rule.LEAF_SIGNATURE_VALID,
        withSignedLeaf(
            1,
            leaf ->
                Forgery.sign(
                    members.get(1).identity,
                    committed,
                    Bytes.ofUtf8("another"),
                    new LeafIndex(1))));
    join(withLeaf(1, leaf -> committed));
  }

  private ParentNode parent(int node) {
    return ((Node.Parent) nodes.get(node).orElseThrow()).parentNode();
  }

  private List<Optional<Node>> withParent(
      int node, HPKEPublicKey key, Bytes parentHash, long... unmerged) {
    return withNode(
        node,
        new Node.Parent(
            new ParentNode(
                key, parentHash, LongStream.of(unmerged).mapToObj(LeafIndex::new).toList())));
  }

  private HPKEPublicKey freshKey() {
    return SUITE.generateKemKeyPair(bob.config.random()).publicKey().wire();
  }

  @Test
  void parentHashes() throws Exception {
    grownTree();
    ParentNode root = parent(3);
    ParentNode below = parent(1);
    assertRefused(Rule.PARENT_HASHES_VALID, withParent(3, freshKey(), root.parentHash(), 3));
    assertRefused(Rule.PARENT_HASHES_VALID, withParent(1, freshKey(), below.parentHash()));
    assertRefused(Rule.PARENT_HASHES_VALID, withParent(1, below.encryptionKey(), Bytes.EMPTY));
    assertRefused(
        Rule.PARENT_HASHES_VALID, withParent(3, root.encryptionKey(), Bytes.wrap(new byte[32]), 3));
    // Dave is said to have been there when the root was set.
    assertRefused(Rule.PARENT_HASHES_VALID, withParent(3, root.encryptionKey(), root.parentHash()));
    // A node that nobody has set.
    assertRefused(Rule.PARENT_HASHES_VALID, withParent(5, freshKey(), Bytes.EMPTY, 3));
    // A leaf that the chain goes through, or that was covered by a hash of it.
    assertRefused(
        Rule.PARENT_HASHES_VALID,
        withLeaf(1, leaf -> Forgery.source(leaf, new LeafNodeSource.Commit(Bytes.EMPTY))));
    assertRefused(Rule.PARENT_HASHES_VALID, withLeaf(0, leaf -> Forgery.extensions(leaf, topic())));
    join(withParent(3, root.encryptionKey(), root.parentHash(), 3));
  }

  @Test
  void unmergedLeaves() throws Exception {
    grownTree();
    ParentNode root = parent(3);
    HPKEPublicKey key = root.encryptionKey();
    Bytes hash = root.parentHash();
    assertRefused(Rule.UNMERGED_LEAVES_SORTED, withParent(3, key, hash, 3, 3));
    assertRefused(Rule.UNMERGED_LEAVES_SORTED, withParent(3, key, hash, 3, 2));
    assertRefused(Rule.UNMERGED_LEAVES_BELOW_NODE, withParent(3, key, hash, 3, 4));
    assertRefused(Rule.UNMERGED_LEAVES_BELOW_NODE, withParent(3, key, hash, 0xffff_ffffL));
    assertRefused(
        Rule.UNMERGED_LEAVES_BELOW_NODE,
        withParent(1, parent(1).encryptionKey(), parent(1).parentHash(), 3));
    assertRefused(Rule.UNMERGED_LEAVES_UNMERGED_BELOW, withParent(3, key, hash, 1, 3));
    List<Optional<Node>> withoutCarol = withParent(3, key, hash, 2, 3);
    withoutCarol.set(4, Optional.empty());
    assertRefused(Rule.UNMERGED_LEAVES_NOT_BLANK, withoutCarol);
  }

  @Test
  void keysOfParents() throws Exception {
    grownTree();
    ParentNode root = parent(3);
    for (HPKEPublicKey used :
        List.of(leaf(0).encryptionKey(), leaf(3).encryptionKey(), parent(1).encryptionKey())) {
      assertRefused(Rule.PARENT_ENCRYPTION_KEYS_UNIQUE, withParent(3, used, root.parentHash(), 3));
    }
    for (Bytes noKey : List.of(Bytes.EMPTY, Bytes.wrap(new byte[31]), Bytes.wrap(new byte[32]))) {
      RuleViolation refusal =
          assertRefused(
              Rule.PARENT_KEY_FITS_SUITE,
              withParent(3, new HPKEPublicKey(noKey), root.parentHash(), 3));
      assertThat(refusal.place().node()).hasValue(3);
    }
  }

  @Test
  void shape() throws Exception {
    grownTree();
    List<Optional<Node>> longer = new ArrayList<>(nodes);
    longer.add(Optional.empty());
    assertRefused(Rule.RATCHET_TREE_ENDS_WITH_NODE, longer);
    assertRefused(Rule.RATCHET_TREE_ENDS_WITH_NODE, List.of());
    assertRefused(Rule.RATCHET_TREE_NODES_IN_PLACE, withNode(1, new Node.Leaf(leaf(0))));
    assertRefused(Rule.RATCHET_TREE_NODES_IN_PLACE, withNode(4, new Node.Parent(parent(1))));
  }
}
