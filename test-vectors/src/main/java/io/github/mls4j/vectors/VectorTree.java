package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.NewPath;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeKem;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.tree.TreeMath;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The tree of a group with all the private keys of all its members: for vectors that are about
 * trees alone. A value: each change makes another one. What is done to it are the steps that
 * commits are made of; all leaves and parent hashes are genuine.
 */
final class VectorTree {

  /** A member's private keys but those of the path; for signing in its name. */
  record Member(MlsIdentity identity, Bytes signaturePriv, Bytes encryptionPriv) {}

  final CipherSuite suite;
  final Draws draws;
  final Bytes groupId;
  final RatchetTree tree;
  private final SortedMap<Integer, Member> members;

  /** The path secret behind each node; of blank nodes a former one, which nobody asks for. */
  private final Map<Integer, Bytes> secrets;

  private VectorTree(
      VectorTree before,
      RatchetTree tree,
      SortedMap<Integer, Member> members,
      Map<Integer, Bytes> secrets) {
    this.suite = before.suite;
    this.draws = before.draws;
    this.groupId = before.groupId;
    this.tree = tree;
    this.members = members;
    this.secrets = secrets;
  }

  /** A group of one. */
  VectorTree(CipherSuite suite, Draws draws) throws Exception {
    this.suite = suite;
    this.draws = draws;
    this.groupId = draws.hash(suite);
    ClientKeys creator = client();
    this.tree = RatchetTree.of(suite, leaf(creator.keyPackage().leafNode()));
    this.members = new TreeMap<>(Map.of(0, member(creator)));
    this.secrets = Map.of();
  }

  /** A client that is not in the group. */
  ClientKeys client() throws Exception {
    return ClientKeys.draw(
        suite, draws, ClientKeys.Issuer.basic(draws.label("client")), ClientKeys.Claims.of(suite));
  }

  private static Member member(ClientKeys client) {
    return new Member(client.identity(), client.signaturePriv(), client.encryptionPriv());
  }

  private TreeLeaf leaf(LeafNode leafNode) throws RuleViolation {
    return TreeLeaf.of(suite, leafNode, Place.of("leaf_node"));
  }

  // What members do

  /** A client is added. */
  VectorTree add() throws Exception {
    return add(client());
  }

  VectorTree add(ClientKeys client) throws Exception {
    RatchetTree.Addition addition = tree.add(leaf(client.keyPackage().leafNode()));
    SortedMap<Integer, Member> more = new TreeMap<>(members);
    more.put((int) addition.index().value(), member(client));
    return new VectorTree(this, addition.tree(), more, secrets);
  }

  VectorTree add(int count) throws Exception {
    VectorTree result = this;
    for (int i = 0; i < count; i++) {
      result = result.add();
    }
    return result;
  }

  VectorTree remove(int... leaves) {
    RatchetTree smaller = tree;
    SortedMap<Integer, Member> fewer = new TreeMap<>(members);
    for (int leaf : leaves) {
      smaller = smaller.remove(new LeafIndex(leaf));
      fewer.remove(leaf);
    }
    return new VectorTree(this, smaller, fewer, secrets);
  }

  /** A member's Update is committed by another one. */
  VectorTree update(int leaf) throws RuleViolation {
    try (KemKeyPair keys = suite.generateKemKeyPair(draws.random())) {
      SortedMap<Integer, Member> updated = new TreeMap<>(members);
      updated.put(leaf, withKey(member(leaf), Encode.consumed(keys.privateKey().serialize())));
      return new VectorTree(
          this, tree.update(new LeafIndex(leaf), leaf(newLeaf(leaf, keys))), updated, secrets);
    }
  }

  /** The leaf for an Update, the private key of which nobody has. */
  LeafNode updatedLeaf(int leaf) {
    try (KemKeyPair keys = suite.generateKemKeyPair(draws.random())) {
      return newLeaf(leaf, keys);
    }
  }

  private LeafNode newLeaf(int leaf, KemKeyPair keys) {
    return Leaves.renewed(
        suite,
        member(leaf).identity.signer(),
        leafNode(leaf),
        keys.publicKey().wire(),
        new LeafNodeSource.Update(),
        groupId,
        new LeafIndex(leaf));
  }

  /** A member sets new keys on its path. */
  VectorTree path(int leaf) throws RuleViolation {
    try (NewPath path = newPath(leaf)) {
      return withPath(path, leaf, member(leaf));
    }
  }

  /** A client joins by a commit of its own. */
  VectorTree join() throws Exception {
    ClientKeys client = client();
    LeafIndex leaf = tree.nextLeaf();
    try (NewPath path = newPath(leaf, client.identity(), client.keyPackage().leafNode())) {
      return withPath(path, (int) leaf.value(), member(client));
    }
  }

  /** A member's path, which is not in the tree yet. */
  NewPath newPath(int leaf) throws RuleViolation {
    return newPath(new LeafIndex(leaf), member(leaf).identity, leafNode(leaf));
  }

  private NewPath newPath(LeafIndex leaf, MlsIdentity identity, LeafNode old) throws RuleViolation {
    return TreeKem.newPath(
        tree,
        leaf,
        (key, parentHash) ->
            Leaves.renewed(
                suite,
                identity.signer(),
                old,
                key,
                new LeafNodeSource.Commit(parentHash),
                groupId,
                leaf),
        draws.random());
  }

  private VectorTree withPath(NewPath path, int leaf, Member sender) {
    SortedMap<Integer, Member> renewed = new TreeMap<>(members);
    renewed.put(leaf, withKey(sender, Encode.consumed(path.privateKeys().leafKey().serialize())));
    Map<Integer, Bytes> more = new HashMap<>(secrets);
    more.putAll(pathSecrets(path, leaf));
    return new VectorTree(this, path.tree(), renewed, more);
  }

  /** All of them come from the first, which is for those below its node beside the sender. */
  private Map<Integer, Bytes> pathSecrets(NewPath path, int sender) {
    int[] nodes = path.tree().filteredDirectPath(new LeafIndex(sender));
    Map<Integer, Bytes> made = new HashMap<>();
    if (nodes.length > 0) {
      int receiver =
          members.keySet().stream()
              .filter(leaf -> leaf != sender && TreeMath.isBelow(leaf, nodes[0]))
              .findFirst()
              .orElseThrow();
      Secret secret = path.pathSecretFor(new LeafIndex(receiver));
      for (int node : nodes) {
        made.put(node, Encode.lent(secret));
        try (Secret used = secret) {
          secret = suite.deriveSecret(used, "path");
        }
      }
      secret.close();
    }
    return made;
  }

  private static Member withKey(Member member, Bytes encryptionPriv) {
    return new Member(member.identity, member.signaturePriv, encryptionPriv);
  }

  // What there is

  /** By leaf. */
  SortedMap<Integer, Member> members() {
    return members;
  }

  Member member(int leaf) {
    return Objects.requireNonNull(members.get(leaf), "the leaf is blank");
  }

  private LeafNode leafNode(int leaf) {
    return tree.member(new LeafIndex(leaf)).leafNode();
  }

  /** What a member knows, by node: all above it that are not blank, unless it is unmerged there. */
  SortedMap<Integer, Bytes> pathSecrets(int leaf) {
    SortedMap<Integer, Bytes> known = new TreeMap<>();
    for (int node : TreeMath.directPath(TreeMath.leafToNode(leaf), tree.width())) {
      if (tree.node(node).orElse(null) instanceof Node.Parent parent
          && !parent.parentNode().unmergedLeaves().contains(new LeafIndex(leaf))) {
        known.put(node, Objects.requireNonNull(secrets.get(node)));
      }
    }
    return known;
  }

  /** Which nodes are blank, and which leaves unmerged: trees may have this in common. */
  String shape() {
    StringBuilder shape = new StringBuilder();
    for (int node = 0; node < TreeMath.nodeWidth(tree.width()); node++) {
      Node content = tree.node(node).orElse(null);
      if (content == null) {
        shape.append('_');
      } else if (content instanceof Node.Parent parent) {
        shape.append(
            parent.parentNode().unmergedLeaves().stream()
                .map(leaf -> String.valueOf(leaf.value()))
                .collect(Collectors.joining(" ", "(", ")")));
      } else {
        shape.append('x');
      }
    }
    return shape.toString();
  }
}
