package io.github.mls4j.interop.server;

import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.MlsIdentity;

/** Who a client is, with its configuration and its PSKs. */
final class Actor extends Counted {

  private final MlsIdentity identity;
  private final SignatureKeyPair signatureKeys;
  private final ExternalPsks psks;
  private final GroupConfig config;

  /** Takes the keys over, and one share of the PSKs. */
  Actor(
      MlsIdentity identity, SignatureKeyPair signatureKeys, ExternalPsks psks, GroupConfig config) {
    this.identity = identity;
    this.signatureKeys = signatureKeys;
    this.psks = psks;
    this.config = config;
  }

  MlsIdentity identity() {
    return identity;
  }

  SignatureKeyPair signatureKeys() {
    return signatureKeys;
  }

  ExternalPsks psks() {
    return psks;
  }

  /** The configuration of one that sends handshake messages in that form. */
  GroupConfig config(boolean encryptHandshake) {
    return config.toBuilder().encryptHandshake(encryptHandshake).build();
  }

  /** This, with one more who will close it. */
  Actor shared() {
    share();
    return this;
  }

  @Override
  void wipe() {
    signatureKeys.close();
    psks.close();
  }
}
