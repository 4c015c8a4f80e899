package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPublicKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.UpdatePath;
import io.github.mls4j.wire.UpdatePathNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An UpdatePath that has been checked against a tree and merged into it (RFC 9420 §7.5): the only
 * thing whose secrets {@link TreeKem#decryptPath} will look for.
 */
public final class MergedPath {

  private final RatchetTree tree;
  private final DirectPath path;
  private final UpdatePath updatePath;
  private final LeafRange joiners;

  private MergedPath(RatchetTree tree, DirectPath path, UpdatePath updatePath, LeafRange joiners) {
    this.tree = tree;
    this.path = path;
    this.updatePath = updatePath;
    this.joiners = joiners;
  }

  /** The tree with the path in it: that of the epoch that the commit leads to. */
  public RatchetTree tree() {
    return tree;
  }

  /** The leaf of the committer. */
  public LeafIndex sender() {
    return new LeafIndex(path.leaf());
  }

  DirectPath path() {
    return path;
  }

  LeafRange joiners() {
    return joiners;
  }

  HPKECiphertext ciphertext(int step, int position) {
    return updatePath.nodes().get(step).encryptedPathSecret().get(position);
  }

  static MergedPath of(RatchetTree tree, LeafIndex sender, UpdatePath updatePath, LeafRange joiners)
      throws RuleViolation {
    CipherSuite suite = tree.suite();
    DirectPath path = tree.pathOfSender(sender);
    checkShape(path, updatePath, joiners);
    checkKeysAreNew(tree, path, updatePath);
    if (!(updatePath.leafNode().leafNodeSource() instanceof LeafNodeSource.Commit source)) {
      throw new RuleViolation(Rule.COMMIT_LEAF_SOURCE, leafPlace(path).field("leaf_node_source"));
    }
    TreeLeaf leaf = TreeLeaf.of(suite, updatePath.leafNode(), tree.leaf(sender), leafPlace(path));
    List<KemPublicKey> keys = decodeKeys(suite, path, updatePath);
    List<Bytes> parentHashes = path.parentHashes(suite, keys);
    if (!source.parentHash().equals(parentHashes.get(0))) {
      throw new RuleViolation(
          Rule.UPDATE_PATH_PARENT_HASH_MATCHES,
          leafPlace(path).field("leaf_node_source").field("parent_hash"));
    }
    RatchetTree merged = tree.withPath(path, leaf, path.contents(keys, parentHashes));
    return new MergedPath(merged, path, updatePath, joiners);
  }

  private static void checkShape(DirectPath path, UpdatePath updatePath, LeafRange joiners)
      throws RuleViolation {
    List<UpdatePathNode> nodes = updatePath.nodes();
    if (nodes.size() != path.size()) {
      throw new RuleViolation(Rule.UPDATE_PATH_COVERS_FILTERED_DIRECT_PATH, "path.nodes");
    }
    for (int i = 0; i < nodes.size(); i++) {
      int expected = Resolution.size(path.steps().get(i).copathChild(), joiners);
      if (nodes.get(i).encryptedPathSecret().size() != expected) {
        throw new RuleViolation(
            Rule.UPDATE_PATH_CIPHERTEXTS_MATCH_RESOLUTION,
            place(path, i).field("encrypted_path_secret"));
      }
    }
  }

  /**
   * Against all nodes before the path is blanked, so that no node gets its old key again either.
   */
  private static void checkKeysAreNew(RatchetTree tree, DirectPath path, UpdatePath updatePath)
      throws RuleViolation {
    LeafNode leafNode = updatePath.leafNode();
    Set<HPKEPublicKey> seen = new HashSet<>();
    checkKeyIsNew(tree, seen, leafNode.encryptionKey(), () -> leafPlace(path));
    for (int i = 0; i < updatePath.nodes().size(); i++) {
      int step = i;
      checkKeyIsNew(tree, seen, updatePath.nodes().get(i).encryptionKey(), () -> place(path, step));
    }
  }

  private static void checkKeyIsNew(
      RatchetTree tree, Set<HPKEPublicKey> seen, HPKEPublicKey key, Supplier<Place> place)
      throws RuleViolation {
    if (tree.containsEncryptionKey(key) || !seen.add(key)) {
      throw new RuleViolation(Rule.UPDATE_PATH_KEYS_NEW, place.get().field("encryption_key"));
    }
  }

  private static List<KemPublicKey> decodeKeys(
      CipherSuite suite, DirectPath path, UpdatePath updatePath) throws RuleViolation {
    List<KemPublicKey> keys = new ArrayList<>();
    for (UpdatePathNode node : updatePath.nodes()) {
      int step = keys.size();
      keys.add(TreeParent.decodeKey(suite, node.encryptionKey(), () -> place(path, step)));
    }
    return keys;
  }

  /** How a violation names the leaf of a path. */
  static Place leafPlace(DirectPath path) {
    return Place.of("path.leaf_node").withLeaf(path.leaf());
  }

  /** How a violation names a node of a path. */
  static Place place(DirectPath path, int step) {
    return Place.of("path").element("nodes", step).withNode(path.steps().get(step).node());
  }
}
