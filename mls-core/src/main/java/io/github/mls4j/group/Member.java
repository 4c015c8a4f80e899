package io.github.mls4j.group;

import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A member of a group in one epoch.
 *
 * @param index its place in the ratchet tree, which stays the same for as long as it is a member
 * @param leafNode what it says of itself, validated
 */
public record Member(LeafIndex index, LeafNode leafNode) {

  static Member of(RatchetTree tree, LeafIndex index) {
    return new Member(index, tree.member(index).leafNode());
  }

  static List<Member> all(RatchetTree tree) {
    List<Member> members = new ArrayList<>(tree.memberCount());
    tree.members().forEach(m -> members.add(new Member(m.index(), m.leaf().leafNode())));
    return List.copyOf(members);
  }

  /** Who it is. */
  public Credential credential() {
    return leafNode.credential();
  }
}
