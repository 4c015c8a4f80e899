package io.github.mls4j.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoException;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.Hpke;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureScheme;
import io.github.mls4j.wire.LeafIndex;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A platform that fails in the middle of a path leaves no key of it behind. */
class NewPathFailureTest {

  /** The default provider, which makes so many key pairs and fails at the next. */
  private static final class FailingProvider implements CryptoProvider {

    private final CryptoProvider provider = CryptoProviders.defaultProvider();
    private final List<Hpke.PrivateKey> made = new ArrayList<>();
    private int left = Integer.MAX_VALUE;

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public HashFunction hash(HashAlgorithm algorithm) {
      return provider.hash(algorithm);
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
      Hpke hpke = provider.hpke(kem, kdf, aead);
      return (Hpke)
          Proxy.newProxyInstance(
              Hpke.class.getClassLoader(),
              new Class<?>[] {Hpke.class},
              (self, method, arguments) -> {
                boolean makes = method.getName().endsWith("KeyPair");
                if (makes && left-- == 0) {
                  throw new CryptoException("the platform has failed");
                }
                Object result = method.invoke(hpke, arguments);
                if (makes) {
                  made.add((Hpke.PrivateKey) result);
                }
                return result;
              });
    }
  }

  @Test
  void wipesTheKeysThatItHasMade() throws Exception {
    FailingProvider provider = new FailingProvider();
    TestGroup group = TestGroup.full(CipherSuite.of(TestLeaves.SUITE.id(), provider), 16);
    // Those of four nodes and of the leaf.
    for (int count = 0; count < 5; count++) {
      provider.made.clear();
      provider.left = count;
      assertThatExceptionOfType(CryptoException.class)
          .isThrownBy(() -> group.newPath(new LeafIndex(3)));
      assertThat(provider.made).hasSize(count);
      for (Hpke.PrivateKey key : provider.made) {
        assertThatIllegalStateException().isThrownBy(key::serialize);
      }
    }
  }
}
