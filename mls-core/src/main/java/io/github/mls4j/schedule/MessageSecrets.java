package io.github.mls4j.schedule;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.codec.TlsWriter;
import io.github.mls4j.crypto.CipherSuite;

/**
 * The two secrets of an epoch that all its messages share (RFC 9420 §6.2, §6.3.2). They are kept
 * for as long as messages of the epoch may still arrive, when the rest of {@link EpochSecrets} is
 * gone.
 */
public final class MessageSecrets implements AutoCloseable {

  private final Secret senderDataSecret;
  private final Secret membershipKey;

  private MessageSecrets(Secret senderDataSecret, Secret membershipKey) {
    this.senderDataSecret = senderDataSecret;
    this.membershipKey = membershipKey;
  }

  /** Takes ownership of both. */
  public static MessageSecrets takeOver(Secret senderDataSecret, Secret membershipKey) {
    return new MessageSecrets(senderDataSecret, membershipKey);
  }

  /** {@code sender_data_secret}, lent. */
  public Secret senderDataSecret() {
    return senderDataSecret;
  }

  /** {@code membership_key}, lent. */
  public Secret membershipKey() {
    return membershipKey;
  }

  /** For the group's state. */
  public void writeTo(TlsWriter out) {
    out.secret(senderDataSecret).secret(membershipKey);
  }

  /** Reads what {@link #writeTo} wrote. The caller wipes the input. */
  public static MessageSecrets readFrom(CipherSuite suite, TlsReader in) throws DecodeException {
    return new MessageSecrets(
        StateSecrets.read(in, "sender_data_secret", suite.hashLength()),
        StateSecrets.read(in, "membership_key", suite.hashLength()));
  }

  @Override
  public void close() {
    senderDataSecret.close();
    membershipKey.close();
  }

  @Override
  public String toString() {
    return "MessageSecrets";
  }
}
