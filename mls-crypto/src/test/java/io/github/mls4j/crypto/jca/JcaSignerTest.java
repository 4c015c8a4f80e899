package io.github.mls4j.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoException;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SubjectPublicKeyInfo;
import io.github.mls4j.crypto.Suites;
import io.github.mls4j.crypto.VerifyingKey;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of the Java platform sign what all providers verify. */
class JcaSignerTest {

  private static final Bytes CONTENT = Bytes.ofUtf8("content");

  private final SecureRandom random = new SecureRandom();

  static Stream<CipherSuite> suites() {
    return Suites.all();
  }

  private static String algorithm(CipherSuiteId suite) {
    return switch (suite.value()) {
      case 1, 3 -> "Ed25519";
      case 4, 6 -> "Ed448";
      default -> "EC";
    };
  }

  private static KeyPair keys(CipherSuiteId suite) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm(suite));
    switch (suite.value()) {
      case 2 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
      case 5 -> generator.initialize(new ECGenParameterSpec("secp521r1"));
      case 7 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
      default -> {}
    }
    return generator.generateKeyPair();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void whatItSignsIsGood(CipherSuite suite) throws Exception {
    KeyPair keys = keys(suite.id());
    JcaSigner signer = JcaSigner.of(keys.getPrivate(), keys.getPublic(), random);
    VerifyingKey key = suite.verifyingKey(signer.publicKey());
    for (int i = 0; i < 20; i++) {
      Bytes signature = suite.signWithLabel(signer, "label", CONTENT);
      assertThat(suite.verifyWithLabel(key, "label", CONTENT, signature)).isTrue();
      assertThat(suite.verifyWithLabel(key, "other", CONTENT, signature)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void keysHaveOneForm(CipherSuite suite) throws Exception {
    SignaturePublicKey ours = suite.generateSignatureKeyPair(random).publicKey();
    PublicKey theirs = keys(suite.id()).getPublic();
    SignatureAlgorithm scheme = SubjectPublicKeyInfo.algorithm(Bytes.wrap(theirs.getEncoded()));
    Bytes encoded = SubjectPublicKeyInfo.encode(scheme, ours);
    PublicKey imported =
        KeyFactory.getInstance(algorithm(suite.id()))
            .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
    assertThat(Bytes.wrap(imported.getEncoded())).isEqualTo(encoded);
    assertThat(SubjectPublicKeyInfo.decode(encoded)).isEqualTo(ours);
    assertThat(SubjectPublicKeyInfo.decode(encoded.slice(0, encoded.size() - 1))).isNull();
    assertThat(SubjectPublicKeyInfo.decode(Bytes.concat(encoded, Bytes.copyOf((byte) 0)))).isNull();
    SignaturePublicKey shorter = new SignaturePublicKey(ours.value().slice(1, 20));
    assertThatThrownBy(() -> SubjectPublicKeyInfo.encode(scheme, shorter))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherKeysSignatureDoesNotGoOut() throws Exception {
    KeyPair one = keys(CipherSuiteId.of(1));
    KeyPair other = keys(CipherSuiteId.of(1));
    JcaSigner signer = JcaSigner.of(one.getPrivate(), other.getPublic(), random);
    assertThatThrownBy(() -> signer.sign(CONTENT))
        .isInstanceOf(CryptoException.class)
        .hasMessageContaining("not that of the private key");
    JcaSigner good = JcaSigner.of(one.getPrivate(), one.getPublic(), random);
    assertThat(good.sign(CONTENT).size()).isEqualTo(64);
  }

  @Test
  void aKeyThatCannotBeUsed() throws Exception {
    KeyPair edwards = keys(CipherSuiteId.of(1));
    KeyPair curve = keys(CipherSuiteId.of(2));
    JcaSigner signer = JcaSigner.of(edwards.getPrivate(), curve.getPublic(), random);
    assertThatThrownBy(() -> signer.sign(CONTENT))
        .isInstanceOf(CryptoException.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void keysOfNoSuite() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair rsa = generator.generateKeyPair();
    assertThatThrownBy(() -> JcaSigner.of(rsa.getPrivate(), rsa.getPublic(), random))
        .isInstanceOf(IllegalArgumentException.class);
    PublicKey edwards = keys(CipherSuiteId.of(1)).getPublic();
    JcaSigner signer = JcaSigner.of(rsa.getPrivate(), edwards, random);
    assertThatThrownBy(() -> CipherSuite.of(CipherSuiteId.of(2)).verifyingKey(signer.publicKey()))
        .isInstanceOf(RefusedInput.class);
  }

  @Test
  void saysNothingOfThePrivateKey() throws Exception {
    KeyPair keys = keys(CipherSuiteId.of(1));
    JcaSigner signer = JcaSigner.of(keys.getPrivate(), keys.getPublic(), random);
    assertThat(signer).hasToString("JcaSigner[Ed25519 of " + signer.publicKey() + "]");
  }
}
