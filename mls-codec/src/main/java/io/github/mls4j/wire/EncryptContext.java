package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §5.1.3: the info of an HPKE encryption.
 *
 * @param label with the prefix {@code "MLS 1.0 "}
 */
public record EncryptContext(Bytes label, Bytes context) implements WireStruct {

  public static EncryptContext readFrom(TlsReader in) throws DecodeException {
    return new EncryptContext(in.opaque("label"), in.opaque("context"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(label).opaque(context);
  }
}
