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
      cases.add(of(suite, psks));
    }
    return cases;
  }

  /** More than a byte counts. */
  private static final int MANY = 257;

  /** Shorter and longer than hashes, and than blocks of hashes. */
  private static final List<Integer> LENGTHS = List.of(1, 16, 63, 64, 65, 128, 129, 300);

  /** Keys and ids of many lengths, alone and together, and a great many keys. */
  static List<PskSecretVector> edges(CipherSuite suite, Draws draws) {
    List<PskSecretVector> cases = new ArrayList<>();
    List<Psk> all = new ArrayList<>();
    for (int length : LENGTHS) {
      Psk psk = new Psk(draws.hash(suite), draws.bytes(length), draws.hash(suite));
      Psk longId = new Psk(draws.bytes(length), draws.hash(suite), draws.hash(suite));
      all.addAll(List.of(psk, longId));
      cases.add(of(suite, List.of(psk, longId)));
    }
    cases.add(of(suite, all));
    List<Psk> many = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      many.add(new Psk(draws.bytes(2), draws.bytes(suite.hashLength()), draws.hash(suite)));
    }
    cases.add(of(suite, many));
    return cases;
  }

  private static PskSecretVector of(CipherSuite suite, List<Psk> psks) {
    return new PskSecretVector(suite.id(), psks, chained(suite, psks));
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
