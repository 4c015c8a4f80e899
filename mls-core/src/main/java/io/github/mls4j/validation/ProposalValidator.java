package io.github.mls4j.validation;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Workers;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.CustomProposalType;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalOrRefType;
import io.github.mls4j.wire.ResumptionPSKUsage;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 9420 §12.1: whether a proposal is valid by itself, in the epoch that it was sent in. What it
 * means together with others is for {@link ProposalLists}, what it does to the group for {@link
 * Membership}.
 */
public final class ProposalValidator {

  private final CipherSuite suite;
  private final GroupContext context;
  private final RatchetTree tree;
  private final ValidationPolicy policy;
  private final AllowedProposals allowed;
  private final CredentialValidator credentials;
  private final Registrations registrations;
  private final LeafNodeValidator leaves;
  private final KeyPackageValidator keyPackages;

  /** Judges by the epoch that {@code context} and {@code tree} describe. */
  public ProposalValidator(
      CipherSuite suite,
      GroupContext context,
      RatchetTree tree,
      ValidationPolicy policy,
      Registrations registrations) {
    this.suite = suite;
    this.context = context;
    this.tree = tree;
    this.policy = policy;
    this.allowed = new AllowedProposals(policy.proposals(), context, tree);
    this.credentials = new CredentialValidator(policy.authentication());
    this.registrations = registrations;
    this.leaves = new LeafNodeValidator(suite, policy);
    this.keyPackages = new KeyPackageValidator(suite, policy);
  }

  /**
   * Verifies, at once, the signatures of clients that are to be added by proposals which are about
   * to be validated.
   */
  public void verifyAhead(List<Proposal> proposals, Workers workers) {
    List<KeyPackage> added = new ArrayList<>();
    for (Proposal proposal : proposals) {
      if (proposal instanceof Proposal.Add add) {
        added.add(add.keyPackage());
      }
    }
    if (added.size() > 1) {
      keyPackages.verifyAhead(added, workers);
    }
  }

  /**
   * Refuses a proposal that no commit may cover, as it stands in a commit. What its sender may send
   * at all is seen to by framing.
   *
   * @param place how a violation calls the proposal
   */
  public ValidProposal validate(Proposal proposal, Sender sender, Occasion occasion, Place place)
      throws RuleViolation {
    return allowed(judge(proposal, sender, ProposalOrRefType.PROPOSAL, occasion, place), place);
  }

  /** As {@link #validate}, for a proposal in a message of its own, to which commits refer. */
  public ValidProposal validateSent(
      Proposal proposal, Sender sender, WireFormat wireFormat, Occasion occasion, Place place)
      throws RuleViolation {
    if (proposal instanceof Proposal.Custom custom) {
      CustomProposals.checkWireFormat(registered(custom), wireFormat, place);
    }
    return allowed(judge(proposal, sender, ProposalOrRefType.REFERENCE, occasion, place), place);
  }

  private ValidProposal allowed(ValidProposal valid, Place place) throws RuleViolation {
    allowed.checkProposal(valid, place);
    return valid;
  }

  private ValidProposal judge(
      Proposal proposal, Sender sender, ProposalOrRefType form, Occasion occasion, Place place)
      throws RuleViolation {
    if (proposal instanceof Proposal.Custom custom) {
      CustomProposalType type = registered(custom);
      CustomProposals.check(type, custom, sender, context, place);
      return new ValidProposal(custom, sender, form, type);
    }
    TreeLeaf leaf = null;
    if (proposal instanceof Proposal.Add add) {
      leaf = keyPackages.validate(add.keyPackage(), occasion, place.field("key_package"));
    } else if (proposal instanceof Proposal.Update update) {
      leaf = validateUpdate(update, sender, place);
    } else if (proposal instanceof Proposal.Remove remove) {
      member(remove.removed(), place);
    } else if (proposal instanceof Proposal.PreSharedKey psk) {
      checkPsk(psk.psk(), sender, place);
    } else if (proposal instanceof Proposal.ReInit reInit) {
      if (reInit.version().value() < context.version().value()) {
        throw new RuleViolation(Rule.REINIT_VERSION_NOT_LOWER, place);
      }
      ExtensionLists.checkUnique(reInit.extensions(), place);
      checkPlaces(reInit.extensions(), occasion, place);
    } else if (proposal instanceof Proposal.GroupContextExtensions gce) {
      ExtensionLists.checkUnique(gce.extensions(), place);
      checkPlaces(gce.extensions(), occasion, place);
      GroupExtensions.read(gce.extensions(), place);
      credentials.checkExternalSenders(gce.extensions(), context.extensions(), place);
    } else if (proposal instanceof Proposal.ExternalInit
        && !(sender instanceof Sender.NewMemberCommit)) {
      throw new RuleViolation(Rule.NO_EXTERNAL_INIT_BY_MEMBER, place);
    }
    new RegisteredExtensions(registrations).check(proposal, place);
    return new ValidProposal(proposal, sender, form, leaf);
  }

  private CustomProposalType registered(Proposal.Custom proposal) {
    CustomProposalType type = registrations.proposal(proposal.proposalType());
    if (type == null) {
      throw new IllegalArgumentException(proposal.proposalType() + " is not registered");
    }
    return type;
  }

  private void checkPlaces(List<Extension> extensions, Occasion occasion, Place place)
      throws RuleViolation {
    if (occasion.checksPlaces(policy)) {
      ExtensionLists.checkInGroupContext(extensions, place);
    }
  }

  private TreeLeaf validateUpdate(Proposal.Update update, Sender sender, Place place)
      throws RuleViolation {
    if (!(sender instanceof Sender.Member member)) {
      throw new RuleViolation(Rule.UPDATE_SENDER_IS_MEMBER, place);
    }
    LeafIndex index = member.leafIndex();
    return leaves.validateUpdate(
        update.leafNode(),
        member(index, place),
        context.groupId(),
        index,
        place.field("leaf_node"));
  }

  private TreeLeaf member(LeafIndex index, Place place) throws RuleViolation {
    TreeLeaf leaf = tree.leaf(index);
    if (leaf == null) {
      throw new RuleViolation(
          Rule.REMOVED_LEAF_IS_MEMBER, place.field("removed").withLeaf(index.value()));
    }
    return leaf;
  }

  /**
   * §12.1.4; usages {@code reinit} and {@code branch} belong to the first commit of a new group,
   * which its creator makes.
   */
  private void checkPsk(PreSharedKeyID psk, Sender sender, Place place) throws RuleViolation {
    if (psk instanceof PreSharedKeyID.Resumption resumption
        && !resumption.usage().equals(ResumptionPSKUsage.APPLICATION)
        && (context.epoch() != 0 || !(sender instanceof Sender.Member))) {
      throw new RuleViolation(Rule.PSK_USAGE_FITS, place);
    }
    PskIds.checkNonce(suite, psk, place);
  }
}
