package io.github.mls4j.spi;

import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.SignaturePublicKey;

/**
 * The application's view on who is who (RFC 9420 §5.3.1). Implementations answer from what they
 * have at hand and do not block for long: they are asked while a message is being processed.
 */
public interface AuthenticationService {

  /** Whether {@code credential} may speak for the holder of {@code signatureKey}. */
  boolean isValid(Credential credential, SignaturePublicKey signatureKey);

  /**
   * Whether {@code successor} may take the place of {@code credential} in a leaf (§5.3.1, §12.1.2).
   */
  boolean isValidSuccessor(Credential credential, Credential successor);

  /**
   * Believes what basic credentials claim, and accepts an identity as its own successor only: for
   * applications that authenticate their members by other means, and for tests.
   */
  static AuthenticationService trustingBasicCredentials() {
    return new AuthenticationService() {
      @Override
      public boolean isValid(Credential credential, SignaturePublicKey signatureKey) {
        return credential instanceof Credential.Basic;
      }

      @Override
      public boolean isValidSuccessor(Credential credential, Credential successor) {
        return credential.equals(successor);
      }
    };
  }
}
