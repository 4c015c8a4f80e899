package io.github.mls4j.cli.term;

import java.util.List;

/** One node of a ratchet tree, as far as a drawing shows it. */
public sealed interface TreeNode {

  /** A node without content. */
  record Blank() implements TreeNode {}

  /**
   * A member.
   *
   * @param name what its credential says
   * @param key a short form of its encryption key
   * @param fresh whether the key is newer than the drawing before
   */
  record Leaf(String name, String key, boolean fresh) implements TreeNode {}

  /**
   * A key that all members below share, except the unmerged ones.
   *
   * @param key a short form of its encryption key
   * @param unmerged the leaves below that do not know its private key yet (RFC 9420 §4.1)
   * @param fresh whether the key is newer than the drawing before
   */
  record Parent(String key, List<Long> unmerged, boolean fresh) implements TreeNode {

    public Parent {
      unmerged = List.copyOf(unmerged);
    }
  }
}
