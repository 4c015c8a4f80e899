package io.github.mls4j.extensions;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/** {@code ComponentData}: what one component has to say in an {@link AppDataDictionary}. */
public record ComponentData(ComponentId componentId, Bytes data) implements WireStruct {

  public static ComponentData readFrom(TlsReader in) throws DecodeException {
    return new ComponentData(in.struct("component_id", ComponentId::readFrom), in.opaque("data"));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.put(componentId).opaque(data);
  }
}
