package io.github.mls4j.validation;

import com.google.common.collect.Sets;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.Sender;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** RFC 9420 §12.2: which proposals one commit may cover together. */
public final class ProposalLists {

  private ProposalLists() {}

  /** The list of a member's commit. */
  public static void checkRegular(List<ValidProposal> list, LeafIndex committer)
      throws RuleViolation {
    Set<LeafIndex> touched = Sets.newHashSetWithExpectedSize(list.size());
    Set<SignaturePublicKey> added = new HashSet<>();
    Set<PreSharedKeyID> psks = new HashSet<>();
    boolean groupContextExtensions = false;
    for (int i = 0; i < list.size(); i++) {
      ValidProposal valid = list.get(i);
      Place place = place(i);
      LeafIndex removes = valid.removes();
      require(valid.fitsCommit(), Rule.CUSTOM_PROPOSAL_COMMITTED_AS_DEFINED, place);
      if (valid.proposal() instanceof Proposal.Update) {
        require(!valid.isUpdateOf(committer), Rule.NO_UPDATE_BY_COMMITTER, place);
        if (valid.sender() instanceof Sender.Member member) {
          require(touched.add(member.leafIndex()), Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, place);
        }
      } else if (removes != null) {
        require(!removes.equals(committer), Rule.NO_REMOVE_OF_COMMITTER, place);
        require(touched.add(removes), Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, place);
      } else if (valid.proposal() instanceof Proposal.Add add) {
        require(
            added.add(add.keyPackage().leafNode().signatureKey()), Rule.CLIENT_ADDED_ONCE, place);
      } else if (valid.proposal() instanceof Proposal.PreSharedKey psk) {
        PskIds.checkNew(psks, psk.psk(), place);
      } else if (valid.proposal() instanceof Proposal.GroupContextExtensions) {
        require(!groupContextExtensions, Rule.ONE_GROUP_CONTEXT_EXTENSIONS, place);
        groupContextExtensions = true;
      } else if (valid.proposal() instanceof Proposal.ReInit) {
        require(list.size() == 1, Rule.REINIT_ALONE, place);
      }
    }
  }

  /** The list of a commit by which its sender joins (§12.4.3.2). */
  public static void checkExternal(List<ValidProposal> list) throws RuleViolation {
    int externalInits = 0;
    int removes = 0;
    Set<LeafIndex> removed = new HashSet<>();
    Set<PreSharedKeyID> psks = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      ValidProposal valid = list.get(i);
      LeafIndex leaf = valid.removes();
      require(valid.fitsExternalCommit(), Rule.EXTERNAL_COMMIT_NO_OTHER_PROPOSALS, place(i));
      require(leaf == null || removed.add(leaf), Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, place(i));
      if (valid.proposal() instanceof Proposal.ExternalInit) {
        externalInits++;
      } else if (valid.proposal() instanceof Proposal.Remove) {
        require(++removes <= 1, Rule.EXTERNAL_COMMIT_ONE_REMOVE, place(i));
      } else if (valid.proposal() instanceof Proposal.PreSharedKey psk) {
        PskIds.checkNew(psks, psk.psk(), place(i));
      }
    }
    require(externalInits == 1, Rule.EXTERNAL_COMMIT_ONE_EXTERNAL_INIT, Place.of("proposals"));
  }

  /** Whether a commit that covers {@code list} must have a path (§12.4). */
  public static boolean requirePath(List<ValidProposal> list) {
    return list.isEmpty() || list.stream().anyMatch(ValidProposal::requiresPath);
  }

  /** How a violation names the {@code i}th proposal of a commit. */
  public static Place place(int i) {
    return Place.ofProposal(i);
  }

  private static void require(boolean condition, Rule rule, Place place) throws RuleViolation {
    if (!condition) {
      throw new RuleViolation(rule, place);
    }
  }
}
