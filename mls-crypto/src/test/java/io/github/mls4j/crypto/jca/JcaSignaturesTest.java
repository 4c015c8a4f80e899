package io.github.mls4j.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.SignatureScheme;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.wire.CipherSuiteId;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureSpi;
import java.security.spec.EncodedKeySpec;
import java.security.spec.KeySpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A JCA provider that fails at whatever it is given: no message may bring its errors out. And one
 * that has keys of its own.
 */
class JcaSignaturesTest {

  private static final class Failing extends Provider {

    private static final long serialVersionUID = 1;

    Failing() {
      super("Failing", "1", "verifies nothing");
      put("Signature.Ed25519", Verifier.class.getName());
      put("Signature.SHA256withECDSA", Verifier.class.getName());
    }
  }

  /** Made by the JCA. */
  public static class Verifier extends SignatureSpi {

    @Override
    protected void engineInitVerify(PublicKey publicKey) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] b, int off, int len) {}

    @Override
    protected boolean engineVerify(byte[] sigBytes) {
      throw new ProviderException("no slot left");
    }

    @Override
    protected void engineInitSign(PrivateKey privateKey) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected byte[] engineSign() {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String param, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String param) {
      throw new UnsupportedOperationException();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whereItFailsTheOtherSchemeIsAsked(int id) throws Exception {
    CipherSuite own = CipherSuite.of(new CipherSuiteId(id));
    CryptoProvider provider = HybridCryptoProvider.preferring(new Failing());
    CipherSuite suite = CipherSuite.of(new CipherSuiteId(id), provider);
    Bytes content = Bytes.copyOf((byte) 1);
    try (SignatureKeyPair pair = own.generateSignatureKeyPair(new SecureRandom())) {
      Bytes signature = own.signWithLabel(pair, "label", content);
      VerifyingKey key = suite.verifyingKey(pair.publicKey());
      assertThat(suite.verifyWithLabel(key, "label", content, signature)).isTrue();
      assertThat(suite.verifyWithLabel(key, "other", content, signature)).isFalse();
    }
  }

  /** Says as a signature which of its keys it was made with. */
  private static final class Keeping extends Provider {

    private static final long serialVersionUID = 1;
    private static final List<DestroyableKey> KEYS = new ArrayList<>();

    Keeping() {
      super("Keeping", "1", "has keys of its own");
      put("Signature.Ed25519", Counting.class.getName());
      put("KeyFactory.Ed25519", Keys.class.getName());
    }
  }

  /** Made by the JCA. */
  public static final class Keys extends KeyFactorySpi {

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) {
      DestroyableKey key = new DestroyableKey(((EncodedKeySpec) spec).getEncoded());
      Keeping.KEYS.add(key);
      return key;
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected Key engineTranslateKey(Key key) {
      throw new UnsupportedOperationException();
    }
  }

  /** Made by the JCA. */
  public static final class Counting extends Verifier {

    private int number;

    @Override
    protected void engineInitSign(PrivateKey privateKey) {
      assertThat(privateKey.isDestroyed()).isFalse();
      number = Keeping.KEYS.indexOf(privateKey);
    }

    @Override
    protected byte[] engineSign() {
      return new byte[] {(byte) number};
    }
  }

  /** The key factory fails at public keys. */
  @Test
  void aPublicKeyThatItCannotImportIsStillUsed() throws Exception {
    CipherSuite own = CipherSuite.of(new CipherSuiteId(1));
    CipherSuite suite =
        CipherSuite.of(new CipherSuiteId(1), HybridCryptoProvider.preferring(new Keeping()));
    Bytes content = Bytes.copyOf((byte) 1);
    try (SignatureKeyPair pair = own.generateSignatureKeyPair(new SecureRandom())) {
      Bytes signature = own.signWithLabel(pair, "label", content);
      VerifyingKey key = suite.verifyingKey(pair.publicKey());
      assertThat(suite.verifyWithLabel(key, "label", content, signature)).isTrue();
    }
  }

  @Test
  void aKeyThatCanBeWipedIsKeptUntilItIs() {
    Keeping.KEYS.clear();
    CryptoProvider provider = HybridCryptoProvider.preferring(new Keeping());
    SignatureScheme scheme = provider.signature(SignatureAlgorithm.ED25519);
    assertThat(Keeping.KEYS).hasSize(1).allMatch(DestroyableKey::isDestroyed);
    SignatureScheme.PrivateKey key = scheme.privateKey(new byte[32]);
    assertThat(key.sign(Bytes.EMPTY)).isEqualTo(Bytes.copyOf((byte) 1));
    assertThat(key.sign(Bytes.EMPTY)).isEqualTo(Bytes.copyOf((byte) 1));
    key.close();
    assertThat(Keeping.KEYS).hasSize(2).allMatch(DestroyableKey::isDestroyed);
    assertThatIllegalStateException().isThrownBy(() -> key.sign(Bytes.EMPTY));
  }
}
