package io.github.mls4j.group;

import static io.github.mls4j.group.ForgedWelcome.ALICE;
import static io.github.mls4j.group.ForgedWelcome.ERIN;
import static io.github.mls4j.group.RefusalClients.DAY;
import static io.github.mls4j.group.RefusalClients.NOW;
import static io.github.mls4j.group.RefusalClients.TOPIC;
import static io.github.mls4j.group.RefusalClients.UNHEARD_OF;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.wire.Capabilities;
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
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Welcomes into a tree that is not valid (§12.4.3.1, §7.9.2). Erin's leaf is the one that is
 * changed, where it may be any: she is unmerged, and no parent hash covers her.
 */
final class TreeAttacks {

  private TreeAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    leaves(topic);
    capabilities(topic);
    lifetimes(topic);
    uniqueKeys(topic);
    parents(topic);
    unmerged(topic);
    encoding(topic);
    joiner(topic);
    return topic.attacks();
  }

  private static void leaves(Attack.Topic topic) {
    topic
        .welcomeInAllSuites(
            "7.3-3",
            "tree-leaf-signature-flipped",
            w -> signature(w, ERIN, RefusalClients.flipped(w.leaf(ERIN).signature())))
        .welcome("7.3-3", "tree-leaf-signature-empty", w -> signature(w, ERIN, Bytes.EMPTY))
        .welcome(
            "7.3-3",
            "tree-leaf-signed-by-another",
            w ->
                w.setSignedLeaf(
                    ERIN,
                    Forgery.sign(
                        w.member(2).identity,
                        w.leaf(ERIN),
                        Bytes.ofUtf8("group"),
                        new LeafIndex(ERIN))))
        .welcomeInAllSuites(
            "12.4.3.1-13",
            "tree-leaf-signed-for-another-index",
            w -> w.setSignedLeaf(ERIN, commitLeaf(w, Bytes.ofUtf8("group"), 2)))
        .welcome(
            "12.4.3.1-13",
            "tree-leaf-signed-for-another-group",
            w -> w.setSignedLeaf(ERIN, commitLeaf(w, Bytes.ofUtf8("other"), ERIN)))
        .welcomeInAllSuites(
            "5.1.1-2",
            "tree-leaf-signature-key-truncated",
            w ->
                signatureKey(
                    w, ERIN, RefusalClients.shortened(w.leaf(ERIN).signatureKey().value())))
        .welcomeInAllSuites(
            "5.1.1-1",
            "tree-leaf-encryption-key-truncated",
            w ->
                w.leaf(
                    ERIN,
                    leaf ->
                        Forgery.encryptionKey(
                            leaf,
                            new HPKEPublicKey(
                                RefusalClients.shortened(leaf.encryptionKey().value())))))
        .welcome(
            "5.1.1-1",
            "tree-leaf-encryption-key-empty",
            w -> w.leaf(ERIN, leaf -> Forgery.encryptionKey(leaf, new HPKEPublicKey(Bytes.EMPTY))))
        .welcome(
            "7.3-9",
            "tree-leaf-extension-not-in-capabilities",
            w ->
                w.leaf(
                    ERIN,
                    leaf ->
                        Forgery.extensions(leaf, List.of(new Extension(UNHEARD_OF, Bytes.EMPTY)))))
        .welcome(
            "13.4-5",
            "tree-leaf-extension-twice",
            w ->
                w.leaf(
                    ERIN,
                    leaf ->
                        Forgery.extensions(
                            leaf,
                            List.of(
                                new Extension(TOPIC, Bytes.EMPTY),
                                new Extension(TOPIC, Bytes.EMPTY)))));
  }

  /** Erin's leaf as of a commit, signed for some group and index. */
  private static LeafNode commitLeaf(ForgedWelcome w, Bytes groupId, int index) {
    return Forgery.sign(
        w.member(ERIN).identity,
        Forgery.source(w.leaf(ERIN), new LeafNodeSource.Update()),
        groupId,
        new LeafIndex(index));
  }

  private static void signature(ForgedWelcome w, int leaf, Bytes signature) {
    w.setSignedLeaf(leaf, Forgery.signature(w.leaf(leaf), signature));
  }

  private static void signatureKey(ForgedWelcome w, int leaf, Bytes key) {
    w.leaf(leaf, l -> Forgery.signatureKey(l, new SignaturePublicKey(key)));
  }

  private static UnaryOperator<LeafNode> caps(UnaryOperator<Capabilities> change) {
    return leaf -> Forgery.capabilities(leaf, change);
  }

  private static void capabilities(Attack.Topic topic) {
    topic
        .welcome(
            "7.2-5",
            "tree-leaf-credential-not-in-its-capabilities",
            w -> w.leaf(ERIN, caps(c -> Forgery.credentials(c, CredentialType.X509))))
        .welcome(
            "7.3-6",
            "tree-leaf-supports-no-credentials",
            w -> w.leaf(ERIN, caps(c -> Forgery.credentials(c))))
        .welcome(
            "13.4-10",
            "tree-leaf-lacks-a-group-extension",
            w -> {
              w.groupExtensions = RefusalClients.topic();
              w.leaf(ERIN, caps(c -> Forgery.extensions(c)));
            })
        .welcome(
            "7.3-4",
            "tree-leaf-lacks-a-required-extension",
            w -> {
              w.groupExtensions =
                  List.of(
                      new Extension(
                          ExtensionType.REQUIRED_CAPABILITIES,
                          new RequiredCapabilities(List.of(TOPIC), List.of(), List.of()).encode()));
              w.leaf(ERIN, caps(c -> Forgery.extensions(c)));
            });
  }

  private static void living(ForgedWelcome w, long from, long to) {
    w.leaf(
        ERIN, leaf -> Forgery.source(leaf, new LeafNodeSource.KeyPackage(new Lifetime(from, to))));
  }

  private static void lifetimes(Attack.Topic topic) {
    topic
        .welcome("7.3-8", "tree-leaf-expired", w -> living(w, NOW - 9 * DAY, NOW - 2 * DAY))
        .welcome("7.3-8", "tree-leaf-of-the-future", w -> living(w, NOW + 2 * DAY, NOW + 9 * DAY))
        .welcome("7.2-10", "tree-leaf-expires-before-it-begins", w -> living(w, NOW + 1, NOW - 1))
        .welcome("7.2-9", "tree-leaf-for-ever", w -> living(w, 0, -1));
  }

  private static void uniqueKeys(Attack.Topic topic) {
    topic
        .welcome(
            "7.3-14",
            "tree-two-leaves-with-one-signature-key",
            w ->
                w.setSignedLeaf(
                    ERIN,
                    Forgery.sign(
                        w.member(2).identity,
                        Forgery.signatureKey(w.leaf(ERIN), w.leaf(2).signatureKey()),
                        Bytes.ofUtf8("group"),
                        new LeafIndex(ERIN))))
        .welcome(
            "7.3-15",
            "tree-two-leaves-with-one-encryption-key",
            w -> w.leaf(ERIN, leaf -> Forgery.encryptionKey(leaf, w.leaf(2).encryptionKey())))
        .welcome(
            "16.7-1",
            "tree-leaf-with-the-key-of-a-parent",
            w -> w.leaf(ERIN, leaf -> Forgery.encryptionKey(leaf, key(w, 3))))
        .welcome(
            "12.4.3.1-16",
            "tree-two-parents-with-one-key",
            w -> {
              HPKEPublicKey one = w.freshKey();
              w.setPath(1, List.of(one, w.freshKey(), one));
              w.unmerged(3, 3);
              w.unmerged(7, 3, 5);
            })
        .welcome(
            "12.4.3.1-16",
            "tree-parent-with-the-key-of-a-leaf-elsewhere",
            w -> {
              w.setPath(1, List.of(w.freshKey(), w.freshKey(), w.leaf(4).encryptionKey()));
              w.unmerged(3, 3);
              w.unmerged(7, 3, 5);
            });
  }

  private static HPKEPublicKey key(ForgedWelcome w, int node) {
    return ((Node.Parent) w.tree.nodes.get(node).orElseThrow()).parentNode().encryptionKey();
  }

  private static void parents(Attack.Topic topic) {
    String linked = "7.9.2-2";
    topic
        .welcomeInAllSuites(
            linked,
            "tree-parent-hash-of-a-parent-flipped",
            w ->
                w.parent(
                    3,
                    p ->
                        new ParentNode(
                            p.encryptionKey(),
                            RefusalClients.flipped(p.parentHash()),
                            p.unmergedLeaves())))
        .welcome(
            linked,
            "tree-parent-hash-of-a-parent-empty",
            w ->
                w.parent(
                    3, p -> new ParentNode(p.encryptionKey(), Bytes.EMPTY, p.unmergedLeaves())))
        .welcomeInAllSuites(
            "12.4.3.1-12",
            "tree-parent-hash-of-a-leaf-flipped",
            w ->
                w.leaf(
                    1,
                    leaf ->
                        Forgery.source(
                            leaf,
                            new LeafNodeSource.Commit(
                                RefusalClients.flipped(
                                    ((LeafNodeSource.Commit) leaf.leafNodeSource())
                                        .parentHash())))))
        .welcome(
            "7.9.1-1",
            "tree-parent-without-a-committed-leaf-below",
            w -> w.leaf(1, leaf -> Forgery.source(leaf, new LeafNodeSource.Update())))
        .welcome(
            linked,
            "tree-parent-key-replaced",
            w -> w.parent(3, p -> new ParentNode(w.freshKey(), p.parentHash(), p.unmergedLeaves())))
        .welcome(
            linked,
            "tree-root-key-replaced",
            w -> w.parent(7, p -> new ParentNode(w.freshKey(), p.parentHash(), p.unmergedLeaves())))
        .welcome(
            linked,
            "tree-parent-that-nobody-made",
            w ->
                w.tree.nodes.set(
                    5,
                    Optional.of(
                        new Node.Parent(
                            new ParentNode(
                                w.freshKey(), Bytes.EMPTY, List.of(new LeafIndex(ERIN)))))))
        .welcome(
            "7.9.2-1",
            "tree-sibling-changed-since-the-path",
            w -> w.setLeaf(2, Forgery.encryptionKey(w.published(2), w.freshKey())))
        .welcome(
            "7.9.2-1",
            "tree-members-gone-since-the-path",
            w -> w.tree.nodes.set(4, Optional.empty()))
        .welcome(
            "7.9.2-1",
            "tree-leaf-not-listed-as-unmerged",
            w -> {
              w.unmerged(3);
              w.unmerged(7, 5);
            })
        .welcomeInAllSuites(
            "5.1.1-1",
            "tree-parent-key-truncated",
            w -> {
              w.setPath(
                  1,
                  List.of(
                      w.freshKey(),
                      new HPKEPublicKey(RefusalClients.shortened(w.freshKey().value())),
                      w.freshKey()));
              w.unmerged(3, 3);
              w.unmerged(7, 3, 5);
            });
  }

  private static void unmerged(Attack.Topic topic) {
    topic
        .welcome("7.1-2", "unmerged-leaves-not-sorted", w -> w.unmerged(7, 5, 3))
        .welcome("7.1-3", "unmerged-leaf-twice", w -> w.unmerged(7, 3, 3, 5))
        .welcome("12.4.3.1-14", "unmerged-leaf-is-blank", w -> w.unmerged(7, 3, 5, 6))
        .welcome("12.4.3.1-14", "unmerged-leaf-not-below", w -> w.unmerged(3, 3, 5))
        .welcome("12.4.3.1-14", "unmerged-leaf-outside-the-tree", w -> w.unmerged(7, 3, 5, 8))
        .welcome(
            "12.4.3.1-14",
            "unmerged-leaf-far-outside-the-tree",
            w -> w.unmerged(7, 3, 5, 0xffff_ffffL))
        .welcome("12.4.3.1-15", "unmerged-leaf-merged-in-between", w -> w.unmerged(3))
        .welcome("7.9.2-1", "unmerged-leaf-left-out-at-the-root", w -> w.unmerged(7, 5));
  }

  private static void encoding(Attack.Topic topic) {
    Bytes blank = Bytes.copyOf((byte) 0);
    topic
        .welcome(
            "12.4.3.3-2",
            "ratchet-tree-ends-with-blanks",
            w -> w.encodedTree = t -> nodes(t, n -> Bytes.concat(n, blank, blank)))
        .welcome(
            "12.4.3.3-2",
            "ratchet-tree-filled-up-with-blanks",
            w -> w.encodedTree = t -> nodes(t, n -> Bytes.concat(n, blank, blank, blank, blank)))
        .welcome(
            "12.4.3.3-2",
            "ratchet-tree-of-blanks-only",
            w -> w.encodedTree = t -> nodes(t, n -> Bytes.concat(blank, blank, blank)))
        .welcome(
            "12.4.3.3-2",
            "ratchet-tree-empty",
            w -> w.encodedTree = t -> nodes(t, n -> Bytes.EMPTY))
        .welcome(
            "12.4.3.3-3",
            "ratchet-tree-leaf-in-the-place-of-a-parent",
            w -> w.tree.nodes.set(9, w.tree.nodes.get(2 * ALICE)))
        .welcome(
            "12.4.3.3-3",
            "ratchet-tree-parent-in-the-place-of-a-leaf",
            w -> w.tree.nodes.set(6, w.tree.nodes.get(3)))
        .welcome(
            "2.1.1-2",
            "ratchet-tree-presence-octet-2",
            w -> w.encodedTree = t -> nodes(t, n -> replaced(n, 0, 2)))
        .welcome(
            "6-4",
            "ratchet-tree-unknown-node-type",
            w -> w.encodedTree = t -> nodes(t, n -> replaced(n, 1, 3)))
        .welcome(
            "2.1.2-7",
            "ratchet-tree-trailing-byte",
            w -> w.encodedTree = RefusalClients::lengthened)
        .welcome("2.1", "ratchet-tree-truncated", w -> w.encodedTree = RefusalClients::shortened)
        .welcome(
            "12.4.3.1-11", "tree-hash-of-another-tree", w -> w.treeHash = RefusalClients::flipped)
        .welcome("12.4.3.3-5", "tree-hash-empty", w -> w.treeHash = hash -> Bytes.EMPTY)
        .welcome("12.4.3.3-5", "tree-hash-truncated", w -> w.treeHash = RefusalClients::shortened);
  }

  private static Bytes replaced(Bytes bytes, int at, int value) {
    byte[] copy = bytes.toByteArray();
    copy[at] = (byte) value;
    return Bytes.wrap(copy);
  }

  /** Other bytes inside the vector of nodes. */
  private static Bytes nodes(Bytes tree, UnaryOperator<Bytes> change) {
    int prefix = 1 << (tree.get(0) >> 6);
    Bytes nodes = change.apply(tree.slice(prefix, tree.size() - prefix));
    return new TlsWriter().opaque(nodes).toBytes();
  }

  private static void joiner(Attack.Topic topic) {
    topic
        .welcomeInAllSuites(
            "12.4.3.1-17",
            "joiner-is-not-in-the-tree",
            w -> {
              w.tree.nodes.set(2 * ALICE, Optional.empty());
              w.unmerged(7, 3);
            })
        .welcome(
            "12.4.3.1-17",
            "joiner-has-another-leaf",
            w ->
                w.leaf(
                    ALICE,
                    leaf -> Forgery.extensions(leaf, List.of(new Extension(TOPIC, Bytes.EMPTY)))))
        .welcome(
            "12.4.3.1-17",
            "joiner-has-another-encryption-key",
            w -> w.leaf(ALICE, leaf -> Forgery.encryptionKey(leaf, w.freshKey())))
        .welcome(
            "7.3-14",
            "joiner-is-in-the-tree-twice",
            w -> {
              w.tree.nodes.set(12, w.tree.nodes.get(2 * ALICE));
              w.unmerged(7, 3, 5, 6);
            });
  }
}
