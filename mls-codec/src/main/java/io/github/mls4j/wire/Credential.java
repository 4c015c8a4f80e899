package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * RFC 9420 §5.3: how a client proves who it is. A credential of another type has no length on the
 * wire, so it cannot be decoded.
 */
public sealed interface Credential extends WireStruct {

  /** The code point that comes first on the wire. */
  CredentialType credentialType();

  /** The mere claim of an identity; only the application knows what it means. */
  record Basic(Bytes identity) implements Credential {

    @Override
    public CredentialType credentialType() {
      return CredentialType.BASIC;
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(credentialType()).opaque(identity);
    }
  }

  /** A certificate chain, the client's own certificate first. */
  record X509(List<Certificate> certificates) implements Credential {

    public X509 {
      certificates = List.copyOf(certificates);
    }

    @Override
    public CredentialType credentialType() {
      return CredentialType.X509;
    }

    @Override
    public void writeTo(TlsWriter out) {
      out.put(credentialType()).vector(certificates);
    }
  }

  static Credential readFrom(TlsReader in) throws DecodeException {
    CredentialType type = in.struct("credential_type", CredentialType::readFrom);
    if (type.equals(CredentialType.BASIC)) {
      return new Basic(in.opaque("identity"));
    }
    if (type.equals(CredentialType.X509)) {
      return new X509(in.vector("certificates", Certificate::readFrom));
    }
    throw in.fail("credential_type", 2, "credential type " + type + " is unknown");
  }
}
