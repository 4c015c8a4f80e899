package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Trees that Alice hands out as that of the group (§12.4.3.1): their hash is what she says, and she
 * signs it. Dave is to join by her Welcome, and Frank by her GroupInfo.
 */
class JoinedTreeRuleTest {

  private static final int EVES_NODE = 8;
  private static final LeafIndex EVES_LEAF = new LeafIndex(4);

  /** Set by Bob before Dave came, who therefore is unmerged in it. */
  private static final int ABOVE_DAVE = 3;

  private Cast cast;
  private TestClient frank;
  private WelcomeForger forger;

  @BeforeEach
  void aWelcomeOfAlices() throws Exception {
    cast = new Cast(Circle.SUITE);
    frank = new TestClient("frank", Circle.SUITE, builder -> new TestClock().settings(builder));
    try (PendingCommit commit =
        cast.alice
            .group
            .commit()
            .add(cast.dave.published())
            .add(cast.eve.published())
            .withoutPath()
            .build()) {
      cast.alice.group.merge(commit);
      forger = new WelcomeForger(cast.alice, cast.dave, commit.welcome().orElseThrow());
    }
    assertThat(parent(nodes(), ABOVE_DAVE).unmergedLeaves()).containsExactly(new LeafIndex(3));
    assertTaken(nodes());
  }

  private List<Optional<Node>> nodes() throws Exception {
    return new ArrayList<>(
        TlsReader.decode(cast.alice.group.ratchetTree(), RatchetTreeExtension::readFrom)
            .ratchetTree());
  }

  private Bytes welcome(List<Optional<Node>> nodes) throws Exception {
    return forger.welcome(
        forger.groupSecrets, forger.withTree(new RatchetTreeExtension(nodes).encode()));
  }

  private Bytes groupInfo(List<Optional<Node>> nodes) throws Exception {
    GroupInfo honest =
        (GroupInfo)
            TlsReader.decode(cast.alice.group.groupInfo(false), MLSMessage::readFrom).body();
    RatchetTreeExtension tree = new RatchetTreeExtension(nodes);
    List<Extension> extensions = new ArrayList<>(honest.extensions());
    extensions.add(new Extension(ExtensionType.RATCHET_TREE, tree.encode()));
    GroupContext c = honest.groupContext();
    GroupContext context =
        new GroupContext(
            c.version(),
            c.cipherSuite(),
            c.groupId(),
            c.epoch(),
            treeHash(tree, c.treeHash()),
            c.confirmedTranscriptHash(),
            c.extensions());
    GroupInfoTBS tbs =
        new GroupInfoTBS(context, extensions, honest.confirmationTag(), honest.signer());
    return new MLSMessage(
            ProtocolVersion.MLS10, InsiderWelcome.sign(cast.alice, tbs, UnaryOperator.identity()))
        .encode();
  }

  private static Bytes treeHash(RatchetTreeExtension tree, Bytes otherwise) {
    try {
      return RatchetTree.importTree(Circle.SUITE, tree).treeHash();
    } catch (io.github.mls4j.rules.RuleViolation e) {
      return otherwise;
    }
  }

  private void assertRefused(Rule rule, List<Optional<Node>> nodes) throws Exception {
    Bytes welcome = welcome(nodes);
    Refusals.assertRefused(rule, () -> cast.dave.join(welcome));
    assertThat(cast.dave.group).isNull();
    Bytes groupInfo = groupInfo(nodes);
    Refusals.assertRefused(
        rule, () -> Group.joinExternally(frank.config, frank.identity, groupInfo).build());
  }

  private void assertTaken(List<Optional<Node>> nodes) throws Exception {
    cast.dave.join(welcome(nodes));
    assertThat(cast.dave.group.members()).hasSize(5);
    cast.dave.group = null;
    Group.joinExternally(frank.config, frank.identity, groupInfo(nodes)).build().close();
  }

  /** With another leaf of Eve's, which nothing above it was hashed with. */
  private List<Optional<Node>> withEve(LeafNode leaf) throws Exception {
    List<Optional<Node>> nodes = nodes();
    nodes.set(EVES_NODE, Optional.of(new Node.Leaf(leaf)));
    return nodes;
  }

  private List<Optional<Node>> withEve(UnaryOperator<LeafNode> change) throws Exception {
    return withEve(
        Forgery.sign(
            cast.eve.identity,
            change.apply(cast.eve.published().leafNode()),
            cast.alice.group.groupId(),
            EVES_LEAF));
  }

  private LeafNode leaf(TestClient member) {
    return cast.alice.group.members().get((int) index(member)).leafNode();
  }

  private long index(TestClient member) {
    return member.leaf().value();
  }

  private static LeafNode with(LeafNode leaf, SignaturePublicKey key, Bytes signature) {
    return new LeafNode(
        leaf.encryptionKey(),
        key,
        leaf.credential(),
        leaf.capabilities(),
        leaf.leafNodeSource(),
        leaf.extensions(),
        signature);
  }

  @Test
  void leafSignatures() throws Exception {
    LeafNode eve = cast.eve.published().leafNode();
    assertRefused(
        Rule.LEAF_SIGNATURE_VALID,
        withEve(with(eve, eve.signatureKey(), cast.dave.published().leafNode().signature())));
    assertTaken(withEve(leaf -> leaf));
  }

  @Test
  void leafLifetimes() throws Exception {
    Lifetime genuine =
        ((LeafNodeSource.KeyPackage) cast.eve.published().leafNode().leafNodeSource()).lifetime();
    assertRefused(Rule.LIFETIME_WITHIN_MAXIMUM, withEve(leaf -> living(leaf, 0, -1)));
    assertRefused(
        Rule.LEAF_WITHIN_LIFETIME,
        withEve(leaf -> living(leaf, genuine.notBefore() - 100, genuine.notBefore() - 1)));
    assertTaken(withEve(leaf -> living(leaf, genuine.notBefore(), genuine.notAfter())));
  }

  private static LeafNode living(LeafNode leaf, long from, long to) {
    return Forgery.source(leaf, new LeafNodeSource.KeyPackage(new Lifetime(from, to)));
  }

  @Test
  void leafExtensionsAndCapabilities() throws Exception {
    Extension unlisted = new Extension(InsiderStage.UNHEARD_OF, Bytes.EMPTY);
    assertRefused(
        Rule.LEAF_EXTENSIONS_IN_CAPABILITIES,
        withEve(leaf -> Forgery.extensions(leaf, List.of(unlisted))));
    Extension id = new Extension(ExtensionType.APPLICATION_ID, Bytes.copyOf((byte) 0));
    assertRefused(
        Rule.EXTENSION_TYPES_UNIQUE, withEve(leaf -> Forgery.extensions(leaf, List.of(id, id))));
    assertTaken(withEve(leaf -> Forgery.extensions(leaf, List.of(id))));
    assertRefused(
        Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE,
        withEve(
            leaf ->
                Forgery.capabilities(
                    leaf,
                    c ->
                        new Capabilities(
                            c.versions(),
                            c.cipherSuites(),
                            c.extensions(),
                            c.proposals(),
                            List.of(CredentialType.X509)))));
  }

  @Test
  void leafKeys() throws Exception {
    HPKEPublicKey tooShort = new HPKEPublicKey(Bytes.wrap(new byte[31]));
    assertRefused(Rule.LEAF_KEYS_FIT_SUITE, withEve(leaf -> Forgery.encryptionKey(leaf, tooShort)));
    assertRefused(
        Rule.LEAF_ENCRYPTION_KEYS_UNIQUE,
        withEve(leaf -> Forgery.encryptionKey(leaf, leaf(cast.carol).encryptionKey())));
    LeafNode asCarol =
        with(cast.eve.published().leafNode(), leaf(cast.carol).signatureKey(), Bytes.EMPTY);
    assertRefused(
        Rule.LEAF_SIGNATURE_KEYS_UNIQUE,
        withEve(Forgery.sign(cast.carol.identity, asCarol, cast.alice.group.groupId(), EVES_LEAF)));
  }

  private static ParentNode parent(List<Optional<Node>> nodes, int node) {
    return ((Node.Parent) nodes.get(node).orElseThrow()).parentNode();
  }

  private List<Optional<Node>> withParent(UnaryOperator<ParentNode> change) throws Exception {
    List<Optional<Node>> nodes = nodes();
    nodes.set(ABOVE_DAVE, Optional.of(new Node.Parent(change.apply(parent(nodes, ABOVE_DAVE)))));
    return nodes;
  }

  private List<Optional<Node>> withUnmerged(long... leaves) throws Exception {
    return withParent(
        p ->
            new ParentNode(
                p.encryptionKey(),
                p.parentHash(),
                LongStream.of(leaves).mapToObj(LeafIndex::new).toList()));
  }

  private List<Optional<Node>> withParentKey(HPKEPublicKey key) throws Exception {
    return withParent(p -> new ParentNode(key, p.parentHash(), p.unmergedLeaves()));
  }

  @Test
  void parentHashes() throws Exception {
    HPKEPublicKey foreign = frank.published().initKey();
    assertRefused(Rule.PARENT_HASHES_VALID, withParentKey(foreign));
    assertRefused(Rule.PARENT_HASHES_VALID, withInserted(foreign, List.of(new LeafIndex(3))));
  }

  /** A node of its own making below the one that has Dave as unmerged. */
  private List<Optional<Node>> withInserted(HPKEPublicKey key, List<LeafIndex> unmerged)
      throws Exception {
    List<Optional<Node>> nodes = nodes();
    nodes.set(5, Optional.of(new Node.Parent(new ParentNode(key, Bytes.EMPTY, unmerged))));
    return nodes;
  }

  @Test
  void parentKeys() throws Exception {
    assertRefused(
        Rule.PARENT_ENCRYPTION_KEYS_UNIQUE,
        withParentKey(cast.eve.published().leafNode().encryptionKey()));
    assertRefused(
        Rule.PARENT_KEY_FITS_SUITE, withParentKey(new HPKEPublicKey(Bytes.wrap(new byte[31]))));
  }

  @Test
  void unmergedLeaves() throws Exception {
    assertRefused(Rule.UNMERGED_LEAVES_SORTED, withUnmerged(3, 3));
    assertRefused(Rule.UNMERGED_LEAVES_BELOW_NODE, withUnmerged(3, 4));
    List<Optional<Node>> withoutCarol = withUnmerged(2, 3);
    withoutCarol.set(4, Optional.empty());
    assertRefused(Rule.UNMERGED_LEAVES_NOT_BLANK, withoutCarol);
    assertRefused(
        Rule.UNMERGED_LEAVES_UNMERGED_BELOW, withInserted(frank.published().initKey(), List.of()));
    assertRefused(Rule.PARENT_HASHES_VALID, withUnmerged());
    assertTaken(withUnmerged(3));
  }

  @Test
  void shape() throws Exception {
    List<Optional<Node>> longer = nodes();
    longer.add(Optional.empty());
    assertRefused(Rule.RATCHET_TREE_ENDS_WITH_NODE, longer);
    List<Optional<Node>> leafInPlaceOfParent = nodes();
    leafInPlaceOfParent.set(ABOVE_DAVE, leafInPlaceOfParent.get(EVES_NODE));
    assertRefused(Rule.RATCHET_TREE_NODES_IN_PLACE, leafInPlaceOfParent);
  }
}
