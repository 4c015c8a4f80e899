package io.github.mls4j.validation;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.tree.NodeChange;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §12.2: no client is added that is in the group already, or twice. Equal signature keys
 * are seen to by the ratchet tree; this is about what the application takes for one client.
 *
 * <p>Once it has been asked about all members of a group, it is asked about those only that are new
 * since: trees of one group share their nodes, whether they come one after the other or of commits
 * of which one will be taken. Not safe for use by several threads at once.
 */
public final class AddedClients {

  /** How much larger the list may be than the group before it is made anew. */
  private static final int MAX_SURPLUS = 100;

  private final AuthenticationService authentication;

  /** Where each client is or has been: to be asked about again when it matters. */
  private final Map<Bytes, List<LeafIndex>> places = new HashMap<>();

  private int listed;

  /** All members of this tree are in the list; null before the first. */
  private @Nullable RatchetTree seen;

  public AddedClients(AuthenticationService authentication) {
    this.authentication = authentication;
  }

  /**
   * Looks at members only if the application knows an added one for a client.
   *
   * @param tree with the proposals of a commit applied: who is removed is not in it
   * @param added the leaves that it adds
   */
  public void check(RatchetTree tree, List<LeafIndex> added) throws RuleViolation {
    Map<Bytes, LeafIndex> clients = new LinkedHashMap<>();
    for (LeafIndex leaf : added) {
      Bytes client = client(tree.member(leaf));
      if (client != null && clients.put(client, leaf) != null) {
        throw new RuleViolation(Rule.CLIENT_ADDED_ONCE, place(leaf));
      }
    }
    if (clients.isEmpty()) {
      return;
    }
    look(tree);
    Set<LeafIndex> leaves = Set.copyOf(added);
    for (Map.Entry<Bytes, LeafIndex> client : clients.entrySet()) {
      for (LeafIndex place : places.getOrDefault(client.getKey(), List.of())) {
        TreeLeaf member = tree.leaf(place);
        if (member != null && !leaves.contains(place) && client.getKey().equals(client(member))) {
          throw new RuleViolation(Rule.ADDED_CLIENT_IS_NO_MEMBER, place(client.getValue()));
        }
      }
    }
  }

  private @Nullable Bytes client(TreeLeaf leaf) {
    return authentication.client(leaf.leafNode().credential());
  }

  private void look(RatchetTree tree) {
    RatchetTree before = seen;
    if (before == null || listed > 2 * tree.memberCount() + MAX_SURPLUS) {
      places.clear();
      listed = 0;
      // Until all are in the list: the application may fail before.
      seen = null;
      tree.members().forEach(m -> list(m.index(), m.leaf().leafNode().credential()));
    } else {
      for (NodeChange change : tree.changesSince(before)) {
        if (change.content().orElse(null) instanceof Node.Leaf leaf) {
          list(change.leaf(), leaf.leafNode().credential());
        }
      }
    }
    seen = tree;
  }

  private void list(LeafIndex leaf, Credential credential) {
    Bytes client = authentication.client(credential);
    if (client != null) {
      places.computeIfAbsent(client.compact(), c -> new ArrayList<>(1)).add(leaf);
      listed++;
    }
  }

  private static Place place(LeafIndex leaf) {
    return Place.of("proposals").withLeaf(leaf.value());
  }
}
