package io.github.mls4j.crypto;

import io.github.mls4j.wire.CipherSuiteId;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The registered suites, for tests over all of them. */
public final class Suites {

  private Suites() {}

  public static Stream<CipherSuiteId> ids() {
    return IntStream.rangeClosed(1, 7).mapToObj(CipherSuiteId::of);
  }

  /** Every suite with every provider. */
  public static Stream<CipherSuite> all() {
    return ids().flatMap(id -> Providers.all().stream().map(p -> CipherSuite.of(id, p)));
  }
}
