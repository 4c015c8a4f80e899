package io.github.mls4j.crypto;

import io.github.mls4j.crypto.jca.HybridCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * All providers, for tests of what they have to agree about. Also with the JCA provider whose class
 * {@code -Dmls.jca.provider} names, such as a native one ({@code
 * -Dmaven.test.additionalClasspath}).
 */
public final class Providers {

  private Providers() {}

  /** Those that are present, and the default with JCA providers in front. */
  public static List<CryptoProvider> all() {
    List<CryptoProvider> all = new ArrayList<>(CryptoProviders.all().values());
    all.add(HybridCryptoProvider.preferring(installed("SunEC"), installed("SunJCE")));
    String named = System.getProperty("mls.jca.provider");
    if (named != null) {
      all.add(HybridCryptoProvider.preferring(named(named)));
    }
    return all;
  }

  private static Provider named(String className) {
    try {
      return Class.forName(className)
          .asSubclass(Provider.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no provider " + className, e);
    }
  }

  private static Provider installed(String name) {
    return Objects.requireNonNull(Security.getProvider(name), name);
  }
}
