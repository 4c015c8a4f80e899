package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §5.1.1: a signature public key as the cipher suite encodes it; not yet decoded or
 * checked.
 */
public record SignaturePublicKey(Bytes value) implements WireStruct {

  public static SignaturePublicKey readFrom(TlsReader in) throws DecodeException {
    return new SignaturePublicKey(in.opaque(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(value);
  }
}
