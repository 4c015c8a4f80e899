package io.github.mls4j.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.wire.CipherSuiteId;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureSpi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JCA provider that fails at whatever it is given: no message may bring its errors out. */
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
  public static final class Verifier extends SignatureSpi {

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
}
