package io.github.mls4j.extensions;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import java.util.List;

/**
 * {@code ComponentsList}: in a leaf node the components that a client supports, in the group
 * context those that a group requires.
 */
public record ComponentsList(List<ComponentId> componentIds) implements WireStruct {

  public ComponentsList {
    componentIds = List.copyOf(componentIds);
  }

  public static ComponentsList readFrom(TlsReader in) throws DecodeException {
    return new ComponentsList(in.vector("component_ids", ComponentId::readFrom));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.vector(componentIds);
  }
}
