package io.github.mls4j.crypto;

import io.github.mls4j.codec.Secret;

/** An HPKE private key of one cipher suite, with its public key at hand; wiped when closed. */
public final class KemPrivateKey implements AutoCloseable {

  private final CipherSuite suite;
  private final KemPublicKey publicKey;
  private final Hpke.PrivateKey decoded;

  KemPrivateKey(CipherSuite suite, Hpke.PrivateKey decoded) {
    this.suite = suite;
    this.decoded = decoded;
    this.publicKey = new KemPublicKey(suite, decoded.publicKey().serialize());
  }

  /** The public key that belongs to it. */
  public KemPublicKey publicKey() {
    return publicKey;
  }

  /**
   * {@code SerializePrivateKey}: what {@link CipherSuite#kemPrivateKey} reads. The caller closes
   * it.
   *
   * @throws IllegalStateException if this key has been closed
   */
  public Secret serialize() {
    return decoded.serialize();
  }

  /** A second key with the same content and a life of its own. */
  public KemPrivateKey copy() {
    return suite.copyOf(this);
  }

  Hpke.PrivateKey decodedFor(CipherSuite user) {
    user.requireSame(suite, "KEM private key");
    return decoded;
  }

  /** Wipes the key; its public key stays usable. */
  @Override
  public void close() {
    decoded.close();
  }

  @Override
  public String toString() {
    return "KemPrivateKey[of " + publicKey + "]";
  }
}
