package io.github.mls4j.crypto.bc;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.SignatureScheme;

/** A signature key pair, the private half kept as it is serialized. */
final class BcPrivateKey implements SignatureScheme.PrivateKey {

  /** How a scheme signs. */
  @FunctionalInterface
  interface Signing {
    byte[] sign(byte[] privateKey, Bytes publicKey, Bytes content);
  }

  private final Secret privateKey;
  private final Bytes publicKey;
  private final Signing signing;

  BcPrivateKey(byte[] privateKey, Bytes publicKey, Signing signing) {
    this.privateKey = Secret.copyOf(privateKey);
    this.publicKey = publicKey;
    this.signing = signing;
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public Bytes sign(Bytes content) {
    return privateKey.use(key -> Bytes.wrap(signing.sign(key, publicKey, content)));
  }

  @Override
  public Secret serialize() {
    return privateKey.copy();
  }

  @Override
  public void close() {
    privateKey.close();
  }
}
