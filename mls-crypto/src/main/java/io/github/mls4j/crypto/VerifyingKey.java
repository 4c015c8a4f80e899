package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.SignaturePublicKey;
import org.jspecify.annotations.Nullable;

/** A signature public key of one scheme, checked once for any number of uses. */
public final class VerifyingKey {

  private final Signatures signatures;
  private final Bytes encoded;

  /** Threads that race decode the same key, and whichever result is kept is right. */
  private volatile SignatureScheme.@Nullable PublicKey decoded;

  VerifyingKey(Signatures signatures, Bytes encoded, SignatureScheme.@Nullable PublicKey decoded) {
    this.signatures = signatures;
    this.encoded = encoded;
    this.decoded = decoded;
  }

  /** The key as it is encoded in messages. */
  public SignaturePublicKey wire() {
    return new SignaturePublicKey(encoded);
  }

  /**
   * The same key over other bytes, so that it does not keep those alive that it was decoded from.
   *
   * @throws IllegalArgumentException if they are not those of this key
   */
  public VerifyingKey backedBy(SignaturePublicKey equal) {
    if (!equal.value().equals(encoded)) {
      throw new IllegalArgumentException("the bytes of another key");
    }
    return new VerifyingKey(signatures, equal.value(), decoded);
  }

  /**
   * Lets go of what was decoded, until a signature is verified the next time: most members of a
   * large group are not heard of for long, and their keys take several times as much room decoded.
   */
  public void release() {
    decoded = null;
  }

  SignatureAlgorithm algorithm() {
    return signatures.algorithm();
  }

  /** Null if there is no such key, which only one from a store has not been refused for. */
  SignatureScheme.@Nullable PublicKey decoded() {
    SignatureScheme.PublicKey known = decoded;
    if (known == null) {
      known = signatures.decoded(encoded);
      decoded = known;
    }
    return known;
  }

  /** Keys are equal if scheme and encoding are. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof VerifyingKey k && encoded.equals(k.encoded) && algorithm() == k.algorithm();
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
