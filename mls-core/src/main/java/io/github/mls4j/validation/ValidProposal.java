package io.github.mls4j.validation;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proposal that is valid by itself in the current epoch (RFC 9420 §12.1), with its sender, who
 * decides what it means. Only {@link ProposalValidator} makes one.
 */
public final class ValidProposal {

  private final Proposal proposal;
  private final Sender sender;
  private final @Nullable TreeLeaf leaf;

  ValidProposal(Proposal proposal, Sender sender, @Nullable TreeLeaf leaf) {
    this.proposal = proposal;
    this.sender = sender;
    this.leaf = leaf;
  }

  /**
   * A proposal that was validated before and has been read back from the client's own state.
   *
   * @throws RuleViolation if the keys of its leaf do not decode: it is not what was written
   */
  public static ValidProposal restore(CipherSuite suite, Proposal proposal, Sender sender)
      throws RuleViolation {
    TreeLeaf leaf = null;
    if (proposal instanceof Proposal.Add add) {
      leaf = TreeLeaf.of(suite, add.keyPackage().leafNode(), Place.of("key_package.leaf_node"));
    } else if (proposal instanceof Proposal.Update update) {
      leaf = TreeLeaf.of(suite, update.leafNode(), Place.of("leaf_node"));
    }
    return new ValidProposal(proposal, sender, leaf);
  }

  /** What is proposed. */
  public Proposal proposal() {
    return proposal;
  }

  /** Who proposed it; for a proposal by value in a commit that is the committer (§12.4). */
  public Sender sender() {
    return sender;
  }

  /**
   * The leaf that an Add or Update brings, ready for the tree.
   *
   * @throws NullPointerException for any other proposal
   */
  public TreeLeaf leaf() {
    return Objects.requireNonNull(leaf, "no leaf in this proposal");
  }

  /** Whether this is the Update of the member at {@code index}. */
  public boolean isUpdateOf(LeafIndex index) {
    return proposal instanceof Proposal.Update
        && sender instanceof Sender.Member member
        && member.leafIndex().equals(index);
  }
}
