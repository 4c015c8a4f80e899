package io.github.mls4j.group;

/**
 * A member whose leaf node is replaced, by an Update (RFC 9420 §12.1.2) or by the path of its own
 * commit (§7.5).
 *
 * @param before as it was
 * @param after as it will be, at the same leaf
 */
public record LeafChange(Member before, Member after) {

  /** Whether it goes by another credential from then on (§5.3.1). */
  public boolean credentialChanged() {
    return !before.credential().equals(after.credential());
  }

  /** Whether it signs with another key from then on. */
  public boolean signatureKeyChanged() {
    return !before.leafNode().signatureKey().equals(after.leafNode().signatureKey());
  }
}
