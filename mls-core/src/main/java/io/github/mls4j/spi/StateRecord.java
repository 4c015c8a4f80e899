package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;

/**
 * One part of a group's written state.
 *
 * @param key short, opaque to whoever keeps it, unique within the group
 * @param value what is kept; owned by the record
 */
public record StateRecord(Bytes key, Secret value) implements WireStruct, AutoCloseable {

  /** Reads what {@link #writeTo} wrote; the caller closes it. */
  public static StateRecord readFrom(TlsReader in) throws DecodeException {
    return new StateRecord(in.opaque("key"), in.secret("value"));
  }

  /** Writes the value in the open: end with {@link TlsWriter#toSecret}. */
  @Override
  public void writeTo(TlsWriter out) {
    out.opaque(key).secret(value);
  }

  @Override
  public void close() {
    value.close();
  }
}
