package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the suites promise beyond the vectors. */
class CipherSuiteTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void theDefaultProviderNeedsNoConfiguration() {
    CipherSuite suite = CipherSuite.of(CipherSuiteId.of(1));
    assertThat(suite.provider().name()).isEqualTo("hybrid");
    assertThat(suite).isEqualTo(CipherSuite.of(CipherSuiteId.of(1), suite.provider()));
    assertThat(suite).hasSameHashCodeAs(CipherSuite.of(CipherSuiteId.of(1)));
    assertThat(CryptoProviders.all()).containsOnlyKeys("bc", "hybrid");
  }

  @Test
  void unknownSuitesAndProvidersAreRefused() {
    for (int value : List.of(0, 8, 0x0a0a, 0xffff)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CipherSuite.of(CipherSuiteId.of(value)));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> CryptoProviders.named("none"));
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void derivedLengthsAreBounded(CipherSuite suite) {
    Secret secret = Secret.zeros(suite.hashLength());
    int longest = 255 * suite.hashLength();
    assertThat(suite.expandWithLabel(secret, "l", Bytes.EMPTY, longest).size()).isEqualTo(longest);
    assertThat(suite.expandWithLabel(secret, "l", Bytes.EMPTY, 0).size()).isZero();
    for (int length : List.of(-1, longest + 1, 0x10000, Integer.MAX_VALUE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> suite.expandWithLabel(secret, "l", Bytes.EMPTY, length));
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void generationsAreUnsigned32BitNumbers(CipherSuite suite) {
    Secret secret = Secret.zeros(suite.hashLength());
    assertThat(suite.deriveTreeSecret(secret, "l", 0xffff_ffffL, 8))
        .isEqualTo(suite.expandWithLabel(secret, "l", Bytes.fromHex("ffffffff"), 8));
    for (long generation : new long[] {-1, 0x1_0000_0000L}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> suite.deriveTreeSecret(secret, "l", generation, 8));
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void onlyTheWholeMacVerifies(CipherSuite suite) {
    Secret key = Secret.random(RANDOM, 32);
    Bytes data = Bytes.ofUtf8("data");
    Bytes tag = suite.mac(key, data);
    assertThat(suite.verifyMac(key, data, tag)).isTrue();
    assertThat(suite.verifyMac(key, data, tag.slice(0, tag.size() - 1))).isFalse();
    assertThat(suite.verifyMac(key, data, Bytes.EMPTY)).isFalse();
    assertThat(suite.verifyMac(key, data, Bytes.concat(tag, Bytes.fromHex("00")))).isFalse();
    for (int i = 0; i < tag.size(); i++) {
      byte[] altered = tag.toByteArray();
      altered[i] ^= 1;
      assertThat(suite.verifyMac(key, data, Bytes.wrap(altered))).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void kemKeysOfAnyOtherSuiteAreRefused(CipherSuite suite) {
    HPKECiphertext ciphertext = new HPKECiphertext(Bytes.EMPTY, Bytes.EMPTY);
    Suites.all()
        .filter(other -> !other.equals(suite))
        .forEach(
            other -> {
              KemKeyPair keys = other.generateKemKeyPair(RANDOM);
              assertThatIllegalArgumentException()
                  .isThrownBy(
                      () ->
                          suite.decryptWithLabel(keys.privateKey(), "l", Bytes.EMPTY, ciphertext));
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> suite.receiveExternalInit(keys.privateKey(), Bytes.EMPTY));
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> suite.sendExternalInit(keys.publicKey(), RANDOM));
              LabeledSealer sealer = suite.sealer("l", Bytes.EMPTY, RANDOM);
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> sealer.seal(keys.publicKey(), Bytes.EMPTY));
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> sealer.seal(keys.publicKey(), Secret.zeros(1)));
            });
  }

  @Test
  void verifyingKeysOfAnotherSchemeAreRefused() throws RefusedInput {
    CipherSuite ed25519 = CipherSuite.of(CipherSuiteId.of(1));
    CipherSuite p256 = CipherSuite.of(CipherSuiteId.of(2));
    VerifyingKey key = p256.verifyingKey(p256.generateSignatureKeyPair(RANDOM).publicKey());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ed25519.verifyWithLabel(key, "l", Bytes.EMPTY, Bytes.EMPTY));
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void verifyingKeysVerifyWhenReleasedToo(CipherSuite suite) throws RefusedInput {
    try (SignatureKeyPair pair = suite.generateSignatureKeyPair(RANDOM);
        SignatureKeyPair other = suite.generateSignatureKeyPair(RANDOM)) {
      Bytes signature = suite.signWithLabel(pair, "l", Bytes.EMPTY);
      VerifyingKey key = suite.verifyingKey(pair.publicKey());
      key.release();
      VerifyingKey elsewhere =
          key.backedBy(
              new SignaturePublicKey(Bytes.copyOf(pair.publicKey().value().toByteArray())));
      assertThat(elsewhere).isEqualTo(key);
      for (VerifyingKey verifier : List.of(key, key, elsewhere)) {
        assertThat(suite.verifyWithLabel(verifier, "l", Bytes.EMPTY, signature)).isTrue();
        assertThat(suite.verifyWithLabel(verifier, "m", Bytes.EMPTY, signature)).isFalse();
      }
      assertThatIllegalArgumentException().isThrownBy(() -> key.backedBy(other.publicKey()));
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void kemKeysSurviveSerializationAndAreWiped(CipherSuite suite) throws RefusedInput {
    KemPrivateKey key = suite.generateKemKeyPair(RANDOM).privateKey();
    KemPrivateKey restored = suite.kemPrivateKey(key.serialize());
    assertThat(restored.publicKey()).isEqualTo(key.publicKey());
    assertThat(suite.kemPublicKey(key.publicKey().wire())).isEqualTo(key.publicKey());
    HPKEPublicKey elsewhere =
        new HPKEPublicKey(Bytes.copyOf(key.publicKey().wire().value().toByteArray()));
    assertThat(key.publicKey().backedBy(elsewhere)).isEqualTo(key.publicKey());
    HPKEPublicKey other = suite.generateKemKeyPair(RANDOM).publicKey().wire();
    assertThatIllegalArgumentException().isThrownBy(() -> key.publicKey().backedBy(other));
    KemPrivateKey copy = key.copy();
    Secret plaintext = Secret.random(RANDOM, 20);
    HPKECiphertext sealed =
        suite.encryptWithLabel(key.publicKey(), "l", Bytes.EMPTY, plaintext, RANDOM);
    key.close();
    assertThatIllegalStateException().isThrownBy(key::serialize);
    assertThatIllegalStateException()
        .isThrownBy(() -> suite.decryptWithLabel(key, "l", Bytes.EMPTY, sealed));
    assertThat(suite.decryptWithLabel(copy, "l", Bytes.EMPTY, sealed)).isEqualTo(plaintext);
    assertThat(suite.decryptWithLabel(restored, "l", Bytes.EMPTY, sealed)).isEqualTo(plaintext);
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void signatureKeysAreImportedWithTheirOwnPublicKeyOnly(CipherSuite suite) {
    SignatureKeyPair pair = suite.generateSignatureKeyPair(RANDOM);
    SignaturePublicKey other = suite.generateSignatureKeyPair(RANDOM).publicKey();
    Secret exported = pair.serializePrivateKey();
    assertThat(suite.signer(exported, pair.publicKey()).publicKey()).isEqualTo(pair.publicKey());
    assertThatIllegalArgumentException().isThrownBy(() -> suite.signer(exported, other));
    for (int length : List.of(0, exported.size() - 1, exported.size() + 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> suite.signer(Secret.zeros(length), pair.publicKey()));
    }
    pair.close();
    assertThatIllegalStateException().isThrownBy(() -> pair.sign(Bytes.EMPTY));
  }

  @Test
  void ecdsaPrivateKeysOutOfRangeAreNotImported() {
    CipherSuite suite = CipherSuite.of(CipherSuiteId.of(2));
    SignaturePublicKey anyKey = suite.generateSignatureKeyPair(RANDOM).publicKey();
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xff);
    assertThatIllegalArgumentException().isThrownBy(() -> suite.signer(Secret.zeros(32), anyKey));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> suite.signer(Secret.copyOf(ones), anyKey));
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void allRandomnessComesFromTheGivenSource(CipherSuite suite) throws RefusedInput {
    Bytes source = Bytes.copyOf(Secret.random(RANDOM, 200).reveal());
    KemPublicKey recipient = suite.generateKemKeyPair(RANDOM).publicKey();
    assertThat(
            suite.encryptWithLabel(
                recipient, "l", Bytes.EMPTY, Secret.zeros(9), new FixedRandom(source)))
        .isEqualTo(
            suite.encryptWithLabel(
                recipient, "l", Bytes.EMPTY, Secret.zeros(9), new FixedRandom(source)));
    assertThat(suite.generateKemKeyPair(new FixedRandom(source)).publicKey())
        .isEqualTo(suite.generateKemKeyPair(new FixedRandom(source)).publicKey());
    byte[] small = new byte[66];
    small[65] = 1;
    Bytes scalar =
        Bytes.wrap(small).slice(66 - signatureKeyLength(suite), signatureKeyLength(suite));
    assertThat(suite.generateSignatureKeyPair(new FixedRandom(scalar)).serializePrivateKey())
        .isEqualTo(Secret.copyOf(scalar));
  }

  private static int signatureKeyLength(CipherSuite suite) {
    return suite.generateSignatureKeyPair(RANDOM).serializePrivateKey().size();
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void inputsStayTheCallersAndUnchanged(CipherSuite suite) throws RefusedInput {
    Secret key = Secret.zeros(suite.aeadKeyLength());
    Secret ikm = Secret.zeros(suite.hashLength());
    Bytes nonce = Bytes.wrap(new byte[suite.aeadNonceLength()]);
    suite.open(key, nonce, Bytes.EMPTY, suite.seal(key, nonce, Bytes.EMPTY, nonce));
    suite.extract(ikm, ikm);
    suite.deriveSecret(ikm, "l");
    KemKeyPair keys = suite.deriveKeyPair(ikm);
    suite.encryptWithLabel(keys.publicKey(), "l", Bytes.EMPTY, ikm, RANDOM);
    suite.mac(ikm, nonce);
    assertThat(key).isEqualTo(Secret.zeros(suite.aeadKeyLength()));
    assertThat(ikm).isEqualTo(Secret.zeros(suite.hashLength()));
    assertThat(nonce).isEqualTo(Bytes.wrap(new byte[suite.aeadNonceLength()]));
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void theSameKeyAndNonceSealTwice(CipherSuite suite) {
    Secret key = Secret.random(RANDOM, suite.aeadKeyLength());
    Bytes nonce = Bytes.wrap(Secret.random(RANDOM, suite.aeadNonceLength()).reveal());
    Bytes first = suite.seal(key, nonce, Bytes.EMPTY, Bytes.ofUtf8("text"));
    assertThat(suite.seal(key, nonce, Bytes.EMPTY, Bytes.ofUtf8("text"))).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void nothingPrintedHoldsAPrivateKey(CipherSuite suite) {
    KemKeyPair kem = suite.generateKemKeyPair(RANDOM);
    SignatureKeyPair signature = suite.generateSignatureKeyPair(RANDOM);
    Bytes kemKey = Bytes.wrap(kem.privateKey().serialize().reveal());
    Bytes signatureKey = Bytes.wrap(signature.serializePrivateKey().reveal());
    assertThat(kem.toString() + kem.privateKey()).doesNotContain(kemKey.toHex());
    assertThat(signature.toString()).doesNotContain(signatureKey.toHex());
  }
}
