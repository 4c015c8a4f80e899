package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.SignaturePublicKey;

/**
 * Signs on behalf of a member. {@link CipherSuite} makes signers of keys in memory; an application
 * may implement this over a keystore that never lets the key out.
 */
public interface Signer extends AutoCloseable {

  /** The public key that the signatures verify with. */
  SignaturePublicKey publicKey();

  /**
   * Signs the bytes as they are (RFC 9420 §5.1.2: the encoded {@code SignContent}, label and all)
   * with the signature scheme of the cipher suite; ECDSA signatures are DER.
   *
   * @throws CryptoException if the key cannot be used
   */
  Bytes sign(Bytes content);

  /** Wipes or releases the key, if it is in our hands; nothing unless overridden. */
  @Override
  default void close() {}
}
