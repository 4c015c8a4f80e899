package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.schedule.EpochSecrets;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.tree.ReferenceTree;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.GroupSecrets;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.ParentNode;
import io.github.mls4j.wire.PathSecret;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Welcome for Alice into a group that never was: Bob, Carol, Dave, Erin, Frank and Alice, in this
 * order of leaves. Carol has made a path when Erin and Alice were not there; so Erin is unmerged in
 * nodes 3 and 7, and Alice in 7. Whatever is changed, all hashes, signatures, tags and encryptions
 * after it are made to fit: so only the change itself is wrong.
 */
final class ForgedWelcome {

  /** What the Welcome is like before anything is spoilt. */
  enum Kind {
    /** The tree is in it, and no path secret. */
    UNMERGED,
    /** The tree is beside it. */
    TREE_BESIDE,
    /** Frank has made a path since, and Alice gets a secret of it. */
    PATH_SECRET
  }

  static final int ERIN = 3;
  static final int ALICE = 5;

  final CipherSuite suite;
  final RefusalClients clients;
  final TestClient alice;
  private final List<TestClient> members;
  private final Kind kind;
  private final GroupContext base;
  private final Secret joinerSecret;
  private final @Nullable Bytes honestPathSecret;
  private int signer;

  /** To be changed as one likes: leaves are signed already. */
  final ReferenceTree tree;

  List<Extension> groupExtensions = List.of();
  UnaryOperator<GroupContext> context = UnaryOperator.identity();
  UnaryOperator<List<PreSharedKeyID>> mixedPsks = UnaryOperator.identity();
  UnaryOperator<List<PreSharedKeyID>> listedPsks = UnaryOperator.identity();
  UnaryOperator<Optional<PathSecret>> pathSecret = UnaryOperator.identity();
  UnaryOperator<Bytes> encodedTree = UnaryOperator.identity();
  UnaryOperator<Bytes> treeHash = UnaryOperator.identity();
  UnaryOperator<GroupInfoTBS> groupInfo = UnaryOperator.identity();
  UnaryOperator<Bytes> groupInfoSignature = UnaryOperator.identity();
  UnaryOperator<Bytes> groupInfoPlaintext = UnaryOperator.identity();
  UnaryOperator<Bytes> encryptedGroupInfo = UnaryOperator.identity();
  UnaryOperator<Bytes> groupSecretsPlaintext = UnaryOperator.identity();
  UnaryOperator<Bytes> groupSecretsContext = UnaryOperator.identity();
  UnaryOperator<HPKECiphertext> groupSecrets = UnaryOperator.identity();
  UnaryOperator<Welcome> welcome = UnaryOperator.identity();
  UnaryOperator<Bytes> message = UnaryOperator.identity();

  ForgedWelcome(RefusalClients clients, Kind kind) {
    this.clients = clients;
    this.suite = clients.suite;
    this.kind = kind;
    members =
        List.of("bob", "carol", "dave", "erin", "frank", "alice").stream()
            .map(clients::client)
            .toList();
    alice = members.get(ALICE);
    joinerSecret = Secret.random(clients.random, suite.hashLength());
    base =
        new GroupContext(
            ProtocolVersion.MLS10,
            suite.id(),
            Bytes.ofUtf8("group"),
            7,
            Bytes.EMPTY,
            Bytes.wrap(clients.random.generateSeed(suite.hashLength())),
            List.of());
    tree = new ReferenceTree(suite, published(0));
    for (int leaf : new int[] {1, 2, 3, 4}) {
      tree.add(published(leaf));
    }
    tree.remove(ERIN);
    setPath(1, List.of(freshKey(), freshKey(), freshKey()));
    tree.add(published(ERIN));
    tree.add(published(ALICE));
    honestPathSecret = kind == Kind.PATH_SECRET ? frankMakesAPath() : null;
  }

  private Bytes frankMakesAPath() {
    signer = 4;
    Secret first = Secret.random(clients.random, suite.hashLength());
    setPath(4, List.of(nodeKey(suite.deriveSecret(first, "path")), nodeKey(first)));
    return Bytes.wrap(first.reveal());
  }

  private HPKEPublicKey nodeKey(Secret pathSecret) {
    return suite.deriveKeyPair(suite.deriveSecret(pathSecret, "node")).publicKey().wire();
  }

  HPKEPublicKey freshKey() {
    try (KemKeyPair keys = suite.generateKemKeyPair(clients.random)) {
      return keys.publicKey().wire();
    }
  }

  // Changing the tree

  LeafNode published(int leaf) {
    return members.get(leaf).keyPackage.keyPackage().leafNode();
  }

  TestClient member(int leaf) {
    return members.get(leaf);
  }

  /** New keys on the path of a leaf, root first, and a leaf that goes with them. */
  void setPath(int leaf, List<HPKEPublicKey> keysFromTheTop) {
    Bytes parentHash = tree.setPath(leaf, keysFromTheTop);
    LeafNode fresh = Forgery.encryptionKey(published(leaf), freshKey());
    setLeaf(leaf, Forgery.source(fresh, new LeafNodeSource.Commit(parentHash)));
  }

  /** Signs a leaf as its member and puts it in place. */
  void setLeaf(int leaf, LeafNode changed) {
    setSignedLeaf(
        leaf,
        Forgery.sign(members.get(leaf).identity, changed, base.groupId(), new LeafIndex(leaf)));
  }

  void setSignedLeaf(int leaf, LeafNode signed) {
    tree.nodes.set(2 * leaf, ReferenceTree.leaf(signed));
  }

  LeafNode leaf(int leaf) {
    return ((Node.Leaf) tree.nodes.get(2 * leaf).orElseThrow()).leafNode();
  }

  /** Changes a leaf, and signs it as its member. */
  void leaf(int leaf, UnaryOperator<LeafNode> change) {
    setLeaf(leaf, change.apply(leaf(leaf)));
  }

  /** Changes a parent node; nothing else. */
  void parent(int node, UnaryOperator<ParentNode> change) {
    ParentNode parent = ((Node.Parent) tree.nodes.get(node).orElseThrow()).parentNode();
    tree.nodes.set(node, Optional.of(new Node.Parent(change.apply(parent))));
  }

  void unmerged(int node, long... leaves) {
    List<LeafIndex> list = new ArrayList<>();
    for (long leaf : leaves) {
      list.add(new LeafIndex(leaf));
    }
    parent(node, parent -> new ParentNode(parent.encryptionKey(), parent.parentHash(), list));
  }

  // Changing the rest

  void context(Consumer<ContextChange> change) {
    context =
        c -> {
          ContextChange changed = new ContextChange(c);
          change.accept(changed);
          return changed.context();
        };
  }

  /** A GroupContext with fields to be set. */
  static final class ContextChange {
    ProtocolVersion version;
    CipherSuiteId cipherSuite;
    private final GroupContext from;

    private ContextChange(GroupContext from) {
      this.from = from;
      version = from.version();
      cipherSuite = from.cipherSuite();
    }

    private GroupContext context() {
      return new GroupContext(
          version,
          cipherSuite,
          from.groupId(),
          from.epoch(),
          from.treeHash(),
          from.confirmedTranscriptHash(),
          from.extensions());
    }
  }

  void extensions(UnaryOperator<List<Extension>> change) {
    groupInfo =
        tbs ->
            new GroupInfoTBS(
                tbs.groupContext(),
                change.apply(tbs.extensions()),
                tbs.confirmationTag(),
                tbs.signer());
  }

  void confirmationTag(UnaryOperator<Bytes> change) {
    groupInfo =
        tbs ->
            new GroupInfoTBS(
                tbs.groupContext(),
                tbs.extensions(),
                change.apply(tbs.confirmationTag()),
                tbs.signer());
  }

  void claimedSigner(long leaf) {
    groupInfo =
        tbs ->
            new GroupInfoTBS(
                tbs.groupContext(), tbs.extensions(), tbs.confirmationTag(), new LeafIndex(leaf));
  }

  // What comes of it

  private @Nullable Bytes hash() {
    try {
      return treeHash.apply(tree.treeHash());
    } catch (ClassCastException e) {
      return Bytes.wrap(new byte[suite.hashLength()]);
    }
  }

  private GroupContext fitting() {
    return context.apply(
        new GroupContext(
            base.version(),
            base.cipherSuite(),
            base.groupId(),
            base.epoch(),
            hash(),
            base.confirmedTranscriptHash(),
            groupExtensions));
  }

  /** The tree as a ratchet_tree, up to its last node, unless it has been changed. */
  Bytes ratchetTree() {
    return encodedTree.apply(tree.export().encode());
  }

  /** The Welcome in an MLSMessage, and what Alice then knows that the others do, too. */
  record Made(Bytes message, @Nullable Bytes ratchetTree, Bytes epochAuthenticator) {}

  Made make() throws Exception {
    List<PreSharedKeyID> psks = mixedPsks.apply(List.of());
    GroupContext context = fitting();
    try (PskSecret pskSecret =
            new Psks(suite, alice.config.psks(), Psks.Resumptions.none()).secret(psks);
        KeySchedule schedule = KeySchedule.join(suite, joinerSecret, pskSecret);
        EpochSecrets epoch = schedule.epoch(context)) {
      List<Extension> extensions =
          kind == Kind.TREE_BESIDE
              ? List.of()
              : List.of(new Extension(ExtensionType.RATCHET_TREE, ratchetTree()));
      GroupInfoTBS tbs =
          groupInfo.apply(
              new GroupInfoTBS(
                  context,
                  extensions,
                  epoch.confirmationTag(context.confirmedTranscriptHash()),
                  new LeafIndex(signer)));
      Bytes plaintext =
          groupInfoPlaintext.apply(
              InsiderWelcome.sign(members.get(signer), tbs, groupInfoSignature).encode());
      Bytes sealed = encryptedGroupInfo.apply(seal(schedule, plaintext));
      Welcome made =
          welcome.apply(
              new Welcome(
                  suite.id(),
                  List.of(
                      new EncryptedGroupSecrets(
                          suite.keyPackageRef(alice.published()),
                          groupSecrets.apply(encrypt(psks, sealed)))),
                  sealed));
      return new Made(
          message.apply(new MLSMessage(ProtocolVersion.MLS10, made).encode()),
          kind == Kind.TREE_BESIDE ? ratchetTree() : null,
          epoch.epochAuthenticator());
    }
  }

  private Bytes seal(KeySchedule schedule, Bytes groupInfo) {
    Secret welcomeSecret = schedule.welcomeSecret();
    return suite.seal(
        suite.expandWithLabel(welcomeSecret, "key", Bytes.EMPTY, suite.aeadKeyLength()),
        Bytes.wrap(
            suite
                .expandWithLabel(welcomeSecret, "nonce", Bytes.EMPTY, suite.aeadNonceLength())
                .reveal()),
        Bytes.EMPTY,
        groupInfo);
  }

  private HPKECiphertext encrypt(List<PreSharedKeyID> psks, Bytes sealed) throws Exception {
    Optional<PathSecret> secret =
        Optional.ofNullable(honestPathSecret).map(s -> new PathSecret(Secret.copyOf(s)));
    Bytes encoded;
    try (GroupSecrets secrets =
            new GroupSecrets(
                joinerSecret.copy(), pathSecret.apply(secret), listedPsks.apply(psks));
        Secret bytes = secrets.encodeSecret()) {
      encoded = groupSecretsPlaintext.apply(Bytes.wrap(bytes.reveal()));
    }
    return suite.encryptWithLabel(
        suite.kemPublicKey(alice.published().initKey()),
        Welcomes.LABEL,
        groupSecretsContext.apply(sealed),
        Secret.copyOf(encoded),
        clients.random);
  }
}
