package io.github.mls4j.tree;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.LeafIndex;
import java.util.Map;
import java.util.Set;

/** RFC 9420 §12.4.3.1: what a new member learns from the path secret in its Welcome. */
final class JoinerPath {

  private static final Place PATH_SECRET = Place.of("group_secrets.path_secret");

  private JoinerPath() {}

  /**
   * The keys from the lowest common ancestor with the committer up. The secret is that of a node on
   * the committer's filtered direct path, and one more derivation leads to the next node of it:
   * those that were filtered out are blank and take none.
   */
  static Map<Integer, KemPrivateKey> keys(
      RatchetTree tree, LeafIndex joiner, LeafIndex signer, Secret pathSecret)
      throws RuleViolation {
    tree.member(joiner);
    tree.member(signer);
    DirectPath path = tree.pathOfSender(signer);
    int step = path.indexOfStepAbove((int) joiner.value());
    if (step < 0) {
      throw new RuleViolation(Rule.JOINER_PATH_SECRET_FITS_TREE, PATH_SECRET);
    }
    PathSecrets.Derived derived =
        PathSecrets.derive(
            tree,
            path.steps().subList(step, path.size()),
            pathSecret.copy(),
            Rule.JOINER_PATH_SECRET_FITS_TREE,
            PATH_SECRET);
    derived.commitSecret().close();
    return derived.keys();
  }

  /**
   * Whoever is not listed as unmerged in a node above is taken to know its key, and will be sent
   * secrets under it.
   */
  static void checkComplete(RatchetTree tree, LeafIndex joiner, Set<Integer> known)
      throws RuleViolation {
    int leaf = (int) joiner.value();
    for (Subtree at = tree.root(); !at.isLeaf(); at = at.towards(leaf)) {
      TreeParent content = at.parent();
      if (content != null && !content.isUnmerged(leaf) && !known.contains(at.node())) {
        throw new RuleViolation(Rule.JOINER_KNOWS_ALL_BUT_UNMERGED, TreeImport.place(at.node()));
      }
    }
  }
}
