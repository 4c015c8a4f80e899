package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPrivateKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import java.security.SecureRandom;

/** RFC 9420 §7.4 to §7.6: new keys for a path of the tree, made by one member for all others. */
public final class TreeKem {

  /** {@code EncryptWithLabel}'s label for path secrets (§7.6). */
  static final String LABEL = "UpdatePathNode";

  private TreeKem() {}

  /** Makes the committer's new leaf node once its key and parent hash are known. */
  @FunctionalInterface
  public interface LeafSigner {
    /**
     * @param encryptionKey for {@code encryption_key}
     * @param parentHash for {@code leaf_node_source}, which has to be {@code commit}
     * @return a signed leaf node with these two fields
     */
    LeafNode sign(HPKEPublicKey encryptionKey, Bytes parentHash);
  }

  /**
   * The committer's side: draws fresh secrets and sets new keys on the sender's path. Encrypting
   * them is a second step, {@link NewPath#encrypt}, since the group context that it takes as its
   * input covers the new tree.
   *
   * @param tree with the commit's proposals applied
   * @param sender the committer's leaf; for an external commit {@link RatchetTree#nextLeaf}
   * @throws RuleViolation if the tree that comes of it becomes too large, or the leaf has keys that
   *     are none
   */
  public static NewPath newPath(
      RatchetTree tree, LeafIndex sender, LeafSigner signer, SecureRandom random)
      throws RuleViolation {
    return NewPath.generate(tree, sender, signer, random);
  }

  /**
   * The side of every other member that stays (§7.5): one decryption, and one derivation for each
   * node of the path that is above the own leaf. Each derived key must be the one in the path.
   *
   * @param own the member's keys that fit the tree before the path was merged into it: with the new
   *     leaf key, if an Update of its own is in the commit. They stay as they are.
   * @param groupContext the encoding of the provisional GroupContext, with the merged tree's hash
   * @throws RuleViolation {@link Rule#PATH_SECRET_OPENS}, {@link Rule#PATH_SECRET_FITS_PATH}
   */
  public static DecryptedPath decryptPath(MergedPath merged, PrivateKeys own, Bytes groupContext)
      throws RuleViolation {
    RatchetTree tree = merged.tree();
    DirectPath path = merged.path();
    int step = path.indexOfStepAbove((int) own.leaf().value());
    if (step < 0 || merged.joiners().contains((int) own.leaf().value())) {
      throw new IllegalArgumentException("leaf " + own.leaf() + " learns nothing from this path");
    }
    if (!own.leafKey().publicKey().equals(tree.member(own.leaf()).encryptionKey())) {
      throw new IllegalArgumentException("the leaf key is not that of the tree");
    }
    Subtree copathChild = path.steps().get(step).copathChild();
    Recipient recipient = recipient(copathChild, own, merged.joiners());
    Place place =
        MergedPath.place(path, step).element("encrypted_path_secret", recipient.position());
    HPKECiphertext ciphertext = merged.ciphertext(step, recipient.position());
    PathSecrets.Derived derived =
        PathSecrets.derive(
            tree,
            path.steps().subList(step, path.size()),
            decrypt(tree.suite(), recipient.key(), groupContext, ciphertext, place),
            Rule.PATH_SECRET_FITS_PATH,
            place);
    try (PrivateKeys retained = own.retainedIn(tree)) {
      return new DecryptedPath(retained.with(derived.keys()), derived.commitSecret());
    }
  }

  /** Which ciphertext of a node is for a member, and the key that opens it. */
  private record Recipient(int position, KemPrivateKey key) {}

  private static Recipient recipient(Subtree copathChild, PrivateKeys own, LeafRange joiners) {
    int leaf = (int) own.leaf().value();
    Subtree head = Resolution.topNonBlank(copathChild, leaf);
    int position = Resolution.position(copathChild, head, joiners);
    TreeParent content = head.parent();
    if (content != null && content.isUnmerged(leaf)) {
      position += 1 + LeafRange.of(content.unmerged()).before(leaf).sizeWithout(joiners);
      return new Recipient(position, own.leafKey());
    }
    KemPrivateKey key = own.at(head.node());
    if (key == null) {
      throw new IllegalArgumentException("the keys of leaf " + leaf + " are not those of the tree");
    }
    return new Recipient(position, key);
  }

  private static Secret decrypt(
      CipherSuite suite,
      KemPrivateKey key,
      Bytes groupContext,
      HPKECiphertext ciphertext,
      Place place)
      throws RuleViolation {
    try {
      return suite.decryptWithLabel(key, LABEL, groupContext, ciphertext);
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.PATH_SECRET_OPENS, place, e);
    }
  }
}
