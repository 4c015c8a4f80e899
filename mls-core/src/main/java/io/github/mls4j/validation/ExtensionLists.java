package io.github.mls4j.validation;

import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** RFC 9420 §13.4: what holds for every list of extensions. */
public final class ExtensionLists {

  private static final Set<ExtensionType> IN_GROUP_CONTEXT =
      Set.of(ExtensionType.REQUIRED_CAPABILITIES, ExtensionType.EXTERNAL_SENDERS);

  private static final Set<ExtensionType> IN_LEAF = Set.of(ExtensionType.APPLICATION_ID);

  private ExtensionLists() {}

  /** Refuses a list that holds two extensions of one type. */
  public static void checkUnique(List<Extension> extensions, Place place) throws RuleViolation {
    Set<ExtensionType> seen = new HashSet<>();
    for (Extension extension : extensions) {
      if (!seen.add(extension.extensionType())) {
        throw new RuleViolation(
            Rule.EXTENSION_TYPES_UNIQUE, place.element("extensions", extension.extensionType()));
      }
    }
  }

  /** Refuses an extension of the RFC that is not made for the GroupContext (§17.3). */
  public static void checkInGroupContext(List<Extension> extensions, Place place)
      throws RuleViolation {
    checkPlaces(extensions, IN_GROUP_CONTEXT, place);
  }

  /** Refuses an extension of the RFC that is not made for leaf nodes (§17.3). */
  static void checkInLeaf(List<Extension> extensions, Place place) throws RuleViolation {
    checkPlaces(extensions, IN_LEAF, place);
  }

  private static void checkPlaces(
      List<Extension> extensions, Set<ExtensionType> allowed, Place place) throws RuleViolation {
    for (Extension extension : extensions) {
      ExtensionType type = extension.extensionType();
      if (type.isDefault() && !allowed.contains(type)) {
        throw new RuleViolation(Rule.EXTENSION_IN_PLACE, place.element("extensions", type));
      }
    }
  }

  /** The extension of the given type. */
  public static Optional<Extension> find(List<Extension> extensions, ExtensionType type) {
    return extensions.stream().filter(e -> e.extensionType().equals(type)).findFirst();
  }
}
