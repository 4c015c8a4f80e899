package io.github.mls4j.schedule;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;

/** Strict reading of secrets in a group's written state. */
final class StateSecrets {

  private StateSecrets() {}

  /** A secret of exactly {@code size} bytes. */
  static Secret read(TlsReader in, String field, int size) throws DecodeException {
    Secret secret = in.secret(field);
    if (secret.size() != size) {
      secret.close();
      throw in.fail(field + " has " + secret.size() + " bytes, not " + size);
    }
    return secret;
  }

  /** A secret of {@code size} bytes, or none: then it comes back closed. */
  static Secret readOptional(TlsReader in, String field, int size) throws DecodeException {
    Secret secret = in.secret(field);
    if (secret.size() == 0) {
      secret.close();
      return secret;
    }
    if (secret.size() != size) {
      secret.close();
      throw in.fail(field + " has " + secret.size() + " bytes, neither 0 nor " + size);
    }
    return secret;
  }
}
