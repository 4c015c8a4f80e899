package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §17.3: says what the data of an extension is. */
public record ExtensionType(int value) implements WireStruct {

  private static final CodePoints<ExtensionType> REGISTRY = new CodePoints<>(ExtensionType::new);

  /** In a leaf node: {@link ApplicationId}. */
  public static final ExtensionType APPLICATION_ID = REGISTRY.add(1, "application_id");

  /** In a GroupInfo: {@link RatchetTreeExtension}. */
  public static final ExtensionType RATCHET_TREE = REGISTRY.add(2, "ratchet_tree");

  /** In the group context: {@link RequiredCapabilities}. */
  public static final ExtensionType REQUIRED_CAPABILITIES =
      REGISTRY.add(3, "required_capabilities");

  /** In a GroupInfo: {@link ExternalPub}. */
  public static final ExtensionType EXTERNAL_PUB = REGISTRY.add(4, "external_pub");

  /** In the group context: {@link ExternalSenders}. */
  public static final ExtensionType EXTERNAL_SENDERS = REGISTRY.add(5, "external_senders");

  public ExtensionType {
    CodePoints.check(value);
  }

  /** The code point of that value; those with a name are shared objects. */
  public static ExtensionType of(int value) {
    return REGISTRY.of(value);
  }

  public static ExtensionType readFrom(TlsReader in) throws DecodeException {
    return REGISTRY.of(in.uint16(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint16(value);
  }

  /**
   * Whether it is one that the RFC itself defines: everybody implements these, and nobody lists
   * them in capabilities (§7.2).
   */
  public boolean isDefault() {
    return value >= APPLICATION_ID.value && value <= EXTERNAL_SENDERS.value;
  }

  /** Whether this is one of the values that only exercise the handling of unknown ones (§13.5). */
  public boolean isGrease() {
    return CodePoints.isGrease(value);
  }

  /** The name that the RFC gives it, or the value as in {@code 0xf001}. */
  @Override
  public String toString() {
    return REGISTRY.name(value);
  }
}
