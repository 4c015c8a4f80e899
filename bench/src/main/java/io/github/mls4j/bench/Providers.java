package io.github.mls4j.bench;

import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.crypto.jca.HybridCryptoProvider;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;

/** Providers of cryptography by name: ours, and the default one with native code in front. */
public final class Providers {

  /** The default provider with Amazon Corretto's native code before it. */
  public static final String NATIVE = "corretto";

  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private Providers() {}

  /**
   * The provider of that name, be it one of ours or {@link #NATIVE}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static CryptoProvider named(String name) {
    if (!name.equals(NATIVE)) {
      return CryptoProviders.named(name);
    }
    try {
      Class<?> provider = Class.forName(CORRETTO);
      return HybridCryptoProvider.preferring(
          (Provider) provider.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(NATIVE + " is not on the class path", e);
    }
  }

  /** The names of all that are here. */
  static List<String> names() {
    List<String> names = new ArrayList<>(CryptoProviders.all().keySet());
    if (Providers.class.getResource("/" + CORRETTO.replace('.', '/') + ".class") != null) {
      names.add(NATIVE);
    }
    return names;
  }
}
