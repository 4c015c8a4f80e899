package io.github.mls4j.validation;

import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.tree.MemberFeatures;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every member owes to the group as a whole (RFC 9420 §7.3, §11.1, §12.1.7, §13.4, §16.7),
 * judged on the members and extensions that a commit leads to: keys of its own, and support for
 * what the group uses. It asks the tree what all members have in common; only to name the one at
 * fault does it look at each of them.
 */
public final class Membership {

  private final List<Extension> extensions;
  private final RequiredCapabilities required;
  private final Rule lackOfRequired;

  private Membership(
      List<Extension> extensions, RequiredCapabilities required, Rule lackOfRequired) {
    this.extensions = extensions;
    this.required = required;
    this.lackOfRequired = lackOfRequired;
  }

  /**
   * Refuses a tree in which two nodes share a key, or not all members support what the group uses.
   *
   * @param extensions of the GroupContext
   * @param changed whether they were replaced by the same commit, which then is to blame
   */
  public static void check(RatchetTree tree, List<Extension> extensions, boolean changed)
      throws RuleViolation {
    tree.verifyUniqueKeys();
    RequiredCapabilities required =
        GroupExtensions.read(extensions, Place.of("group_context")).required();
    Membership membership =
        new Membership(
            extensions,
            required,
            changed ? Rule.GROUP_REQUIREMENTS_SUPPORTED : Rule.LEAF_HAS_REQUIRED_CAPABILITIES);
    MemberFeatures all = tree.features();
    if (!membership.isSatisfiedBy(all)) {
      for (RatchetTree.Member member : tree.members()) {
        membership.check(
            member.leaf(), all, Place.of("ratchet_tree").withLeaf(member.index().value()));
      }
      throw new IllegalStateException("what all members support is less than what each supports");
    }
  }

  private boolean isSatisfiedBy(MemberFeatures all) {
    return missingRequirement(all) == null
        && missingExtension(all) == null
        && all.supportCredentialsOf(all);
  }

  private void check(TreeLeaf leaf, MemberFeatures all, Place place) throws RuleViolation {
    MemberFeatures own = leaf.features();
    Object requirement = missingRequirement(own);
    if (requirement != null) {
      throw new RuleViolation(lackOfRequired, place.element("capabilities", requirement));
    }
    ExtensionType extension = missingExtension(own);
    if (extension != null) {
      throw new RuleViolation(
          Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, place.element("capabilities", extension));
    }
    if (!own.supportCredentialsOf(all)) {
      throw new RuleViolation(Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE, place);
    }
  }

  private @Nullable Object missingRequirement(MemberFeatures members) {
    for (ExtensionType type : required.extensionTypes()) {
      if (!type.isDefault() && !members.support(type)) {
        return type;
      }
    }
    for (ProposalType type : required.proposalTypes()) {
      if (!type.isDefault() && !members.support(type)) {
        return type;
      }
    }
    return required.credentialTypes().stream()
        .filter(type -> !members.support(type))
        .findFirst()
        .orElse(null);
  }

  private @Nullable ExtensionType missingExtension(MemberFeatures members) {
    return extensions.stream()
        .map(Extension::extensionType)
        .filter(type -> !type.isDefault() && !members.support(type))
        .findFirst()
        .orElse(null);
  }
}
