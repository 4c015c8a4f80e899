package io.github.mls4j.validation;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import io.github.mls4j.wire.RequiredCapabilities;
import java.util.List;
import java.util.Optional;

/**
 * The extensions of a GroupContext that the RFC itself gives a meaning, decoded.
 *
 * @param required what every member must support (RFC 9420 §11.1); empty lists where nothing is
 *     said
 * @param externalSenders who may send proposals from outside (§12.1.8.1)
 */
public record GroupExtensions(RequiredCapabilities required, List<ExternalSender> externalSenders) {

  private static final RequiredCapabilities NONE =
      new RequiredCapabilities(List.of(), List.of(), List.of());

  public GroupExtensions {
    externalSenders = List.copyOf(externalSenders);
  }

  /** Decodes what is known in {@code extensions}; it must be well-formed. */
  public static GroupExtensions read(List<Extension> extensions, Place place) throws RuleViolation {
    RequiredCapabilities required =
        decode(
                extensions,
                ExtensionType.REQUIRED_CAPABILITIES,
                RequiredCapabilities::readFrom,
                place)
            .orElse(NONE);
    List<ExternalSender> senders =
        decode(extensions, ExtensionType.EXTERNAL_SENDERS, ExternalSenders::readFrom, place)
            .map(ExternalSenders::externalSenders)
            .orElse(List.of());
    return new GroupExtensions(required, senders);
  }

  /** The content of the extension of one type, where there is one. */
  public static <T> Optional<T> decode(
      List<Extension> extensions, ExtensionType type, TlsReader.Decoder<T> decoder, Place place)
      throws RuleViolation {
    Optional<Extension> found = ExtensionLists.find(extensions, type);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlsReader.decode(found.get().extensionData(), decoder));
    } catch (DecodeException e) {
      throw new RuleViolation(Rule.EXTENSION_WELL_FORMED, place.element("extensions", type), e);
    }
  }
}
