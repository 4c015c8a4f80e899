package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §8.2: what a commit adds to the interim transcript hash. */
public record InterimTranscriptHashInput(Bytes confirmationTag) implements WireStruct {

  public static InterimTranscriptHashInput readFrom(TlsReader in) throws DecodeException {
    return new InterimTranscriptHashInput(in.opaque("confirmation_tag"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(confirmationTag);
  }
}
