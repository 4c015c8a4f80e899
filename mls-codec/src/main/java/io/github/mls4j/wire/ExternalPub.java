package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §12.4.3.2: the data of an {@code external_pub} extension: the key for joining by an
 * external commit.
 */
public record ExternalPub(HPKEPublicKey externalPub) implements WireStruct {

  public static ExternalPub readFrom(TlsReader in) throws DecodeException {
    return new ExternalPub(in.struct("external_pub", HPKEPublicKey::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(externalPub);
  }
}
