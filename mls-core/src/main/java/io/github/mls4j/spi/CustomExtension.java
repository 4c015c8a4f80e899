package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An extension type that a client supports beyond those of RFC 9420 (§13.4): what its data is and
 * where it appears. It makes extensions, and finds them in what others sent.
 *
 * @param <T> what the data says
 */
public final class CustomExtension<T> {

  /** The structs that have extensions (§13.4). */
  public enum Place {
    /** {@code KeyPackage.extensions}. */
    KEY_PACKAGE,
    /** {@code LeafNode.extensions}. */
    LEAF_NODE,
    /** {@code GroupInfo.extensions}. */
    GROUP_INFO,
    /** {@code GroupContext.extensions}. */
    GROUP_CONTEXT
  }

  /** All places: for extensions that are nowhere out of place. */
  public static final Set<Place> ANYWHERE = Set.of(Place.values());

  private final ExtensionType type;
  private final Set<Place> places;
  private final TlsReader.Decoder<? extends T> decoder;
  private final Function<? super T, Bytes> encoder;

  private CustomExtension(
      ExtensionType type,
      Set<Place> places,
      TlsReader.Decoder<? extends T> decoder,
      Function<? super T, Bytes> encoder) {
    if (type.isDefault() || type.isGrease()) {
      throw new IllegalArgumentException(type + " is not for applications to define");
    }
    this.type = type;
    this.places = Set.copyOf(places);
    this.decoder = decoder;
    this.encoder = encoder;
  }

  /**
   * An extension whose data is a struct.
   *
   * @param decoder reads all of the data: bytes left over are an error
   * @throws IllegalArgumentException if the type is one of the RFC's own or of GREASE
   */
  public static <T extends WireStruct> CustomExtension<T> of(
      ExtensionType type, Set<Place> places, TlsReader.Decoder<T> decoder) {
    return new CustomExtension<>(type, places, decoder, WireStruct::encode);
  }

  /**
   * An extension whose data is any bytes.
   *
   * @throws IllegalArgumentException if the type is one of the RFC's own or of GREASE
   */
  public static CustomExtension<Bytes> ofBytes(ExtensionType type, Set<Place> places) {
    return new CustomExtension<>(type, places, TlsReader::rest, Function.identity());
  }

  /** Its code point. */
  public ExtensionType type() {
    return type;
  }

  /** Where it appears. Elsewhere it is not understood, and never sent. */
  public Set<Place> places() {
    return places;
  }

  /** An extension that says {@code value}. */
  public Extension with(T value) {
    return new Extension(type, encoder.apply(value));
  }

  /**
   * What the extension of this type in a list says; empty if there is none.
   *
   * @throws DecodeException if its data is not well-formed
   */
  public Optional<T> find(List<Extension> extensions) throws DecodeException {
    for (Extension extension : extensions) {
      if (extension.extensionType().equals(type)) {
        return Optional.of(TlsReader.decode(extension.extensionData(), decoder));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "CustomExtension[" + type + " in " + places + "]";
  }
}
