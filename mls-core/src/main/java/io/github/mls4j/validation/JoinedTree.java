package io.github.mls4j.validation;

import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.GroupContext;

/**
 * RFC 9420 §12.4.3.1: whether a ratchet tree that a client received may be the one of a group. This
 * is the one place where all members are looked at, one signature each; the application is asked
 * about their credentials once.
 */
public final class JoinedTree {

  private JoinedTree() {}

  /** Refuses a tree that is not the valid tree of {@code context}. */
  public static void check(RatchetTree tree, GroupContext context, ValidationPolicy policy)
      throws RuleViolation {
    if (!tree.treeHash().equals(context.treeHash())) {
      throw new RuleViolation(Rule.TREE_HASH_MATCHES, "group_context.tree_hash");
    }
    tree.verifyParentHashes();
    Membership.check(tree, context.extensions(), false);
    LeafNodeValidator leaves = new LeafNodeValidator(tree.suite(), policy);
    for (RatchetTree.Member member : tree.members()) {
      VerifyingKey key = member.leaf().signatureKey();
      leaves.checkInTree(
          member.leaf().leafNode(),
          key,
          context.groupId(),
          member.index(),
          Place.of("ratchet_tree").withLeaf(member.index().value()));
      key.release();
    }
    new CredentialValidator(policy.authentication()).checkGroup(tree, context.extensions());
  }
}
