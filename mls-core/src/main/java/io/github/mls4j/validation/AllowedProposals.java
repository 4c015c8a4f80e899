package io.github.mls4j.validation;

import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.GroupView;
import io.github.mls4j.spi.ProposalPolicy;
import io.github.mls4j.spi.ProposalPolicy.Proposed;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Sender;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §12.1.8, §12.2: what the application allows in the epoch that a context and tree
 * describe, the same for what is sent and what is received.
 */
public final class AllowedProposals {

  private final ProposalPolicy policy;
  private final GroupView group;

  public AllowedProposals(ProposalPolicy policy, GroupContext context, RatchetTree tree) {
    this.policy = policy;
    this.group = new View(context, tree);
  }

  /** A proposal, on its own or in a commit. */
  void checkProposal(ValidProposal valid, Place place) throws RuleViolation {
    Verdict verdict = policy.mayPropose(proposed(valid), group);
    if (!verdict.isAccepted()) {
      throw new RuleViolation(Rule.PROPOSAL_ALLOWED, place, verdict.reason());
    }
  }

  /**
   * What a commit covers, each and all together.
   *
   * @param joiner the leaf of a client that joins by the commit, validated
   */
  public void checkCommit(List<ValidProposal> list, Sender committer, @Nullable LeafNode joiner)
      throws RuleViolation {
    for (int i = 0; i < list.size(); i++) {
      checkProposal(list.get(i), ProposalLists.place(i));
    }
    List<Proposed> proposals = list.stream().map(AllowedProposals::proposed).toList();
    Verdict verdict =
        policy.mayCommit(new ProposalPolicy.ProposedCommit(committer, proposals, joiner), group);
    if (!verdict.isAccepted()) {
      throw new RuleViolation(Rule.COMMIT_ALLOWED, Place.of("proposals"), verdict.reason());
    }
  }

  private static Proposed proposed(ValidProposal valid) {
    return new Proposed(valid.proposal(), valid.sender(), valid.isByReference());
  }

  private record View(GroupContext context, RatchetTree tree) implements GroupView {

    @Override
    public int memberCount() {
      return tree.memberCount();
    }

    @Override
    public @Nullable LeafNode member(LeafIndex index) {
      TreeLeaf leaf = tree.leaf(index);
      return leaf == null ? null : leaf.leafNode();
    }

    @Override
    public void forEachMember(BiConsumer<LeafIndex, LeafNode> action) {
      tree.members().forEach(member -> action.accept(member.index(), member.leaf().leafNode()));
    }

    @Override
    public @Nullable ExternalSender externalSender(long index) {
      List<ExternalSender> senders;
      try {
        senders =
            GroupExtensions.read(context.extensions(), Place.of("group_context")).externalSenders();
      } catch (RuleViolation e) {
        throw new IllegalStateException("the group context was validated", e);
      }
      return index >= 0 && index < senders.size() ? senders.get((int) index) : null;
    }
  }
}
