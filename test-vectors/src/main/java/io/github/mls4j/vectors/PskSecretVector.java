package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.schedule.PskSecret;
import io.github.mls4j.schedule.ResolvedPsk;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.PreSharedKeyID;
import java.util.ArrayList;
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

  private static final int MOST = 10;

  /** From no PSK at all to some. */
  static List<PskSecretVector> generate(CipherSuite suite, Draws draws) {
    List<PskSecretVector> cases = new ArrayList<>();
    for (int count = 0; count <= MOST; count++) {
      List<Psk> psks = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        psks.add(new Psk(draws.hash(suite), draws.hash(suite), draws.hash(suite)));
      }
      cases.add(new PskSecretVector(suite.id(), psks, chained(suite, psks)));
    }
    return cases;
  }

  @Override
  public void verify(CipherSuite suite) throws VectorFailure {
    Expect.equal("psk_secret", pskSecret, chained(suite, psks));
  }

  private static Bytes chained(CipherSuite suite, List<Psk> psks) {
    List<ResolvedPsk> resolved = psks.stream().map(Psk::resolved).toList();
    try (PskSecret secret = PskSecret.of(suite, resolved)) {
      return Encode.lent(secret.secret());
    } finally {
      resolved.forEach(psk -> psk.psk().close());
    }
  }
}
