package io.github.mls4j.validation;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.Workers;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.LeafCheck;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.GroupInfoTBS;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.Optional;

/** RFC 9420 §12.4.3: whether a client may join a group by what a GroupInfo says of it. */
public final class GroupInfoValidator {

  /** The label under which a GroupInfo is signed (§12.4.3). */
  public static final String SIGNATURE_LABEL = "GroupInfoTBS";

  private final CipherSuite suite;
  private final ValidationPolicy policy;
  private final Workers workers;

  /**
   * @param workers verify the leaves of a tree
   */
  public GroupInfoValidator(CipherSuite suite, ValidationPolicy policy, Workers workers) {
    this.suite = suite;
    this.policy = policy;
    this.workers = workers;
  }

  /**
   * Validates the GroupInfo, the tree and all members in it.
   *
   * @param tree given beside the GroupInfo; else it has to be in there
   * @return the group's ratchet tree
   * @throws MissingInput if there is no tree
   */
  public RatchetTree validate(GroupInfo groupInfo, Optional<RatchetTreeExtension> tree)
      throws RuleViolation, MissingInput {
    Place place = Place.of("group_info");
    if (!groupInfo.groupContext().version().equals(ProtocolVersion.MLS10)) {
      throw new RuleViolation(Rule.GROUP_INFO_VERSION_MATCHES, place);
    }
    if (!groupInfo.groupContext().cipherSuite().equals(suite.id())) {
      throw new RuleViolation(Rule.GROUP_INFO_SUITE_MATCHES, place);
    }
    ExtensionLists.checkUnique(groupInfo.extensions(), place);
    ExtensionLists.checkUnique(groupInfo.groupContext().extensions(), place.field("group_context"));
    if (policy.checks().contains(LeafCheck.EXTENSIONS_IN_PLACE)) {
      ExtensionLists.checkInGroupContext(
          groupInfo.groupContext().extensions(), place.field("group_context"));
    }
    Optional<RatchetTreeExtension> inside =
        GroupExtensions.decode(
            groupInfo.extensions(),
            ExtensionType.RATCHET_TREE,
            RatchetTreeExtension::readFrom,
            place);
    RatchetTreeExtension nodes = tree.or(() -> inside).orElseThrow(MissingInput::ratchetTree);
    RatchetTree joined = RatchetTree.importTree(suite, nodes, workers);
    TreeLeaf signer = joined.leaf(groupInfo.signer());
    if (signer == null) {
      throw new RuleViolation(
          Rule.GROUP_INFO_SIGNER_IS_MEMBER,
          place.field("signer").withLeaf(groupInfo.signer().value()));
    }
    if (!suite.verifyWithLabel(
        signer.signatureKey(),
        SIGNATURE_LABEL,
        GroupInfoTBS.of(groupInfo),
        groupInfo.signature())) {
      throw new RuleViolation(Rule.GROUP_INFO_SIGNATURE_VALID, place);
    }
    JoinedTree.check(joined, groupInfo.groupContext(), policy, workers);
    return joined;
  }
}
