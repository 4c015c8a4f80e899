package io.github.mls4j.crypto;

import io.github.mls4j.wire.SignaturePublicKey;
import org.jspecify.annotations.Nullable;

/** A signature public key of one scheme, decoded and checked once for any number of uses. */
public final class VerifyingKey {

  private final SignatureAlgorithm algorithm;
  private final SignaturePublicKey wire;
  private final SignatureScheme.PublicKey decoded;

  VerifyingKey(
      SignatureAlgorithm algorithm, SignaturePublicKey wire, SignatureScheme.PublicKey decoded) {
    this.algorithm = algorithm;
    this.wire = wire;
    this.decoded = decoded;
  }

  /** The key as it is encoded in messages. */
  public SignaturePublicKey wire() {
    return wire;
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  SignatureScheme.PublicKey decoded() {
    return decoded;
  }

  /** Keys are equal if scheme and encoding are. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof VerifyingKey k && wire.equals(k.wire) && algorithm == k.algorithm;
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
