package io.github.mls4j.extensions;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * {@code ComponentID} (Component IDs): names a part of an application that has access to a group.
 * From 0x8000 on they are the application's own.
 */
public record ComponentId(int value) implements WireStruct, Comparable<ComponentId> {

  /**
   * @throws IllegalArgumentException if it does not fit into two octets
   */
  public ComponentId {
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException(value + " is no component id of two octets");
    }
  }

  public static ComponentId readFrom(TlsReader in) throws DecodeException {
    return new ComponentId(in.uint16(TlsReader.SELF));
  }

  @Override
  public void writeTo(TlsWriter out) {
    out.uint16(value);
  }

  /** The value as in {@code 0x0004}. */
  @Override
  public String toString() {
    return String.format("0x%04x", value);
  }

  @Override
  public int compareTo(ComponentId other) {
    return Integer.compare(value, other.value);
  }
}
