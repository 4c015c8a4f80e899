package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;

/**
 * Decoding of a vector's fields: each encodes back to the same bytes, and failures name the field.
 */
final class Decode {

  private Decode() {}

  static <T extends WireStruct> T struct(String field, Bytes encoded, TlsReader.Decoder<T> decoder)
      throws VectorFailure {
    T value;
    try {
      value = TlsReader.decode(encoded, decoder);
    } catch (DecodeException e) {
      throw new VectorFailure(field, String.valueOf(e.getMessage()), e);
    }
    Expect.equal(field, encoded, value.encode());
    return value;
  }

  /** An MLSMessage with the body that the field promises. */
  static <T extends MLSMessageBody> T message(String field, Bytes encoded, Class<T> type)
      throws VectorFailure {
    return instance(field, struct(field, encoded, MLSMessage::readFrom).body(), type);
  }

  /** A value that has to be of a certain type. */
  static <T> T instance(String field, Object value, Class<T> type) throws VectorFailure {
    if (!type.isInstance(value)) {
      throw new VectorFailure(
          field,
          "expected " + type.getSimpleName() + " but was " + value.getClass().getSimpleName());
    }
    return type.cast(value);
  }
}
