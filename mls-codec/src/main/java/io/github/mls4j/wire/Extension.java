package io.github.mls4j.wire;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** RFC 9420 §7.2: one extension of a leaf node, key package, group context or GroupInfo. */
public record Extension(ExtensionType extensionType, Bytes extensionData) implements WireStruct {

  public static Extension readFrom(TlsReader in) throws DecodeException {
    return new Extension(
        in.struct("extension_type", ExtensionType::readFrom), in.opaque("extension_data"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(extensionType).opaque(extensionData);
  }
}
