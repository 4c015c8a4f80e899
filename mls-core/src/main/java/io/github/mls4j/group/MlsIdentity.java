package io.github.mls4j.group;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.wire.Credential;
import java.security.SecureRandom;

/**
 * Who a client is in one cipher suite: a credential and the signature key that it speaks for. The
 * private key stays behind {@link Signer}, so that it may live in a keystore or a token.
 *
 * @param suite the suite that the key belongs to
 * @param credential what others see (RFC 9420 §5.3)
 * @param signer signs for this identity
 */
public record MlsIdentity(CipherSuite suite, Credential credential, Signer signer) {

  /**
   * @throws IllegalArgumentException if the key that the signer speaks of is none of the suite
   */
  public MlsIdentity {
    try {
      suite.verifyingKey(signer.publicKey());
    } catch (RefusedInput e) {
      throw new IllegalArgumentException("the signer's key is not one of " + suite.id(), e);
    }
  }

  /** The same key, with what it speaks for now. */
  MlsIdentity withCredential(Credential current) {
    return current.equals(credential) ? this : new MlsIdentity(suite, current, signer);
  }

  /** A new identity with a fresh signature key, kept in memory. */
  public static MlsIdentity generate(
      CipherSuite suite, Credential credential, SecureRandom random) {
    SignatureKeyPair keys = suite.generateSignatureKeyPair(random);
    return new MlsIdentity(suite, credential, keys.signer());
  }
}
