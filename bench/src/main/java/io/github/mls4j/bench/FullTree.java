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
import java.util.List;

/**
 * A valid ratchet tree in which every parent node that can hold a key holds one, made without a
 * group: each member at an even leaf sets its path once, and nothing is encrypted to anyone.
 */
final class FullTree {

  private static final Duration LIFETIME = Duration.ofDays(365);

  private final CipherSuite suite;
  private final Bytes groupId;
  private final SecureRandom random;
  private final List<SignatureKeyPair> signers = new ArrayList<>();

  private FullTree(CipherSuite suite, Bytes groupId, SecureRandom random) {
    this.suite = suite;
    this.groupId = groupId;
    this.random = random;
  }

  /**
   * A tree of {@code members} leaves of which the first is blank again, for a client to join there.
   *
   * @param signer of the member at leaf 1
   */
  record Vacant(RatchetTree tree, SignatureKeyPair signer) {}

  /** Makes a tree of an even number of members. */
  static Vacant of(CipherSuite suite, Bytes groupId, int members, SecureRandom random)
      throws RuleViolation {
    FullTree builder = new FullTree(suite, groupId, random);
    RatchetTree tree = builder.leaves(members);
    for (int i = 0; i < members; i += 2) {
      tree = builder.commit(tree, i);
    }
    return new Vacant(tree.remove(new LeafIndex(0)), builder.signers.get(1));
  }

  private RatchetTree leaves(int members) throws RuleViolation {
    RatchetTree tree = RatchetTree.of(suite, newLeaf(0));
    for (int i = 1; i < members; i++) {
      tree = tree.add(newLeaf(i)).tree();
    }
    return tree;
  }

  private TreeLeaf newLeaf(int index) throws RuleViolation {
    signers.add(suite.generateSignatureKeyPair(random));
    long now = Instant.now().getEpochSecond();
    Lifetime lifetime = new Lifetime(now - 3600, now + LIFETIME.toSeconds());
    try (KemKeyPair pair = suite.generateKemKeyPair(random)) {
      LeafNode unsigned =
          unsigned(index, pair.publicKey().wire(), new LeafNodeSource.KeyPackage(lifetime));
      return TreeLeaf.of(
          suite, signed(index, LeafNodeTBS.of(unsigned)), Place.of("leaf_node").withLeaf(index));
    }
  }

  private RatchetTree commit(RatchetTree tree, int index) throws RuleViolation {
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
      return path.tree();
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
