package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.KemPublicKey;
import io.github.mls4j.crypto.LabeledSealer;
import io.github.mls4j.crypto.Workers;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.UpdatePathNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * New keys on the path of a committer, by itself: the tree that they lead to and the secrets behind
 * them. Closing it wipes them all: whoever goes on takes a copy of the private keys, which costs
 * nothing.
 */
public final class NewPath implements AutoCloseable {

  private final RatchetTree tree;
  private final DirectPath path;
  private final LeafNode leafNode;
  private final Chain chain;
  private final PrivateKeys privateKeys;

  private NewPath(
      RatchetTree tree, DirectPath path, LeafNode leafNode, Chain chain, PrivateKeys privateKeys) {
    this.tree = tree;
    this.path = path;
    this.leafNode = leafNode;
    this.chain = chain;
    this.privateKeys = privateKeys;
  }

  /** Fresh path secrets, one a node, with the keys that come of them and the secret after them. */
  private record Chain(List<Secret> pathSecrets, List<KemPrivateKey> keys, Secret commitSecret) {

    static Chain generate(CipherSuite suite, int length, SecureRandom random) {
      List<Secret> pathSecrets = new ArrayList<>(length);
      List<KemPrivateKey> keys = new ArrayList<>(length);
      Secret secret = Secret.random(random, suite.hashLength());
      boolean done = false;
      try {
        for (int i = 0; i < length; i++) {
          pathSecrets.add(secret);
          keys.add(PathSecrets.nodeKeyPair(suite, secret).privateKey());
          secret = PathSecrets.next(suite, secret);
        }
        done = true;
        return new Chain(pathSecrets, keys, secret);
      } finally {
        if (!done) {
          pathSecrets.forEach(Secret::close);
          secret.close();
          keys.forEach(KemPrivateKey::close);
        }
      }
    }

    List<KemPublicKey> publicKeys() {
      return keys.stream().map(KemPrivateKey::publicKey).toList();
    }

    void closeSecrets() {
      pathSecrets.forEach(Secret::close);
      commitSecret.close();
    }
  }

  static NewPath generate(
      RatchetTree tree, LeafIndex sender, TreeKem.LeafSigner signer, SecureRandom random)
      throws RuleViolation {
    CipherSuite suite = tree.suite();
    DirectPath path = tree.pathOfSender(sender);
    Chain chain = Chain.generate(suite, path.size(), random);
    KemKeyPair leafKeys = null;
    boolean done = false;
    try {
      List<KemPublicKey> publicKeys = chain.publicKeys();
      leafKeys = suite.generateKemKeyPair(random);
      List<Bytes> parentHashes = path.parentHashes(suite, publicKeys);
      LeafNode leafNode = signer.sign(leafKeys.publicKey().wire(), parentHashes.get(0));
      checkSigned(leafNode, leafKeys.publicKey(), parentHashes.get(0));
      RatchetTree merged =
          tree.withPath(
              path,
              TreeLeaf.of(suite, leafNode, tree.leaf(sender), MergedPath.leafPlace(path)),
              path.contents(publicKeys, parentHashes));
      done = true;
      return new NewPath(merged, path, leafNode, chain, privateKeys(path, leafKeys, chain));
    } finally {
      if (!done) {
        chain.closeSecrets();
        chain.keys().forEach(KemPrivateKey::close);
        if (leafKeys != null) {
          leafKeys.close();
        }
      }
    }
  }

  private static void checkSigned(LeafNode leafNode, KemPublicKey key, Bytes parentHash) {
    if (!leafNode.encryptionKey().equals(key.wire())
        || !(leafNode.leafNodeSource() instanceof LeafNodeSource.Commit source)
        || !source.parentHash().equals(parentHash)) {
      throw new IllegalArgumentException("the leaf node was not made for this path");
    }
  }

  /** All else above the leaf is blank now, so there are no older keys to keep. */
  private static PrivateKeys privateKeys(DirectPath path, KemKeyPair leafKeys, Chain chain) {
    Map<Integer, KemPrivateKey> above = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      above.put(path.steps().get(i).node(), chain.keys().get(i));
    }
    try (PrivateKeys alone = PrivateKeys.of(new LeafIndex(path.leaf()), leafKeys.privateKey())) {
      return alone.with(above);
    }
  }

  /** The tree with the path in it: that of the epoch that the commit leads to. */
  public RatchetTree tree() {
    return tree;
  }

  /** The committer's keys in the new epoch; they live as long as this path, unless copied. */
  public PrivateKeys privateKeys() {
    return privateKeys;
  }

  /**
   * {@code commit_secret} (§12.4.1). In a group of one, where there is no node that it could come
   * after, it is just as fresh and random.
   */
  public Secret commitSecret() {
    return chain.commitSecret();
  }

  /**
   * The path secret for the Welcome of a new member: that of the lowest common ancestor with the
   * committer (§12.4.3.1). A copy, the caller's to close.
   */
  public Secret pathSecretFor(LeafIndex joiner) {
    tree.member(joiner);
    int step = path.indexOfStepAbove((int) joiner.value());
    if (step < 0) {
      throw new IllegalArgumentException("leaf " + joiner + " is the committer's own");
    }
    return chain.pathSecrets().get(step).copy();
  }

  /**
   * Encrypts each path secret to the members below the other child of its node (§7.5, §7.6).
   *
   * @param groupContext the encoding of the provisional GroupContext, with this tree's hash
   * @param joiners the leaves that the same commit adds: they have their Welcome instead
   * @param workers encrypt
   */
  public UpdatePath encrypt(
      Bytes groupContext, Set<LeafIndex> joiners, SecureRandom random, Workers workers) {
    Recipients recipients = new Recipients(LeafRange.of(joiners));
    List<HPKECiphertext> sealed =
        tree.suite()
            .sealer(TreeKem.LABEL, groupContext, random)
            .sealAll(recipients.keys.size(), recipients, workers);
    List<UpdatePathNode> nodes = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < path.size(); i++) {
      int to = recipients.ends.get(i);
      nodes.add(
          new UpdatePathNode(chain.keys().get(i).publicKey().wire(), sealed.subList(from, to)));
      from = to;
    }
    return new UpdatePath(leafNode, nodes);
  }

  /** As {@link #encrypt(Bytes, Set, SecureRandom, Workers)}, alone. */
  public UpdatePath encrypt(Bytes groupContext, Set<LeafIndex> joiners, SecureRandom random) {
    return encrypt(groupContext, joiners, random, Workers.NONE);
  }

  /** The nodes that path secrets are encrypted to, those of all steps in one line. */
  private final class Recipients implements LabeledSealer.Parcels<RuntimeException> {

    private final List<KemPublicKey> keys = new ArrayList<>();
    private final List<Secret> pathSecrets = new ArrayList<>();

    /** Where those of each step end. */
    private final List<Integer> ends = new ArrayList<>();

    Recipients(LeafRange absent) {
      for (int i = 0; i < path.size(); i++) {
        Secret pathSecret = chain.pathSecrets().get(i);
        Resolution.forEach(
            path.steps().get(i).copathChild(),
            absent,
            (node, key) -> {
              keys.add(key);
              pathSecrets.add(pathSecret);
            });
        ends.add(keys.size());
      }
    }

    @Override
    public KemPublicKey recipient(int index) {
      return keys.get(index);
    }

    @Override
    public Secret plaintext(int index) {
      return pathSecrets.get(index).copy();
    }
  }

  /** Wipes all secrets; closing twice does nothing. */
  @Override
  public void close() {
    privateKeys.close();
    chain.closeSecrets();
  }
}
