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

  /** A hash is a hash; what is shorter than an int names no proposal. */
  @Override
  public int hashCode() {
    return value.size() < Integer.BYTES
        ? value.size()
        : value.get(0) << 24 | value.get(1) << 16 | value.get(2) << 8 | value.get(3);
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(value);
  }
}
