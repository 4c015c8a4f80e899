package io.github.mls4j.validation;

import com.google.common.collect.ImmutableList;
import io.github.mls4j.crypto.Workers;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.PresentedCredential.Role;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import java.time.InstantSource;
import java.util.List;

/**
 * RFC 9420 §12.4.3.1: whether a ratchet tree that a client received may be the one of a group. This
 * is the one place where all members are looked at, one signature each; the application is asked
 * about their credentials once.
 */
public final class JoinedTree {

  private JoinedTree() {}

  /** Refuses a tree that is not the valid tree of {@code context}. */
  public static void check(
      RatchetTree tree, GroupContext context, ValidationPolicy policy, Workers workers)
      throws RuleViolation {
    if (!tree.treeHash().equals(context.treeHash())) {
      throw new RuleViolation(Rule.TREE_HASH_MATCHES, "group_context.tree_hash");
    }
    tree.verifyParentHashes();
    Membership.check(tree, context.extensions(), false);
    LeafNodeValidator leaves = new LeafNodeValidator(tree.suite(), ofThisMoment(policy));
    List<RatchetTree.Member> members = ImmutableList.copyOf(tree.members());
    List<CredentialValidator.Entry> credentials =
        workers.map(
            members.size(),
            i -> {
              LeafIndex index = members.get(i).index();
              TreeLeaf leaf = members.get(i).leaf();
              LeafNode leafNode = leaf.leafNode();
              Place place = Place.of("ratchet_tree").withLeaf(index.value());
              leaves.checkInTree(leafNode, leaf.signatureKey(), context.groupId(), index, place);
              leaf.signatureKey().release();
              return CredentialValidator.Entry.of(leafNode, Role.MEMBER, place);
            });
    new CredentialValidator(policy.authentication()).checkGroup(credentials, context.extensions());
  }

  /**
   * All leaves are judged by one time, and the clock is read by the calling thread: with a lock of
   * the application's, other threads would wait for this one, and this one for them.
   */
  private static ValidationPolicy ofThisMoment(ValidationPolicy policy) {
    return new ValidationPolicy(
        policy.authentication(),
        policy.proposals(),
        InstantSource.fixed(policy.clock().instant()),
        policy.maxLifetime(),
        policy.checks());
  }
}
