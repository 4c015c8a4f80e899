package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §5.2: the hash by which a {@link Welcome} names the {@link KeyPackage} it is for. */
public record KeyPackageRef(Bytes value) implements WireStruct {

  public static KeyPackageRef readFrom(TlsReader in) throws DecodeException {
    return new KeyPackageRef(in.opaque(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(value);
  }
}
