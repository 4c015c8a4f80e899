package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §12.1.8.1: someone outside the group who may send it proposals. */
public record ExternalSender(SignaturePublicKey signatureKey, Credential credential)
    implements WireStruct {

  public static ExternalSender readFrom(TlsReader in) throws DecodeException {
    return new ExternalSender(
        in.struct("signature_key", SignaturePublicKey::readFrom),
        in.struct("credential", Credential::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(signatureKey).put(credential);
  }
}
