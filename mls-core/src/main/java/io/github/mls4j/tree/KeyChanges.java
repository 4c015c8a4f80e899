package io.github.mls4j.tree;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.KemPublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that a change of a tree takes out and puts in, gathered while it is made. */
final class KeyChanges {

  private final List<Bytes> encryptionGone = new ArrayList<>();
  private final List<Bytes> encryptionAdded = new ArrayList<>();
  private final List<Bytes> signatureGone = new ArrayList<>();
  private final List<Bytes> signatureAdded = new ArrayList<>();

  /**
   * The node at the top of a subtree gets other content; a leaf most often keeps one of its keys.
   */
  void replaced(Subtree before, Subtree after) {
    replace(encryptionKey(before), encryptionKey(after), encryptionGone, encryptionAdded);
    replace(signatureKey(before), signatureKey(after), signatureGone, signatureAdded);
  }

  private static @Nullable Bytes encryptionKey(Subtree at) {
    KemPublicKey key = at.encryptionKey();
    return key == null ? null : key.wire().value();
  }

  private static @Nullable Bytes signatureKey(Subtree at) {
    return at instanceof LeafSubtree leaf ? leaf.leaf().signatureKey().wire().value() : null;
  }

  private static void replace(
      @Nullable Bytes before, @Nullable Bytes after, List<Bytes> gone, List<Bytes> added) {
    if (before != null && before.equals(after)) {
      return;
    }
    if (before != null) {
      gone.add(before);
    }
    if (after != null) {
      added.add(after);
    }
  }

  List<Bytes> encryptionGone() {
    return encryptionGone;
  }

  List<Bytes> encryptionAdded() {
    return encryptionAdded;
  }

  List<Bytes> signatureGone() {
    return signatureGone;
  }

  List<Bytes> signatureAdded() {
    return signatureAdded;
  }
}
