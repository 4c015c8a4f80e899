package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.NewPath;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeKem;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.validation.LeafNodeValidator;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.ProtocolVersion;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A valid ratchet tree of some size and shape, made without a group: members set their paths, and
 * nothing is encrypted to anyone.
 */
final class SyntheticTree {

  private static final Duration LIFETIME = Duration.ofDays(80);

  private final CipherSuite suite;
  private final Bytes groupId;
  private final SecureRandom random;
  private final List<SignatureKeyPair> signers = new ArrayList<>();

  /** Who leaves and who commits, the same in every run. */
  private final SplittableRandom churn = new SplittableRandom(9420);

  private RatchetTree tree;

  private SyntheticTree(CipherSuite suite, Bytes groupId, int members, SecureRandom random)
      throws RuleViolation {
    this.suite = suite;
    this.groupId = groupId;
    this.random = random;
    signers.addAll(Collections.nCopies(members, suite.generateSignatureKeyPair(random)));
    tree = RatchetTree.of(suite, newLeaf(0));
    for (int i = 1; i < members; i++) {
      tree = tree.add(newLeaf(i)).tree();
    }
  }

  /**
   * A tree of {@code members} leaves of which the first is blank again, for a client to join there.
   *
   * @param signer of the member at leaf 1
   */
  record Vacant(RatchetTree tree, SignatureKeyPair signer) {}

  /** Makes a tree of an even number of members. */
  static Vacant of(
      CipherSuite suite, Bytes groupId, int members, TreeShape shape, SecureRandom random)
      throws RuleViolation {
    SyntheticTree made = new SyntheticTree(suite, groupId, members, random);
    int committers =
        switch (shape) {
          case FULL, CHURNED -> members;
          case HALF -> made.tree.width() / 2;
          case FRESH -> 0;
        };
    for (int i = 0; i < committers; i += 2) {
      made.commit(i);
    }
    for (int i = 1; shape == TreeShape.CHURNED && i < members / 2; i++) {
      made.replace(made.churn.nextInt(2, members));
      made.commit(made.churn.nextInt(members));
    }
    return new Vacant(made.tree.remove(new LeafIndex(0)), made.signers.get(1));
  }

  /** Somebody leaves, and a new member gets the same leaf, as the leftmost that is blank. */
  private void replace(int index) throws RuleViolation {
    tree = tree.remove(new LeafIndex(index)).add(newLeaf(index)).tree();
  }

  private TreeLeaf newLeaf(int index) throws RuleViolation {
    signers.set(index, suite.generateSignatureKeyPair(random));
    long now = Instant.now().getEpochSecond();
    Lifetime lifetime = new Lifetime(now - 3600, now + LIFETIME.toSeconds());
    try (KemKeyPair pair = suite.generateKemKeyPair(random)) {
      LeafNode unsigned =
          unsigned(index, pair.publicKey().wire(), new LeafNodeSource.KeyPackage(lifetime));
      return TreeLeaf.of(
          suite, signed(index, LeafNodeTBS.of(unsigned)), Place.of("leaf_node").withLeaf(index));
    }
  }

  private void commit(int index) throws RuleViolation {
    LeafIndex leaf = new LeafIndex(index);
    try (NewPath path =
        TreeKem.newPath(
            tree,
            leaf,
            (key, parentHash) -> {
              LeafNode unsigned = unsigned(index, key, new LeafNodeSource.Commit(parentHash));
              return signed(index, LeafNodeTBS.of(unsigned, groupId, leaf));
            },
            random)) {
      path.privateKeys().close();
      tree = path.tree();
    }
  }

  private LeafNode unsigned(int index, HPKEPublicKey encryptionKey, LeafNodeSource source) {
    return new LeafNode(
        encryptionKey,
        signers.get(index).publicKey(),
        new Credential.Basic(Bytes.ofUtf8("member-" + index)),
        new Capabilities(
            List.of(ProtocolVersion.MLS10),
            List.of(suite.id()),
            List.of(),
            List.of(),
            List.of(CredentialType.BASIC)),
        source,
        List.of(),
        Bytes.EMPTY);
  }

  private LeafNode signed(int index, LeafNodeTBS tbs) {
    return tbs.signed(
        suite.signWithLabel(signers.get(index), LeafNodeValidator.SIGNATURE_LABEL, tbs.encode()));
  }
}
