package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.schedule.ResolvedPsk;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.PreSharedKeyID;
import java.util.List;

/** {@code psk_secret.json}: pre-shared keys chained into one secret (RFC 9420 §8.4). */
public record PskSecretVector(CipherSuiteId cipherSuite, List<Psk> psks, Bytes pskSecret)
    implements VectorCase.ForSuite {

  /** An external PSK. */
  public record Psk(Bytes pskId, Bytes psk, Bytes pskNonce) {
    ResolvedPsk resolved() {
      return new ResolvedPsk(new PreSharedKeyID.External(pskId, pskNonce), Secret.copyOf(psk));
    }
  }

  @Override
  public void verify(CipherSuite suite) throws VectorFailure {
    List<ResolvedPsk> resolved = psks.stream().map(Psk::resolved).toList();
    try (PskSecret secret = PskSecret.of(suite, resolved)) {
      Expect.equal("psk_secret", pskSecret, secret.secret());
    } finally {
      resolved.forEach(psk -> psk.psk().close());
    }
  }
}
