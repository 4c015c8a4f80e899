package io.github.mls4j.wire;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * RFC 9420 §8.4: ties a pre-shared key to its place among those of a commit.
 *
 * @param index 0 to 65,534
 * @param count 1 to 65,535
 */
public record PSKLabel(PreSharedKeyID id, int index, int count) implements WireStruct {

  public static PSKLabel readFrom(TlsReader in) throws DecodeException {
    return new PSKLabel(
        in.struct("id", PreSharedKeyID::readFrom), in.uint16("index"), in.uint16("count"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(id).uint16(index).uint16(count);
  }
}
