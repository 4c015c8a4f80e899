package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §5.2: the hash by which a {@link Commit} names a proposal that was sent before it. */
public record ProposalRef(Bytes value) implements WireStruct {

  public static ProposalRef readFrom(TlsReader in) throws DecodeException {
    return new ProposalRef(in.opaque(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(value);
  }
}
