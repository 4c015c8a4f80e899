package io.github.mls4j.validation;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.ApplicationOrder;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRefType;
import io.github.mls4j.wire.Sender;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proposal that is valid by itself in the current epoch (RFC 9420 §12.1), with its sender, who
 * decides what it means. Only {@link ProposalValidator} makes one.
 */
public final class ValidProposal {

  /** The order in which proposals are applied (§12.3). */
  public static final Comparator<ValidProposal> AS_APPLIED =
      Comparator.comparing(ValidProposal::order).thenComparing(ValidProposal::isCustom);

  private final Proposal proposal;
  private final Sender sender;
  private final ProposalOrRefType form;
  private final @Nullable TreeLeaf leaf;
  private final @Nullable CustomProposalType custom;

  ValidProposal(Proposal proposal, Sender sender, ProposalOrRefType form, @Nullable TreeLeaf leaf) {
    this.proposal = proposal;
    this.sender = sender;
    this.form = form;
    this.leaf = leaf;
    this.custom = null;
  }

  ValidProposal(
      Proposal.Custom proposal, Sender sender, ProposalOrRefType form, CustomProposalType custom) {
    this.proposal = proposal;
    this.sender = sender;
    this.form = form;
    this.leaf = null;
    this.custom = custom;
  }

  /**
   * A proposal in a message of its own that was validated before and has been read back from the
   * client's own state.
   *
   * @throws RuleViolation if the keys of its leaf do not decode: it is not what was written
   * @throws IllegalArgumentException if its type is not registered any more
   */
  public static ValidProposal restore(
      CipherSuite suite, Registrations registrations, Proposal proposal, Sender sender)
      throws RuleViolation {
    ProposalOrRefType form = ProposalOrRefType.REFERENCE;
    if (proposal instanceof Proposal.Custom custom) {
      CustomProposalType type = registrations.proposal(custom.proposalType());
      if (type == null) {
        throw new IllegalArgumentException(custom.proposalType() + " is not registered");
      }
      return new ValidProposal(custom, sender, form, type);
    }
    TreeLeaf leaf = null;
    if (proposal instanceof Proposal.Add add) {
      leaf = TreeLeaf.of(suite, add.keyPackage().leafNode(), Place.of("key_package.leaf_node"));
    } else if (proposal instanceof Proposal.Update update) {
      leaf = TreeLeaf.of(suite, update.leafNode(), Place.of("leaf_node"));
    }
    return new ValidProposal(proposal, sender, form, leaf);
  }

  /** What is proposed. */
  public Proposal proposal() {
    return proposal;
  }

  /** Who proposed it; for a proposal by value in a commit that is the committer (§12.4). */
  public Sender sender() {
    return sender;
  }

  /** Whether it is a message of its own, to which commits refer. */
  boolean isByReference() {
    return form == ProposalOrRefType.REFERENCE;
  }

  /**
   * The leaf that an Add or Update brings, ready for the tree.
   *
   * @throws NullPointerException for any other proposal
   */
  public TreeLeaf leaf() {
    return Objects.requireNonNull(leaf, "no leaf in this proposal");
  }

  /** What is registered for its type; null for the RFC's own types. */
  public @Nullable CustomProposalType custom() {
    return custom;
  }

  /** The leaf that it takes out of the group; null if it takes none. */
  public @Nullable LeafIndex removes() {
    if (proposal instanceof Proposal.Remove remove) {
      return remove.removed();
    }
    return custom != null && custom.removesSender() && sender instanceof Sender.Member member
        ? member.leafIndex()
        : null;
  }

  /** Whether a member's commit may cover it by value, or by reference, whichever it does. */
  boolean fitsCommit() {
    return custom == null || custom.inCommits().contains(form);
  }

  /** The same for a commit by which its sender joins (§12.2, §12.4.3.2). */
  public boolean fitsExternalCommit() {
    if (custom != null) {
      return custom.inExternalCommits().contains(form);
    }
    return form == ProposalOrRefType.PROPOSAL
        && (proposal instanceof Proposal.ExternalInit
            || proposal instanceof Proposal.Remove
            || proposal instanceof Proposal.PreSharedKey);
  }

  /** Whether a commit that covers it must have a path (§12.4). */
  boolean requiresPath() {
    return custom == null
        ? !(proposal instanceof Proposal.Add
            || proposal instanceof Proposal.PreSharedKey
            || proposal instanceof Proposal.ReInit)
        : custom.pathRequired();
  }

  private boolean isCustom() {
    return custom != null;
  }

  private ApplicationOrder order() {
    if (custom != null) {
      return custom.order();
    }
    if (proposal instanceof Proposal.GroupContextExtensions) {
      return ApplicationOrder.EXTENSIONS;
    }
    if (proposal instanceof Proposal.Update) {
      return ApplicationOrder.UPDATES;
    }
    if (proposal instanceof Proposal.Remove) {
      return ApplicationOrder.REMOVES;
    }
    if (proposal instanceof Proposal.Add) {
      return ApplicationOrder.ADDS;
    }
    if (proposal instanceof Proposal.PreSharedKey) {
      return ApplicationOrder.PSKS;
    }
    return proposal instanceof Proposal.ExternalInit
        ? ApplicationOrder.EXTERNAL_INIT
        : ApplicationOrder.REINIT;
  }

  /** Whether this is the Update of the member at {@code index}. */
  public boolean isUpdateOf(LeafIndex index) {
    return proposal instanceof Proposal.Update
        && sender instanceof Sender.Member member
        && member.leafIndex().equals(index);
  }
}
