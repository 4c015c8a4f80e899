package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §17.2: says what an {@link MLSMessage} holds. */
public record WireFormat(int value) implements WireStruct {

  private static final CodePoints<WireFormat> REGISTRY = new CodePoints<>(WireFormat::new);

  /** {@link PublicMessage}. */
  public static final WireFormat MLS_PUBLIC_MESSAGE = REGISTRY.add(1, "mls_public_message");

  /** {@link PrivateMessage}. */
  public static final WireFormat MLS_PRIVATE_MESSAGE = REGISTRY.add(2, "mls_private_message");

  /** {@link Welcome}. */
  public static final WireFormat MLS_WELCOME = REGISTRY.add(3, "mls_welcome");

  /** {@link GroupInfo}. */
  public static final WireFormat MLS_GROUP_INFO = REGISTRY.add(4, "mls_group_info");

  /** {@link KeyPackage}. */
  public static final WireFormat MLS_KEY_PACKAGE = REGISTRY.add(5, "mls_key_package");

  public WireFormat {
    CodePoints.check(value);
  }

  /** The code point of that value; those with a name are shared objects. */
  public static WireFormat of(int value) {
    return REGISTRY.of(value);
  }

  public static WireFormat readFrom(TlsReader in) throws DecodeException {
    return REGISTRY.of(in.uint16(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint16(value);
  }

  /** The name that the RFC gives it, or the value as in {@code 0xf001}. */
  @Override
  public String toString() {
    return REGISTRY.name(value);
  }
}
