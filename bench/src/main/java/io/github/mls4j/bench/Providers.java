package io.github.mls4j.bench;

import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.crypto.jca.HybridCryptoProvider;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;

/** Providers of cryptography by name: ours, and the default one with native code in front. */
public final class Providers {

  /** The default provider with what native code is here before it. */
  public static final String NATIVE = "native";

  /** In the order in which they are preferred: the second agrees on keys where the first cannot. */
  private static final List<String> NATIVE_CODE =
      List.of(
          "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider",
          "org.conscrypt.OpenSSLProvider");

  /** Without it, Corretto's imports an Ed25519 key for each signature. */
  private static final String CORRETTO_KEYS =
      "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

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
    Provider[] present =
        NATIVE_CODE.stream()
            .filter(Providers::isPresent)
            .map(Providers::provider)
            .toArray(Provider[]::new);
    if (present.length == 0) {
      throw new IllegalArgumentException("no " + NATIVE + " code is on the class path");
    }
    return HybridCryptoProvider.preferring(present);
  }

  private static boolean isPresent(String type) {
    return Providers.class.getResource("/" + type.replace('.', '/') + ".class") != null;
  }

  private static Provider provider(String type) {
    System.setProperty(CORRETTO_KEYS, "true");
    try {
      return Class.forName(type).asSubclass(Provider.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no provider " + type, e);
    }
  }

  /** The names of all that are here. */
  static List<String> names() {
    List<String> names = new ArrayList<>(CryptoProviders.all().keySet());
    if (NATIVE_CODE.stream().anyMatch(Providers::isPresent)) {
      names.add(NATIVE);
    }
    return names;
  }
}
