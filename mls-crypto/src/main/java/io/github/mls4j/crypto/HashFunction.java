package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;

/** A hash and its HMAC (RFC 2104), as a provider supplies them. */
public interface HashFunction {

  HashAlgorithm algorithm();

  byte[] digest(Bytes input);

  /** HMAC of the concatenation of all parts; the key may be of any length, also empty. */
  byte[] hmac(byte[] key, byte[]... message);
}
