package io.github.mls4j.vectors;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.tree.DecryptedPath;
import io.github.mls4j.tree.MergedPath;
import io.github.mls4j.tree.NewPath;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeKem;
import io.github.mls4j.tree.TreeMath;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.LeafNodeTBS;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RatchetTreeExtension;
import io.github.mls4j.wire.UpdatePath;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code treekem.json}: update paths of each member, given ones and our own, processed by all
 * others (RFC 9420 §7.4 to §7.6).
 */
public record TreeKemVector(
    CipherSuiteId cipherSuite,
    Bytes groupId,
    @JsonDeserialize(using = VectorJson.Uint64Deserializer.class) long epoch,
    Bytes confirmedTranscriptHash,
    Bytes ratchetTree,
    List<LeafPrivate> leavesPrivate,
    List<GivenPath> updatePaths)
    implements VectorCase.ForSuite {

  /** What a member knows. */
  public record LeafPrivate(
      long index, Bytes encryptionPriv, Bytes signaturePriv, List<NodeSecret> pathSecrets) {

    private static LeafPrivate of(VectorTree tree, int leaf) {
      List<NodeSecret> known = new ArrayList<>();
      tree.pathSecrets(leaf).forEach((node, secret) -> known.add(new NodeSecret(node, secret)));
      VectorTree.Member member = tree.member(leaf);
      return new LeafPrivate(leaf, member.encryptionPriv(), member.signaturePriv(), known);
    }
  }

  /** A node's secret. */
  public record NodeSecret(int node, Bytes pathSecret) {}

  /**
   * A path that a member made.
   *
   * @param pathSecrets what each leaf learns from it; null for the sender and blank leaves
   */
  public record GivenPath(
      long sender,
      Bytes updatePath,
      List<OrNull> pathSecrets,
      Bytes commitSecret,
      Bytes treeHashAfter) {}

  /** Trees that grew leaf by leaf, with blank nodes in them, and with unmerged leaves. */
  static List<TreeKemVector> generate(CipherSuite suite, Draws draws) throws Exception {
    List<TreeKemVector> cases = new ArrayList<>();
    for (VectorTree tree : TreeShapes.small(suite, draws)) {
      cases.add(of(tree, tree.members().keySet()));
    }
    return cases;
  }

  /** Trees of all shapes, and a path of each member, or of some of many. */
  static List<TreeKemVector> shapes(CipherSuite suite, Draws draws) throws Exception {
    List<TreeKemVector> cases = new ArrayList<>();
    for (VectorTree tree : TreeShapes.varied(suite, draws)) {
      SortedMap<Integer, VectorTree.Member> members = tree.members();
      if (members.size() > 1) {
        cases.add(
            of(
                tree,
                tree.tree.width() > 4
                    ? new TreeSet<>(List.of(members.firstKey(), members.lastKey()))
                    : members.keySet()));
      }
    }
    return cases;
  }

  /** Each member has to process each path: so it is not that large. */
  private static final int LARGE = 250;

  static List<TreeKemVector> large(CipherSuite suite, Draws draws) throws Exception {
    VectorTree tree = TreeShapes.large(suite, draws, LARGE);
    return List.of(of(tree, List.of(0, tree.members().lastKey())));
  }

  /**
   * A tree, all that its members know, and paths.
   *
   * @param senders who makes one
   */
  private static TreeKemVector of(VectorTree tree, Collection<Integer> senders) throws Exception {
    TreeKemVector withoutPaths =
        new TreeKemVector(
            tree.suite.id(),
            tree.groupId,
            tree.draws.uint32(),
            tree.draws.hash(tree.suite),
            tree.tree.export().encode(),
            tree.members().keySet().stream().map(leaf -> LeafPrivate.of(tree, leaf)).toList(),
            List.of());
    List<GivenPath> paths = new ArrayList<>();
    for (int sender : senders) {
      paths.add(withoutPaths.path(tree, sender));
    }
    return new TreeKemVector(
        withoutPaths.cipherSuite,
        withoutPaths.groupId,
        withoutPaths.epoch,
        withoutPaths.confirmedTranscriptHash,
        withoutPaths.ratchetTree,
        withoutPaths.leavesPrivate,
        paths);
  }

  private GivenPath path(VectorTree from, int sender) throws Exception {
    try (NewPath made = from.newPath(sender)) {
      Bytes path = made.encrypt(groupContext(made.tree()), Set.of(), from.draws.random()).encode();
      List<OrNull> pathSecrets = new ArrayList<>();
      for (int leaf = 0; leaf < from.tree.width(); leaf++) {
        LeafIndex receiver = new LeafIndex(leaf);
        pathSecrets.add(
            leaf == sender || from.tree.leaf(receiver) == null
                ? OrNull.NULL
                : new OrNull(Encode.consumed(made.pathSecretFor(receiver))));
      }
      return new GivenPath(
          sender, path, pathSecrets, Encode.lent(made.commitSecret()), made.tree().treeHash());
    }
  }

  @Override
  public void verify(CipherSuite suite) throws Exception {
    new Verifier(suite, this).verify();
  }

  private static final class Verifier {

    private final CipherSuite suite;
    private final TreeKemVector vector;
    private final RatchetTree tree;
    private final TreeMap<Long, PrivateKeys> members = new TreeMap<>();
    private final TreeMap<Long, Signer> signers = new TreeMap<>();

    Verifier(CipherSuite suite, TreeKemVector vector) throws Exception {
      this.suite = suite;
      this.vector = vector;
      this.tree =
          RatchetTree.importTree(
              suite,
              Decode.struct("ratchet_tree", vector.ratchetTree, RatchetTreeExtension::readFrom));
    }

    void verify() throws Exception {
      try {
        for (int i = 0; i < vector.leavesPrivate.size(); i++) {
          addMember("leaves_private[" + i + "]", vector.leavesPrivate.get(i));
        }
        Expect.equal("leaves_private (size)", tree.memberCount(), members.size());
        for (int i = 0; i < vector.updatePaths.size(); i++) {
          GivenPath given = vector.updatePaths.get(i);
          verifyGiven("update_paths[" + i + "]", given);
          verifyOwn("our own path in place of update_paths[" + i + "]", given.sender);
        }
      } finally {
        members.values().forEach(PrivateKeys::close);
        signers.values().forEach(Signer::close);
      }
    }

    private void addMember(String place, LeafPrivate known) throws Exception {
      LeafIndex leaf = new LeafIndex(known.index);
      PrivateKeys keys;
      try (Secret encryption = Decode.privateKey(vector.cipherSuite, known.encryptionPriv);
          Secret signature = Decode.privateKey(vector.cipherSuite, known.signaturePriv)) {
        signers.put(
            known.index, suite.signer(signature, tree.member(leaf).leafNode().signatureKey()));
        keys = PrivateKeys.of(leaf, suite.kemPrivateKey(encryption));
      }
      for (NodeSecret nodeSecret : known.pathSecrets) {
        try (PrivateKeys before = keys;
            Secret secret = Secret.copyOf(nodeSecret.pathSecret)) {
          keys = before.withPathSecret(suite, nodeSecret.node, secret);
        }
      }
      members.put(known.index, keys);
      Expect.that(keys.matches(tree), place, "private keys are not those of the tree");
    }

    private void verifyGiven(String place, GivenPath given) throws Exception {
      LeafIndex sender = new LeafIndex(given.sender);
      UpdatePath path =
          Decode.struct(place + ".update_path", given.updatePath, UpdatePath::readFrom);
      MergedPath merged = tree.mergePath(sender, path, Set.of());
      verifyLeafSignature(place, path.leafNode(), sender);
      Expect.equal(place + ".tree_hash_after", given.treeHashAfter, merged.tree().treeHash());
      Expect.equal(place + ".path_secrets (size)", tree.width(), given.pathSecrets.size());
      for (int leaf = 0; leaf < tree.width(); leaf++) {
        String at = place + ".path_secrets[" + leaf + "]";
        Bytes expected = given.pathSecrets.get(leaf).value();
        boolean receives = leaf != given.sender && tree.leaf(new LeafIndex(leaf)) != null;
        Expect.equal(at + " (present)", receives, expected != null);
        if (expected != null) {
          verifyReceived(at, merged, leaf, given.commitSecret, expected);
        }
      }
    }

    private void verifyOwn(String place, long senderIndex) throws Exception {
      LeafIndex sender = new LeafIndex(senderIndex);
      SecureRandom random = new SecureRandom();
      try (NewPath made =
              TreeKem.newPath(tree, sender, (key, hash) -> newLeaf(sender, key, hash), random);
          PrivateKeys ownKeys = made.privateKeys()) {
        Expect.that(ownKeys.matches(made.tree()), place, "own keys are not those of the tree");
        UpdatePath path = made.encrypt(vector.groupContext(made.tree()), Set.of(), random);
        Bytes sent = path.encode();
        MergedPath merged =
            tree.mergePath(sender, Decode.struct(place, sent, UpdatePath::readFrom), Set.of());
        verifyLeafSignature(place, path.leafNode(), sender);
        Expect.equal(place + " (tree hash)", made.tree().treeHash(), merged.tree().treeHash());
        merged.tree().verifyParentHashes();
        Bytes commitSecret = Bytes.wrap(made.commitSecret().reveal());
        for (long receiver : members.keySet()) {
          if (receiver != senderIndex) {
            verifyReceived(place + " at " + receiver, merged, (int) receiver, commitSecret, null);
          }
        }
      }
    }

    private void verifyReceived(
        String place, MergedPath merged, int leaf, Bytes commitSecret, @Nullable Bytes pathSecret)
        throws Exception {
      PrivateKeys own = members.get((long) leaf);
      if (own == null) {
        throw new VectorFailure(place, "nothing in leaves_private");
      }
      try (DecryptedPath received =
              TreeKem.decryptPath(merged, own, vector.groupContext(merged.tree()));
          PrivateKeys keys = received.privateKeys()) {
        Expect.equal(place + " (commit_secret)", commitSecret, received.commitSecret());
        Expect.that(keys.matches(merged.tree()), place, "new keys are not those of the tree");
        if (pathSecret != null) {
          verifyPathSecret(place, merged, own, pathSecret);
        }
      }
    }

    /** A path secret never leaves the tree package; but it is the one that gives the node's key. */
    private void verifyPathSecret(
        String place, MergedPath merged, PrivateKeys own, Bytes pathSecret) throws VectorFailure {
      int leaf = (int) own.leaf().value();
      for (int node : merged.tree().filteredDirectPath(merged.sender())) {
        if (TreeMath.isBelow(leaf, node)) {
          try (Secret secret = Secret.copyOf(pathSecret);
              PrivateKeys current = own.retainedIn(merged.tree());
              PrivateKeys keys = current.withPathSecret(suite, node, secret)) {
            Expect.that(keys.matches(merged.tree()), place, "not the secret of node " + node);
          }
          return;
        }
      }
      throw new VectorFailure(place, "no node of the path is above the leaf");
    }

    private LeafNode newLeaf(LeafIndex index, HPKEPublicKey encryptionKey, Bytes parentHash) {
      return Leaves.renewed(
          suite,
          Objects.requireNonNull(signers.get(index.value())),
          tree.member(index).leafNode(),
          encryptionKey,
          new LeafNodeSource.Commit(parentHash),
          vector.groupId,
          index);
    }

    private void verifyLeafSignature(String place, LeafNode leaf, LeafIndex index)
        throws Exception {
      Expect.that(
          suite.verifyWithLabel(
              suite.verifyingKey(leaf.signatureKey()),
              Leaves.LABEL,
              LeafNodeTBS.of(leaf, vector.groupId, index).encode(),
              leaf.signature()),
          place + ".leaf_node.signature",
          "does not verify");
    }
  }

  /** What path secrets are bound to. */
  private Bytes groupContext(RatchetTree of) {
    return new GroupContext(
            ProtocolVersion.MLS10,
            cipherSuite,
            groupId,
            epoch,
            of.treeHash(),
            confirmedTranscriptHash,
            List.of())
        .encode();
  }
}
