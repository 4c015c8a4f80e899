package io.github.mls4j.group;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.Registrations;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Extensions that the application puts into what this client sends (RFC 9420 §13.4, §17.3). */
final class OwnExtensions {

  private OwnExtensions() {}

  /**
   * A copy of {@code extensions}, which may all stand in that place.
   *
   * @throws IllegalArgumentException if one is malformed, there twice, or not registered for it
   */
  static List<Extension> check(
      List<Extension> extensions, CustomExtension.Place place, Registrations registrations) {
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

  private static void check(
      Extension extension, CustomExtension.Place place, Registrations registrations)
      throws DecodeException {
    ExtensionType type = extension.extensionType();
    if (type.equals(ExtensionType.APPLICATION_ID) && place == CustomExtension.Place.LEAF_NODE) {
      TlsReader.decode(extension.extensionData(), ApplicationId::readFrom);
      return;
    }
    CustomExtension<?> registered = registrations.extension(type);
    if (registered == null || !registered.places().contains(place)) {
      throw new IllegalArgumentException("no extension " + type + " is registered for " + place);
    }
    registered.find(List.of(extension));
  }
}
