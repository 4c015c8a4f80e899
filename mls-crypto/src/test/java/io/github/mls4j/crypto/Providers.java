package io.github.mls4j.crypto;

import io.github.mls4j.crypto.jca.HybridCryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * All providers, for tests of what they have to agree about. Also with the JCA providers whose
 * classes {@code -Dmls.jca.providers} names, with commas between, such as native ones ({@code
 * -Dmaven.test.additionalClasspath}): each alone, and all together.
 */
public final class Providers {

  private Providers() {}

  /** Those that are present, and the default with JCA providers in front. */
  public static List<CryptoProvider> all() {
    List<CryptoProvider> all = new ArrayList<>(CryptoProviders.all().values());
    all.add(HybridCryptoProvider.preferring(installed("SunEC"), installed("SunJCE")));
    Provider[] named =
        Pattern.compile(",")
            .splitAsStream(System.getProperty("mls.jca.providers", ""))
            .filter(name -> !name.isEmpty())
            .map(Providers::named)
            .toArray(Provider[]::new);
    for (Provider one : named) {
      all.add(HybridCryptoProvider.preferring(one));
    }
    if (named.length > 1) {
      all.add(HybridCryptoProvider.preferring(named));
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
