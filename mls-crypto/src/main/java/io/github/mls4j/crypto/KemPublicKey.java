package io.github.mls4j.crypto;

import io.github.mls4j.wire.HPKEPublicKey;
import org.jspecify.annotations.Nullable;

/** An HPKE public key of one cipher suite, decoded and validated once for any number of uses. */
public final class KemPublicKey {

  private final CipherSuite suite;
  private final HPKEPublicKey wire;
  private final Hpke.PublicKey decoded;

  KemPublicKey(CipherSuite suite, HPKEPublicKey wire, Hpke.PublicKey decoded) {
    this.suite = suite;
    this.wire = wire;
    this.decoded = decoded;
  }

  /** The key as it is encoded in messages. */
  public HPKEPublicKey wire() {
    return wire;
  }

  Hpke.PublicKey decodedFor(CipherSuite user) {
    user.requireSame(suite, "KEM public key");
    return decoded;
  }

  /** Keys are equal if suite and encoding are. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof KemPublicKey k && wire.equals(k.wire) && suite.equals(k.suite);
  }

  @Override
  public int hashCode() {
    return wire.hashCode();
  }

  @Override
  public String toString() {
    return wire.toString();
  }
}
