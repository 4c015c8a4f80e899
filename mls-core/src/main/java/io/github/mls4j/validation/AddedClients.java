package io.github.mls4j.validation;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.LeafIndex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RFC 9420 §12.2: no client is added that is in the group already, or twice. Equal signature keys
 * are seen to by the ratchet tree; this is about what the application takes for one client.
 */
public final class AddedClients {

  private AddedClients() {}

  /**
   * Looks at all members, but only if there are added ones and the application has an opinion.
   *
   * @param tree with the proposals of a commit applied: who is removed is not in it
   * @param added the leaves that it adds
   */
  public static void check(
      RatchetTree tree, List<LeafIndex> added, AuthenticationService authentication)
      throws RuleViolation {
    if (added.isEmpty() || !authentication.identityIsOneClient()) {
      return;
    }
    Map<Bytes, LeafIndex> identities = new HashMap<>();
    for (LeafIndex leaf : added) {
      Bytes identity = authentication.identity(tree.member(leaf).leafNode().credential());
      if (identity != null && identities.put(identity, leaf) != null) {
        throw new RuleViolation(
            Rule.CLIENT_ADDED_ONCE, Place.of("proposals").withLeaf(leaf.value()));
      }
    }
    Set<LeafIndex> leaves = Set.copyOf(added);
    for (RatchetTree.Member member : tree.members()) {
      Bytes identity = authentication.identity(member.leaf().leafNode().credential());
      if (identity != null && !leaves.contains(member.index())) {
        LeafIndex again = identities.get(identity);
        if (again != null) {
          throw new RuleViolation(
              Rule.ADDED_CLIENT_IS_NO_MEMBER, Place.of("proposals").withLeaf(again.value()));
        }
      }
    }
  }
}
