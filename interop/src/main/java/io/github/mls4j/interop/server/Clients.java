package io.github.mls4j.interop.server;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.wire.Credential;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes clients that run their groups as the interop protocol wants it. */
final class Clients {

  /** Scripts ask for epochs from long ago; a secret for each is all that it takes. */
  private static final int RESUMPTION_EPOCHS = 256;

  private final ServerLimits limits;
  private final SecureRandom random = new SecureRandom();

  Clients(ServerLimits limits) {
    this.limits = limits;
  }

  SecureRandom random() {
    return random;
  }

  /** A client that nobody knows yet, with a fresh signature key. */
  Actor create(CipherSuite suite, Credential credential) {
    return create(suite, credential, new ExternalPsks());
  }

  /** One that has the PSKs of a former self; the share that it takes is its own. */
  Actor create(CipherSuite suite, Credential credential, ExternalPsks psks) {
    SignatureKeyPair keys = suite.generateSignatureKeyPair(random);
    return new Actor(new MlsIdentity(suite, credential, keys), keys, psks, config(psks));
  }

  /**
   * Other implementations make key packages that are good for ever. Application data is sent
   * whether or not proposals wait: the script says when there is a commit.
   */
  private GroupConfig config(ExternalPsks psks) {
    return GroupConfig.builder(
            new ValidationPolicy(
                AuthenticationService.trustingBasicCredentials(),
                InstantSource.system(),
                true,
                ValidationPolicy.UNBOUNDED_LIFETIME))
        .random(random)
        .psks(psks)
        .pastEpochs(limits.pastEpochs())
        .resumptionEpochs(RESUMPTION_EPOCHS)
        .commitBeforeSending(false)
        .build();
  }
}
