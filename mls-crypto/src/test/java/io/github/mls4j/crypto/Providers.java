package io.github.mls4j.crypto;

import io.github.mls4j.crypto.jca.HybridCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** All providers, for tests of what they have to agree about. */
public final class Providers {

  private Providers() {}

  /** Those that are present, and the default with JCA providers in front. */
  public static List<CryptoProvider> all() {
    List<CryptoProvider> all = new ArrayList<>(CryptoProviders.all().values());
    all.add(HybridCryptoProvider.preferring(installed("SunEC"), installed("SunJCE")));
    return all;
  }

  private static Provider installed(String name) {
    return Objects.requireNonNull(Security.getProvider(name), name);
  }
}
