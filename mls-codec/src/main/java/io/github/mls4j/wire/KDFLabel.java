package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §8: the info of a key derivation.
 *
 * @param length of the derived value in bytes
 * @param label with the prefix {@code "MLS 1.0 "}
 */
public record KDFLabel(int length, Bytes label, Bytes context) implements WireStruct {

  public static KDFLabel readFrom(TlsReader in) throws DecodeException {
    return new KDFLabel(in.uint16("length"), in.opaque("label"), in.opaque("context"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint16(length).opaque(label).opaque(context);
  }
}
