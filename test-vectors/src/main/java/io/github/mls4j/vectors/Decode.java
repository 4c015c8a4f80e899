package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.WireStruct;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.MLSMessageBody;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Decoding of a vector's fields: each encodes back to the same bytes, and failures name the field.
 */
final class Decode {

  private static final Map<CipherSuiteId, Integer> NIST_PRIVATE_KEY_LENGTHS =
      Map.of(
          CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256, 32,
          CipherSuiteId.MLS_256_DHKEMP384_AES256GCM_SHA384_P384, 48,
          CipherSuiteId.MLS_256_DHKEMP521_AES256GCM_SHA512_P521, 66);

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

  /**
   * A private key. Those of the NIST curves are integers of fixed length (RFC 9180 §7.1.2, SEC 1
   * §2.3.5); the published files have some of P-521 without their leading zero, which is put back.
   */
  static Secret privateKey(CipherSuiteId suite, Bytes encoded) {
    int length = NIST_PRIVATE_KEY_LENGTHS.getOrDefault(suite, 0);
    byte[] padding = new byte[Math.max(0, length - encoded.size())];
    return Secret.copyOf(Bytes.concat(Bytes.wrap(padding), encoded));
  }

  /** What comes of a step that may be refused, which has to be of a certain type. */
  static <T> T at(String field, Callable<?> step, Class<T> type) throws VectorFailure {
    Object value;
    try {
      value = step.call();
    } catch (Exception e) {
      throw new VectorFailure(field, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }
    return instance(field, value, type);
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
