package io.github.mls4j.crypto;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;

/**
 * What an external joiner makes (RFC 9420 §8.3): the KEM output for its ExternalInit proposal, and
 * the {@code init_secret} that it and the group then share.
 */
public record ExternalInitSecret(Bytes kemOutput, Secret initSecret) implements AutoCloseable {

  @Override
  public void close() {
    initSecret.close();
  }
}
