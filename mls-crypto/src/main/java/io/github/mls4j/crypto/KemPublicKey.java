package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.HPKEPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * An HPKE public key of one cipher suite, validated once for any number of uses. It is no more than
 * its encoding, since a large group holds very many of them and uses few.
 */
public final class KemPublicKey {

  private final CipherSuite suite;
  private final Bytes encoded;

  KemPublicKey(CipherSuite suite, Bytes encoded) {
    this.suite = suite;
    this.encoded = encoded;
  }

  /** The key as it is encoded in messages. */
  public HPKEPublicKey wire() {
    return new HPKEPublicKey(encoded);
  }

  /**
   * The same key over other bytes, so that it does not keep those alive that it was decoded from.
   *
   * @throws IllegalArgumentException if they are not those of this key
   */
  public KemPublicKey backedBy(HPKEPublicKey equal) {
    if (!equal.value().equals(encoded)) {
      throw new IllegalArgumentException("the bytes of another key");
    }
    return new KemPublicKey(suite, equal.value());
  }

  Hpke.PublicKey decodedFor(CipherSuite user) {
    user.requireSame(suite, "KEM public key");
    return user.decoded(encoded);
  }

  /** Keys are equal if suite and encoding are. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof KemPublicKey k && encoded.equals(k.encoded) && suite.equals(k.suite);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  @Override
  public String toString() {
    return wire().toString();
  }
}
