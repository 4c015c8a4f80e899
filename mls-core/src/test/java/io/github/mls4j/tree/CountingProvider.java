package io.github.mls4j.tree;

import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.Hpke;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureScheme;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** The default provider, counting the calls of hashes and HPKE by the name of the method. */
final class CountingProvider implements CryptoProvider {

  private final CryptoProvider provider = CryptoProviders.defaultProvider();
  private final Map<String, Integer> calls = new HashMap<>();

  int calls(String method) {
    return calls.getOrDefault(method, 0);
  }

  void reset() {
    calls.clear();
  }

  private <T> T counting(Class<T> type, T target) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              calls.merge(method.getName(), 1, Integer::sum);
              try {
                Object result = method.invoke(target, arguments);
                return result instanceof Hpke.Sealer sealer
                    ? counting(Hpke.Sealer.class, sealer)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  @Override
  public String name() {
    return "counting";
  }

  @Override
  public HashFunction hash(HashAlgorithm algorithm) {
    return counting(HashFunction.class, provider.hash(algorithm));
  }

  @Override
  public Aead aead(AeadAlgorithm algorithm) {
    return provider.aead(algorithm);
  }

  @Override
  public SignatureScheme signature(SignatureAlgorithm algorithm) {
    return provider.signature(algorithm);
  }

  @Override
  public Hpke hpke(KemAlgorithm kem, HashAlgorithm kdf, AeadAlgorithm aead) {
    return counting(Hpke.class, provider.hpke(kem, kdf, aead));
  }
}
