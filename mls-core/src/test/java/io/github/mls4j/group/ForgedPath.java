package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.ReferenceTree;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.UpdatePathNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The path of a commit by somebody who knows how one is made, and does not care: keys and secrets
 * are whatever is asked for, and hashes, signature and encryptions are made to fit. A receiver that
 * leaves out the one check that it is about finds everything else in order.
 */
final class ForgedPath {

  private static final String LABEL = "UpdatePathNode";

  /** Other public keys than those that come of the path secrets, leaf to root. */
  UnaryOperator<List<HPKEPublicKey>> keys = UnaryOperator.identity();

  /** Other secrets to be encrypted than those that the keys come of. */
  UnaryOperator<List<Bytes>> encrypted = UnaryOperator.identity();

  /** Other nodes in the message than in the tree. */
  UnaryOperator<List<UpdatePathNode>> nodes = UnaryOperator.identity();

  /** Another context for the encryption than the provisional one. */
  UnaryOperator<GroupContext> context = UnaryOperator.identity();

  UnaryOperator<Bytes> commitSecret = UnaryOperator.identity();

  /** Encrypts to new members, too. */
  boolean toJoiners;

  private final List<Secret> secrets = new ArrayList<>();

  /** Signs a leaf with this key and parent hash. */
  @FunctionalInterface
  interface LeafSigner {
    LeafNode sign(HPKEPublicKey key, Bytes parentHash);
  }

  /** The provisional context for a tree of this hash. */
  @FunctionalInterface
  interface Provisional {
    GroupContext with(Bytes treeHash);
  }

  /**
   * @param treeHash after it
   */
  record Made(UpdatePath path, Bytes treeHash, Secret commitSecret) {}

  Made make(
      CipherSuite suite,
      RatchetTree applied,
      LeafIndex committer,
      Set<LeafIndex> joiners,
      LeafSigner signer,
      Provisional provisional,
      SecureRandom random)
      throws Exception {
    int leaf = (int) committer.value();
    ReferenceTree tree = new ReferenceTree(suite, applied.export());
    while (2 * leaf >= tree.nodes.size()) {
      tree.nodes.addAll(Collections.nCopies(tree.nodes.size() + 1, Optional.empty()));
    }
    List<List<Integer>> copath = tree.copathResolutions(leaf);
    Secret last = chain(suite, copath.size(), random);
    List<HPKEPublicKey> publicKeys =
        new ArrayList<>(keys.apply(secrets.stream().map(s -> nodeKey(suite, s)).toList()));
    List<HPKEPublicKey> fromTheTop = new ArrayList<>(publicKeys);
    Collections.reverse(fromTheTop);
    Bytes parentHash = tree.setPath(leaf, fromTheTop);
    LeafNode leafNode;
    try (KemKeyPair leafKeys = suite.generateKemKeyPair(random)) {
      leafNode = signer.sign(leafKeys.publicKey().wire(), parentHash);
    }
    tree.nodes.set(2 * leaf, ReferenceTree.leaf(leafNode));
    Bytes treeHash = tree.treeHash();
    Bytes info = context.apply(provisional.with(treeHash)).encode();
    List<Bytes> plaintexts =
        encrypted.apply(secrets.stream().map(s -> Bytes.wrap(s.reveal())).toList());
    List<UpdatePathNode> made = new ArrayList<>();
    for (int i = 0; i < publicKeys.size(); i++) {
      List<HPKECiphertext> ciphertexts = new ArrayList<>();
      for (int node : copath.get(i)) {
        if (toJoiners || !isOneOf(joiners, node)) {
          ciphertexts.add(
              suite.encryptWithLabel(
                  suite.kemPublicKey(key(tree, node)),
                  LABEL,
                  info,
                  Secret.copyOf(plaintexts.get(i)),
                  random));
        }
      }
      made.add(new UpdatePathNode(publicKeys.get(i), ciphertexts));
    }
    return new Made(
        new UpdatePath(leafNode, nodes.apply(made)),
        treeHash,
        Secret.copyOf(commitSecret.apply(Bytes.wrap(last.reveal()))));
  }

  /** Fills the path secrets; returns what comes after the last one. */
  private Secret chain(CipherSuite suite, int length, SecureRandom random) {
    Secret next = Secret.random(random, suite.hashLength());
    for (int i = 0; i < length; i++) {
      secrets.add(next);
      next = suite.deriveSecret(next, "path");
    }
    return next;
  }

  private static HPKEPublicKey nodeKey(CipherSuite suite, Secret pathSecret) {
    return suite.deriveKeyPair(suite.deriveSecret(pathSecret, "node")).publicKey().wire();
  }

  private static boolean isOneOf(Set<LeafIndex> leaves, int node) {
    return node % 2 == 0 && leaves.contains(new LeafIndex(node / 2));
  }

  private static HPKEPublicKey key(ReferenceTree tree, int node) {
    return tree.nodes.get(node).orElseThrow() instanceof Node.Parent parent
        ? parent.parentNode().encryptionKey()
        : ((Node.Leaf) tree.nodes.get(node).orElseThrow()).leafNode().encryptionKey();
  }
}
