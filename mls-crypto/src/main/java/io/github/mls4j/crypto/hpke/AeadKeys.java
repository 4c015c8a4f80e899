package io.github.mls4j.crypto.hpke;

import java.util.Arrays;

/** Key and nonce of an HPKE context for its only message, with sequence number 0. */
@SuppressWarnings("ArrayRecordComponent")
record AeadKeys(byte[] key, byte[] nonce) implements AutoCloseable {

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
    Arrays.fill(nonce, (byte) 0);
  }
}
