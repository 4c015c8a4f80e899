package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §7.6: one HPKE encryption. */
public record HPKECiphertext(Bytes kemOutput, Bytes ciphertext) implements WireStruct {

  public static HPKECiphertext readFrom(TlsReader in) throws DecodeException {
    return new HPKECiphertext(in.opaque("kem_output"), in.opaque("ciphertext"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(kemOutput).opaque(ciphertext);
  }
}
