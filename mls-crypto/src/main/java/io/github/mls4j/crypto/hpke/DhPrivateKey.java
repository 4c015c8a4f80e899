package io.github.mls4j.crypto.hpke;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.Hpke;

/** A private key of a Diffie-Hellman KEM, kept as it is serialized, with its public key. */
final class DhPrivateKey implements Hpke.PrivateKey {

  private final Secret secret;
  private final DhPublicKey publicKey;

  /** Takes ownership of {@code secret}. */
  DhPrivateKey(Secret secret, DhPublicKey publicKey) {
    this.secret = secret;
    this.publicKey = publicKey;
  }

  @Override
  public DhPublicKey publicKey() {
    return publicKey;
  }

  byte[] agree(DhGroup.Point point) {
    return secret.use(point::agree);
  }

  @Override
  public Secret serialize() {
    return secret.copy();
  }

  @Override
  public void close() {
    secret.close();
  }
}
