package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §5.1.1: an HPKE public key as the cipher suite serializes it; not yet decoded or
 * checked.
 */
public record HPKEPublicKey(Bytes value) implements WireStruct {

  public static HPKEPublicKey readFrom(TlsReader in) throws DecodeException {
    return new HPKEPublicKey(in.opaque(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(value);
  }
}
