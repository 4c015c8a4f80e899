package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §5.2: hashed to a {@link KeyPackageRef} or {@link ProposalRef}.
 *
 * @param label with the prefix {@code "MLS 1.0 "}
 */
public record RefHashInput(Bytes label, Bytes value) implements WireStruct {

  public static RefHashInput readFrom(TlsReader in) throws DecodeException {
    return new RefHashInput(in.opaque("label"), in.opaque("value"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(label).opaque(value);
  }
}
