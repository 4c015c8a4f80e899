package io.github.mls4j.spi;

import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in a group, beyond what RFC 9420 itself demands (§12.1.8, §12.2, §12.4.3.2): who
 * adds and removes, who changes extensions, what external senders may propose, who may join by a
 * commit of its own. What it refuses is neither taken nor sent.
 *
 * <p>A commit that some members refuse and others take parts them for good. So all members have to
 * come to the same answers: a policy decides from what it is handed and from rules that all members
 * have, such as an extension of the group context; not from the clock, from who is asked, or from
 * what only one member knows. What one member alone does not want, it better leaves uncommitted.
 *
 * <p>It is asked about proposals that are valid, more than once about the same one, and while
 * messages are processed: answers are quick and change nothing.
 */
public interface ProposalPolicy {

  /**
   * A proposal with its sender.
   *
   * @param proposal what is proposed
   * @param sender who proposes it, authenticated; of what a commit holds by value, the committer
   * @param byReference whether it is a message of its own, to which commits refer
   */
  record Proposed(Proposal proposal, Sender sender, boolean byReference) {}

  /**
   * A commit that is valid so far.
   *
   * @param committer who makes it: a member, or a client that joins by it
   * @param proposals all that it covers, in their order
   * @param joiner the leaf of a client that joins by it, validated; null for a member's commit
   */
  record ProposedCommit(Sender committer, List<Proposed> proposals, @Nullable LeafNode joiner) {

    public ProposedCommit {
      proposals = List.copyOf(proposals);
    }

    /** Whether its sender joins by it (§12.4.3.2). */
    public boolean isExternal() {
      return committer instanceof Sender.NewMemberCommit;
    }

    /** Whether its sender joins by it and takes the place of its older self (a "resync"). */
    public boolean isResync() {
      return isExternal()
          && proposals.stream().anyMatch(p -> p.proposal() instanceof Proposal.Remove);
    }
  }

  /**
   * Whether the sender may make this proposal: asked when it arrives or is sent, and again when a
   * commit covers it.
   */
  default Verdict mayPropose(Proposed proposed, GroupView group) {
    return Verdict.accepted();
  }

  /** Whether the committer may commit these proposals, all of which may be made. */
  default Verdict mayCommit(ProposedCommit commit, GroupView group) {
    return Verdict.accepted();
  }

  /** Allows all that the RFC allows. */
  static ProposalPolicy allowAll() {
    return AllowAll.INSTANCE;
  }
}
