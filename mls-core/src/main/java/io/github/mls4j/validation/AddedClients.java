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
   * Looks at all members, but only if the application knows an added one for a client.
   *
   * @param tree with the proposals of a commit applied: who is removed is not in it
   * @param added the leaves that it adds
   */
  public static void check(
      RatchetTree tree, List<LeafIndex> added, AuthenticationService authentication)
      throws RuleViolation {
    Map<Bytes, LeafIndex> clients = new HashMap<>();
    for (LeafIndex leaf : added) {
      Bytes client = authentication.client(tree.member(leaf).leafNode().credential());
      if (client != null && clients.put(client, leaf) != null) {
        throw new RuleViolation(Rule.CLIENT_ADDED_ONCE, place(leaf));
      }
    }
    if (clients.isEmpty()) {
      return;
    }
    Set<LeafIndex> leaves = Set.copyOf(added);
    for (RatchetTree.Member member : tree.members()) {
      Bytes client = authentication.client(member.leaf().leafNode().credential());
      if (client != null && !leaves.contains(member.index())) {
        LeafIndex again = clients.get(client);
        if (again != null) {
          throw new RuleViolation(Rule.ADDED_CLIENT_IS_NO_MEMBER, place(again));
        }
      }
    }
  }

  private static Place place(LeafIndex leaf) {
    return Place.of("proposals").withLeaf(leaf.value());
  }
}
