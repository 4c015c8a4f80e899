package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.SignaturePublicKey;

/** A signature key pair in memory, and so a {@link Signer}; wiped when closed. */
public final class SignatureKeyPair implements Signer {

  private final SignatureScheme.PrivateKey privateKey;
  private final SignaturePublicKey publicKey;

  SignatureKeyPair(SignatureScheme.PrivateKey privateKey) {
    this.privateKey = privateKey;
    this.publicKey = new SignaturePublicKey(privateKey.publicKey());
  }

  @Override
  public SignaturePublicKey publicKey() {
    return publicKey;
  }

  /** This key pair as what signs with it. */
  public Signer signer() {
    return this;
  }

  @Override
  public Bytes sign(Bytes content) {
    return privateKey.sign(content);
  }

  /**
   * The private key as {@link CipherSuite#signer} reads it: the seed of EdDSA, the big-endian
   * scalar of ECDSA. The caller closes it.
   */
  public Secret serializePrivateKey() {
    return privateKey.serialize();
  }

  @Override
  public void close() {
    privateKey.close();
  }

  @Override
  public String toString() {
    return "SignatureKeyPair[of " + publicKey + "]";
  }
}
