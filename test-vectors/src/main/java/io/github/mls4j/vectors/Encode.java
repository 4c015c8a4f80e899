package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;

/** Secrets as vectors publish them; those that a generator made itself are wiped. */
final class Encode {

  private Encode() {}

  /** A secret that stays in use. */
  static Bytes lent(Secret secret) {
    return Bytes.wrap(secret.reveal());
  }

  /** A secret that is needed for this only. */
  static Bytes consumed(Secret secret) {
    try (secret) {
      return lent(secret);
    }
  }
}
