package io.github.mls4j.crypto;

/** An HPKE key pair. Closing it wipes the private key. */
public record KemKeyPair(KemPrivateKey privateKey) implements AutoCloseable {

  /** The public half. */
  public KemPublicKey publicKey() {
    return privateKey.publicKey();
  }

  @Override
  public void close() {
    privateKey.close();
  }
}
