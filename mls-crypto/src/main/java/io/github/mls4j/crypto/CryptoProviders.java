package io.github.mls4j.crypto;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The providers that are present, by name. */
public final class CryptoProviders {

  /**
   * The provider that suites use unless told otherwise: curves of BouncyCastle, hashes and AES-GCM
   * of the JDK.
   */
  public static final String DEFAULT = "hybrid";

  private CryptoProviders() {}

  /** The provider named {@link #DEFAULT}. */
  public static CryptoProvider defaultProvider() {
    return Loaded.DEFAULT_PROVIDER;
  }

  /**
   * The provider of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CryptoProvider named(String name) {
    CryptoProvider provider = Loaded.BY_NAME.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "no crypto provider \"" + name + "\" among " + Loaded.BY_NAME.keySet());
    }
    return provider;
  }

  /** All providers that are present, in the order of their names. */
  public static Map<String, CryptoProvider> all() {
    return Loaded.BY_NAME;
  }

  /** Loaded at first use, and once. */
  private static final class Loaded {
    static final Map<String, CryptoProvider> BY_NAME = load();
    static final CryptoProvider DEFAULT_PROVIDER = named(DEFAULT);

    private static Map<String, CryptoProvider> load() {
      Map<String, CryptoProvider> byName = new TreeMap<>();
      for (CryptoProvider provider :
          ServiceLoader.load(CryptoProvider.class, CryptoProvider.class.getClassLoader())) {
        CryptoProvider other = byName.putIfAbsent(provider.name(), provider);
        if (other != null) {
          throw new IllegalStateException(
              "two crypto providers are named \"" + provider.name() + "\"");
        }
      }
      return Collections.unmodifiableMap(byName);
    }
  }
}
