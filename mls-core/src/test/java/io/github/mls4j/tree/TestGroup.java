package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.SignaturePublicKey;
import io.github.mls4j.wire.UpdatePath;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All members of a group at once, each with its private keys. After each commit everything that
 * must hold between them is checked.
 */
final class TestGroup {

  final CipherSuite suite;
  final SecureRandom random;
  RatchetTree tree;

  /** What each member knows. */
  final Map<LeafIndex, PrivateKeys> members = new TreeMap<>();

  TestGroup(CipherSuite suite, long seed) {
    this.suite = suite;
    this.random = TestLeaves.seeded(seed);
    KemKeyPair pair = suite.generateKemKeyPair(random);
    this.tree = RatchetTree.of(suite, leaf(pair));
    members.put(new LeafIndex(0), PrivateKeys.of(new LeafIndex(0), pair.privateKey()));
  }

  /** A group of {@code size} in which everyone has committed once, so that no node is blank. */
  static TestGroup full(CipherSuite suite, int size) throws RuleViolation {
    TestGroup group = new TestGroup(suite, size);
    group.commit(new LeafIndex(0), new Changes().adds(size - 1));
    for (LeafIndex member : List.copyOf(group.members.keySet())) {
      group.commit(member, new Changes());
    }
    return group;
  }

  /** The proposals of a commit. */
  static final class Changes {
    List<LeafIndex> updates = List.of();
    List<LeafIndex> removes = List.of();
    int adds;
    boolean withPath = true;

    Changes updates(List<LeafIndex> leaves) {
      updates = leaves;
      return this;
    }

    Changes removes(List<LeafIndex> leaves) {
      removes = leaves;
      return this;
    }

    Changes adds(int count) {
      adds = count;
      return this;
    }

    Changes withoutPath() {
      withPath = false;
      return this;
    }
  }

  private TreeLeaf leaf(KemKeyPair pair) {
    return TestLeaves.decode(
        suite,
        TestLeaves.leafNode(pair.publicKey().wire(), signatureKey(), TestLeaves.keyPackage()));
  }

  private SignaturePublicKey signatureKey() {
    try (SignatureKeyPair pair = suite.generateSignatureKeyPair(random)) {
      return pair.publicKey();
    }
  }

  /** Applies proposals in the RFC's order, then the commit's path, for all members. */
  void commit(LeafIndex committer, Changes changes) throws RuleViolation {
    for (LeafIndex updated : changes.updates) {
      KemKeyPair pair = suite.generateKemKeyPair(random);
      tree = tree.update(updated, leaf(pair));
      replaceKeys(updated, members.get(updated).withLeafKey(pair.privateKey()));
    }
    for (LeafIndex removed : changes.removes) {
      tree = tree.remove(removed);
      members.remove(removed).close();
    }
    Map<LeafIndex, KemKeyPair> joiners = new TreeMap<>();
    for (int i = 0; i < changes.adds; i++) {
      KemKeyPair pair = suite.generateKemKeyPair(random);
      RatchetTree.Addition addition = tree.add(leaf(pair));
      tree = addition.tree();
      joiners.put(addition.index(), pair);
    }
    tree.verifyUniqueKeys();
    if (changes.withPath) {
      commitPath(committer, joiners);
    } else {
      for (LeafIndex member : List.copyOf(members.keySet())) {
        replaceKeys(member, members.get(member).retainedIn(tree));
      }
      for (LeafIndex joiner : joiners.keySet()) {
        members.put(
            joiner,
            PrivateKeys.join(
                throughTheWire(tree), joiner, joiners.get(joiner).privateKey(), committer, null));
      }
    }
    check();
  }

  /** An external commit, for the leaf that it takes. */
  LeafIndex join(List<LeafIndex> removes) throws RuleViolation {
    for (LeafIndex removed : removes) {
      tree = tree.remove(removed);
      members.remove(removed).close();
    }
    LeafIndex leaf = tree.nextLeaf();
    commitPath(leaf, Map.of());
    check();
    return leaf;
  }

  private void commitPath(LeafIndex committer, Map<LeafIndex, KemKeyPair> joiners)
      throws RuleViolation {
    try (NewPath path = newPath(committer)) {
      Bytes context = context(path.tree());
      UpdatePath sent = throughTheWire(path.encrypt(context, joiners.keySet(), random));
      MergedPath merged = tree.mergePath(committer, sent, joiners.keySet());
      assertThat(merged.tree().treeHash()).isEqualTo(path.tree().treeHash());
      for (LeafIndex member : List.copyOf(members.keySet())) {
        if (!member.equals(committer)) {
          try (DecryptedPath got = TreeKem.decryptPath(merged, members.get(member), context)) {
            assertThat(got.commitSecret()).isEqualTo(path.commitSecret());
            replaceKeys(member, got.privateKeys().copy());
          }
        }
      }
      replaceKeys(committer, path.privateKeys().copy());
      tree = merged.tree();
      RatchetTree received = throughTheWire(tree);
      for (LeafIndex joiner : joiners.keySet()) {
        try (Secret secret = path.pathSecretFor(joiner)) {
          members.put(
              joiner,
              PrivateKeys.join(
                  received, joiner, joiners.get(joiner).privateKey(), committer, secret));
        }
      }
    }
  }

  /** A path that is not applied. */
  NewPath newPath(LeafIndex committer) throws RuleViolation {
    return TreeKem.newPath(
        tree,
        committer,
        (key, parentHash) ->
            TestLeaves.leafNode(key, signatureKey(), TestLeaves.commit(parentHash)),
        random);
  }

  /** Stands for the group context: what matters here is that it covers the tree. */
  static Bytes context(RatchetTree tree) {
    return tree.treeHash();
  }

  private void replaceKeys(LeafIndex member, PrivateKeys next) {
    PrivateKeys old = members.put(member, next);
    if (old != null) {
      old.close();
    }
  }

  /** The tree invariant (§4.2) in both directions, and what a joiner would check. */
  private void check() throws RuleViolation {
    tree.verifyParentHashes();
    assertThat(tree.memberCount()).isEqualTo(members.size());
    for (Map.Entry<LeafIndex, PrivateKeys> member : members.entrySet()) {
      PrivateKeys keys = member.getValue();
      assertThat(keys.matches(tree)).isTrue();
      assertThat(Set.copyOf(keys.nodes())).isEqualTo(nodesThatShouldBeKnown(member.getKey()));
    }
  }

  private Set<Integer> nodesThatShouldBeKnown(LeafIndex member) {
    int leaf = (int) member.value();
    return new ReferenceTree(suite, tree.export())
        .pathDown(leaf).stream()
            .filter(node -> tree.node(node).isPresent())
            .filter(node -> !tree.root().find(node).parent().isUnmerged(leaf))
            .collect(
                Collectors.collectingAndThen(
                    Collectors.toSet(),
                    nodes -> {
                      nodes.add(2 * leaf);
                      return nodes;
                    }));
  }

  RatchetTree throughTheWire(RatchetTree sent) throws RuleViolation {
    try {
      return RatchetTree.importTree(
          suite, TlsReader.decode(sent.export().encode(), RatchetTreeExtension::readFrom));
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  static UpdatePath throughTheWire(UpdatePath sent) {
    try {
      return TlsReader.decode(sent.encode(), UpdatePath::readFrom);
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }
}
