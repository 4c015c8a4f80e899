package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §5.3: one DER-encoded X.509 certificate of a chain; not yet parsed. */
public record Certificate(Bytes certData) implements WireStruct {

  public static Certificate readFrom(TlsReader in) throws DecodeException {
    return new Certificate(in.opaque("cert_data"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(certData);
  }
}
