package io.github.mls4j.schedule;

import io.github.mls4j.codec.Secret;

/**
 * RFC 9420 §8: {@code init_secret}, what one epoch hands to the next. A type of its own, so that it
 * cannot trade places with the commit secret or the PSK secret.
 *
 * <p>It comes from {@link EpochSecrets#initSecret()}. For an external commit (§8.3), the joiner
 * takes over the one of {@link io.github.mls4j.crypto.CipherSuite#sendExternalInit}, and the
 * members get it by {@link EpochSecrets#receiveExternalInit}.
 */
public final class InitSecret implements AutoCloseable {

  private final Secret secret;

  private InitSecret(Secret secret) {
    this.secret = secret;
  }

  /** Takes ownership of {@code secret}. */
  public static InitSecret takeOver(Secret secret) {
    return new InitSecret(secret);
  }

  /** The secret itself, lent: it is wiped together with this object. */
  public Secret secret() {
    return secret;
  }

  @Override
  public void close() {
    secret.close();
  }

  @Override
  public String toString() {
    return "InitSecret[" + secret + "]";
  }
}
