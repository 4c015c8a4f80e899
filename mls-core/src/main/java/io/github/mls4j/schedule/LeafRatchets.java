package io.github.mls4j.schedule;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;

/** The ratchets of one member, which replace its leaf's secret in the secret tree (RFC 9420 §9). */
record LeafRatchets(Ratchet handshake, Ratchet application) implements AutoCloseable {

  /** Takes the secret of the leaf over and wipes it. */
  static LeafRatchets fromLeaf(CipherSuite suite, Secret leafSecret) {
    try (leafSecret) {
      return new LeafRatchets(
          Ratchet.fromLeaf(suite, RatchetType.HANDSHAKE, leafSecret),
          Ratchet.fromLeaf(suite, RatchetType.APPLICATION, leafSecret));
    }
  }

  Ratchet get(RatchetType type) {
    return switch (type) {
      case HANDSHAKE -> handshake;
      case APPLICATION -> application;
    };
  }

  @Override
  public void close() {
    handshake.close();
    application.close();
  }
}
