package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §17.5: says how a client proves who it is. */
public record CredentialType(int value) implements WireStruct {

  private static final CodePoints<CredentialType> REGISTRY = new CodePoints<>(CredentialType::new);

  /** {@link Credential.Basic}. */
  public static final CredentialType BASIC = REGISTRY.add(1, "basic");

  /** {@link Credential.X509}. */
  public static final CredentialType X509 = REGISTRY.add(2, "x509");

  public CredentialType {
    CodePoints.check(value);
  }

  /** The code point of that value; those with a name are shared objects. */
  public static CredentialType of(int value) {
    return REGISTRY.of(value);
  }

  public static CredentialType readFrom(TlsReader in) throws DecodeException {
    return REGISTRY.of(in.uint16(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint16(value);
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
