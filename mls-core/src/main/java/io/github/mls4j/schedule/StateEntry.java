package io.github.mls4j.schedule;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.codec.WireStruct;
import org.jspecify.annotations.Nullable;

/**
 * One record of a secret tree's state, small enough to be written after every message.
 *
 * @param key where to put it: short, opaque to the store, and unique within the tree
 * @param value what to put, owned by this entry; null to delete what is there
 */
public record StateEntry(Bytes key, @Nullable Secret value) implements WireStruct, AutoCloseable {

  /** Reads an entry that holds a value; the caller closes it. */
  static StateEntry readFrom(TlsReader in) throws DecodeException {
    return new StateEntry(in.opaque("key"), in.secret("value"));
  }

  /**
   * Only entries that hold a value are written.
   *
   * @throws IllegalStateException if this is a deletion
   */
  @Override
  public void writeTo(TlsWriter out) {
    if (value == null) {
      throw new IllegalStateException("a deletion is not written");
    }
    out.opaque(key).secret(value);
  }

  @Override
  public void close() {
    if (value != null) {
      value.close();
    }
  }
}
