package io.github.mls4j.validation;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §13.4: what a client makes of extensions that it has registered: those that it knows
 * have to be well-formed where they belong; and what the group uses and requires, it has to know.
 */
public final class RegisteredExtensions {

  private final Registrations own;

  public RegisteredExtensions(Registrations own) {
    this.own = own;
  }

  /** The extensions that a proposal brings. */
  public void check(Proposal proposal, Place place) throws RuleViolation {
    if (proposal instanceof Proposal.Add add) {
      check(add.keyPackage(), place.field("key_package"));
    } else if (proposal instanceof Proposal.Update update) {
      check(update.leafNode(), place.field("leaf_node"));
    } else if (proposal instanceof Proposal.GroupContextExtensions gce) {
      check(gce.extensions(), CustomExtension.Place.GROUP_CONTEXT, place);
    }
  }

  private void check(KeyPackage keyPackage, Place place) throws RuleViolation {
    check(keyPackage.extensions(), CustomExtension.Place.KEY_PACKAGE, place);
    check(keyPackage.leafNode(), place.field("leaf_node"));
  }

  /** The extensions of a leaf. */
  public void check(LeafNode leaf, Place place) throws RuleViolation {
    check(leaf.extensions(), CustomExtension.Place.LEAF_NODE, place);
  }

  /** All that a joiner learns of a group. */
  public void check(GroupInfo groupInfo, RatchetTree tree) throws RuleViolation {
    Place place = Place.of("group_info");
    check(groupInfo.extensions(), CustomExtension.Place.GROUP_INFO, place);
    check(
        groupInfo.groupContext().extensions(),
        CustomExtension.Place.GROUP_CONTEXT,
        place.field("group_context"));
    if (own.knowsLeafExtensions()) {
      for (RatchetTree.Member member : tree.members()) {
        check(member.leaf().leafNode(), Place.of("ratchet_tree").withLeaf(member.index().value()));
      }
    }
  }

  /**
   * Whether this client itself supports what a group is to use and to require. That its leaf says
   * so is not enough: the leaf lists values that mean nothing, too (§13.5).
   *
   * @param extensions of the GroupContext
   */
  public void checkSupport(List<Extension> extensions) throws RuleViolation {
    Place place = Place.of("group_context");
    for (Extension extension : extensions) {
      ExtensionType type = extension.extensionType();
      CustomExtension<?> known = own.extension(type);
      require(
          type.isDefault()
              || (known != null && known.places().contains(CustomExtension.Place.GROUP_CONTEXT)),
          place,
          type);
    }
    RequiredCapabilities required = GroupExtensions.read(extensions, place).required();
    for (ExtensionType type : required.extensionTypes()) {
      require(type.isDefault() || own.extension(type) != null, place, type);
    }
    for (ProposalType type : required.proposalTypes()) {
      require(type.isDefault() || own.proposal(type) != null, place, type);
    }
    for (var type : required.credentialTypes()) {
      require(own.credentialTypes().contains(type), place, type);
    }
  }

  private static void require(boolean supported, Place place, Object type) throws RuleViolation {
    if (!supported) {
      throw new RuleViolation(Rule.CLIENT_SUPPORTS_GROUP, place.element("extensions", type));
    }
  }

  private void check(List<Extension> extensions, CustomExtension.Place where, Place place)
      throws RuleViolation {
    for (Extension extension : extensions) {
      @Nullable CustomExtension<?> known = own.extension(extension.extensionType());
      if (known != null && known.places().contains(where)) {
        try {
          known.find(List.of(extension));
        } catch (DecodeException e) {
          throw new RuleViolation(
              Rule.EXTENSION_WELL_FORMED, place.element("extensions", known.type()), e);
        }
      }
    }
  }
}
