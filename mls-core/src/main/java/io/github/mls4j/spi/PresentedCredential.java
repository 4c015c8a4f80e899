package io.github.mls4j.spi;

import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.SignaturePublicKey;

/**
 * RFC 9420 §5.3.1: a credential that somebody presents, with the key that it is to speak for. That
 * its holder has the private key is proved by a signature, which is checked elsewhere.
 *
 * @param credential what is claimed
 * @param signatureKey whose claim it is
 * @param role what its holder is to be in the group
 */
public record PresentedCredential(
    Credential credential, SignaturePublicKey signatureKey, Role role) {

  /** What the holder of a credential is to be in a group. */
  public enum Role {
    /** A member: one of those of a group that is being joined, or one that renews its leaf. */
    MEMBER,
    /** A client that is to be added, or adds itself by an external commit. */
    JOINER,
    /** A party in the group's {@code external_senders} (§12.1.8.1). */
    EXTERNAL_SENDER
  }
}
