package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemPublicKey;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.ParentNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** RFC 9420 §7.1: the content of a parent node that is not blank, with its key decoded. */
final class TreeParent {

  private static final int[] NONE = {};

  private final KemPublicKey encryptionKey;
  private final byte[] parentHash;

  /** In increasing order. */
  private final int[] unmerged;

  private TreeParent(KemPublicKey encryptionKey, byte[] parentHash, int[] unmerged) {
    this.encryptionKey = encryptionKey;
    this.parentHash = parentHash;
    this.unmerged = unmerged;
  }

  static TreeParent of(KemPublicKey encryptionKey, Bytes parentHash, int[] unmerged) {
    return new TreeParent(
        encryptionKey, parentHash.toByteArray(), unmerged.length == 0 ? NONE : unmerged);
  }

  /** The content that an UpdatePath gives a node: every leaf below is merged. */
  static TreeParent merged(KemPublicKey encryptionKey, Bytes parentHash) {
    return of(encryptionKey, parentHash, NONE);
  }

  /**
   * Decodes the key of a parent node. What comes of it keeps nothing of the message that the key is
   * from.
   *
   * @param place where the node lies in what was received, for the exception
   * @throws RuleViolation {@link Rule#PARENT_KEY_FITS_SUITE}
   */
  static KemPublicKey decodeKey(CipherSuite suite, HPKEPublicKey key, Supplier<Place> place)
      throws RuleViolation {
    try {
      return suite.kemPublicKey(new HPKEPublicKey(key.value().compact()));
    } catch (RefusedInput e) {
      throw new RuleViolation(Rule.PARENT_KEY_FITS_SUITE, place.get().field("encryption_key"), e);
    }
  }

  KemPublicKey encryptionKey() {
    return encryptionKey;
  }

  Bytes parentHash() {
    return Bytes.wrap(parentHash);
  }

  /** The unmerged leaves, in increasing order; not to be changed. */
  int[] unmerged() {
    return unmerged;
  }

  boolean isUnmerged(int leaf) {
    return Arrays.binarySearch(unmerged, leaf) >= 0;
  }

  TreeParent withUnmerged(int leaf) {
    int at = Arrays.binarySearch(unmerged, leaf);
    if (at >= 0) {
      return this;
    }
    int insertAt = -at - 1;
    int[] more = new int[unmerged.length + 1];
    System.arraycopy(unmerged, 0, more, 0, insertAt);
    more[insertAt] = leaf;
    System.arraycopy(unmerged, insertAt, more, insertAt + 1, unmerged.length - insertAt);
    return new TreeParent(encryptionKey, parentHash, more);
  }

  /** The content without the unmerged leaves that are also in {@code leaves}. */
  TreeParent withoutUnmerged(LeafRange leaves) {
    int[] fewer = Arrays.stream(unmerged).filter(leaf -> !leaves.contains(leaf)).toArray();
    return fewer.length == unmerged.length
        ? this
        : new TreeParent(encryptionKey, parentHash, fewer);
  }

  ParentNode toWire() {
    List<LeafIndex> leaves = new ArrayList<>(unmerged.length);
    for (int leaf : unmerged) {
      leaves.add(new LeafIndex(leaf));
    }
    return new ParentNode(encryptionKey.wire(), parentHash(), leaves);
  }
}
