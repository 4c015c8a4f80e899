package io.github.mls4j.bench;

/** How a ratchet tree came to be, which decides about how many of its parent nodes hold keys. */
public enum TreeShape {
  /** All members have committed: every parent node holds a key. */
  FULL,
  /** Those in the tree's left half have committed, the others never: right of the root no keys. */
  HALF,
  /** As after the group's creation: keys on the creator's path only, the worst case. */
  FRESH,
  /**
   * Full once; then half as many times as there are members, somebody left, somebody joined in that
   * place, and a random member committed that.
   */
  CHURNED
}
