package io.github.mls4j.group;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.CustomExtension.Place;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Extensions that the application puts into what this client sends (RFC 9420 §13.4, §17.3). */
final class OwnExtensions {

  /** The RFC's own that an application sets; ratchet_tree and external_pub are not its business. */
  private static final Map<Place, Map<ExtensionType, TlsReader.Decoder<?>>> DEFAULTS =
      Map.of(
          Place.LEAF_NODE,
          Map.of(ExtensionType.APPLICATION_ID, ApplicationId::readFrom),
          Place.GROUP_CONTEXT,
          Map.of(
              ExtensionType.REQUIRED_CAPABILITIES, RequiredCapabilities::readFrom,
              ExtensionType.EXTERNAL_SENDERS, ExternalSenders::readFrom));

  private OwnExtensions() {}

  /**
   * A copy of {@code extensions}, which may all stand in that place.
   *
   * @throws IllegalArgumentException if one is malformed, there twice, or not registered for it
   */
  static List<Extension> check(
      List<Extension> extensions, Place place, Registrations registrations) {
    Set<ExtensionType> seen = new HashSet<>();
    for (Extension extension : extensions) {
      ExtensionType type = extension.extensionType();
      if (!seen.add(type)) {
        throw new IllegalArgumentException("two extensions " + type);
      }
      try {
        check(extension, place, registrations);
      } catch (DecodeException e) {
        throw new IllegalArgumentException("a malformed extension " + type, e);
      }
    }
    return List.copyOf(extensions);
  }

  private static void check(Extension extension, Place place, Registrations registrations)
      throws DecodeException {
    ExtensionType type = extension.extensionType();
    TlsReader.Decoder<?> own = DEFAULTS.getOrDefault(place, Map.of()).get(type);
    if (own != null) {
      TlsReader.decode(extension.extensionData(), own);
      return;
    }
    CustomExtension<?> registered = registrations.extension(type);
    if (registered == null || !registered.places().contains(place)) {
      throw new IllegalArgumentException("no extension " + type + " is registered for " + place);
    }
    registered.find(List.of(extension));
  }
}
