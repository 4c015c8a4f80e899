package io.github.mls4j.group;

import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes to single extensions of a group context. A proposal can only replace all of them (RFC
 * 9420 §12.1.7): the others are carried over from the epoch in which it is made.
 */
final class ExtensionEdits {

  private final Registrations registrations;
  private final Map<ExtensionType, Optional<Extension>> edits = new LinkedHashMap<>();

  ExtensionEdits(Registrations registrations) {
    this.registrations = registrations;
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  /**
   * @throws IllegalArgumentException if it is malformed, or not registered for the group context
   */
  ExtensionEdits set(Extension extension) {
    OwnExtensions.check(List.of(extension), CustomExtension.Place.GROUP_CONTEXT, registrations);
    edits.put(extension.extensionType(), Optional.of(extension));
    return this;
  }

  ExtensionEdits drop(ExtensionType type) {
    edits.put(type, Optional.empty());
    return this;
  }

  /** Nothing required is no extension at all. */
  ExtensionEdits require(RequiredCapabilities required) {
    boolean nothing =
        required.extensionTypes().isEmpty()
            && required.proposalTypes().isEmpty()
            && required.credentialTypes().isEmpty();
    ExtensionType type = ExtensionType.REQUIRED_CAPABILITIES;
    return nothing ? drop(type) : set(new Extension(type, required.encode()));
  }

  /** Nobody outside is no extension at all. */
  ExtensionEdits externalSenders(List<ExternalSender> senders) {
    ExtensionType type = ExtensionType.EXTERNAL_SENDERS;
    return senders.isEmpty()
        ? drop(type)
        : set(new Extension(type, new ExternalSenders(senders).encode()));
  }

  /** What replaces the extensions that there are. */
  Proposal.GroupContextExtensions applyTo(List<Extension> current) {
    Map<ExtensionType, Extension> result = new LinkedHashMap<>();
    current.forEach(extension -> result.put(extension.extensionType(), extension));
    edits.forEach(
        (type, extension) -> {
          if (extension.isPresent()) {
            result.put(type, extension.get());
          } else {
            result.remove(type);
          }
        });
    return new Proposal.GroupContextExtensions(new ArrayList<>(result.values()));
  }
}
