package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.RefusedInput.Reason;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.HPKECiphertext;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one provider makes the other understands, and both make the same of the same. */
class ProviderAgreementTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<Integer> SIZES =
      List.of(0, 1, 15, 16, 17, 55, 56, 63, 64, 65, 127, 128, 129, 1000, 100_000);

  /** The portable provider with each other one, in both directions. */
  private static List<List<CipherSuite>> pairs(CipherSuiteId id) {
    CryptoProvider portable = CryptoProviders.named("bc");
    CipherSuite bc = CipherSuite.of(id, portable);
    List<List<CipherSuite>> pairs = new ArrayList<>();
    for (CryptoProvider provider : Providers.all()) {
      if (!provider.equals(portable)) {
        CipherSuite other = CipherSuite.of(id, provider);
        pairs.add(List.of(bc, other));
        pairs.add(List.of(other, bc));
      }
    }
    return pairs;
  }

  private static Bytes bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#ids")
  void hashesAndDerivationsAreTheSame(CipherSuiteId id) {
    CipherSuite bc = pairs(id).get(0).get(0);
    CipherSuite hybrid = pairs(id).get(0).get(1);
    for (int size : SIZES) {
      Bytes data = bytes(size);
      Secret secret = Secret.copyOf(data);
      assertThat(hybrid.hash(data)).isEqualTo(bc.hash(data));
      assertThat(hybrid.mac(secret, data)).isEqualTo(bc.mac(secret, data));
      assertThat(hybrid.extract(secret, secret)).isEqualTo(bc.extract(secret, secret));
      assertThat(hybrid.expandWithLabel(secret, "label", data, 3 * bc.hashLength() + 1))
          .isEqualTo(bc.expandWithLabel(secret, "label", data, 3 * bc.hashLength() + 1));
      assertThat(hybrid.deriveKeyPair(secret).publicKey().wire())
          .isEqualTo(bc.deriveKeyPair(secret).publicKey().wire());
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#ids")
  void eachOpensWhatTheOtherSealed(CipherSuiteId id) throws RefusedInput {
    for (List<CipherSuite> pair : pairs(id)) {
      CipherSuite sender = pair.get(0);
      CipherSuite receiver = pair.get(1);
      Secret key = Secret.random(RANDOM, sender.aeadKeyLength());
      Bytes nonce = bytes(sender.aeadNonceLength());
      for (int size : SIZES) {
        Bytes data = bytes(size);
        Bytes sealed = sender.seal(key, nonce, data, data);
        assertThat(sealed).isEqualTo(receiver.seal(key, nonce, data, data));
        assertThat(receiver.open(key, nonce, data, sealed)).isEqualTo(Secret.copyOf(data));
        assertDoesNotOpen(receiver, key, nonce, Bytes.concat(data, data, nonce), sealed);
        assertDoesNotOpen(receiver, key, nonce, data, sealed.slice(1, sealed.size() - 1));
      }
      assertDoesNotOpen(receiver, key, nonce, Bytes.EMPTY, bytes(AeadAlgorithm.TAG_LENGTH - 1));
    }
  }

  private static void assertDoesNotOpen(
      CipherSuite suite, Secret key, Bytes nonce, Bytes aad, Bytes ciphertext) {
    assertThatExceptionOfType(RefusedInput.class)
        .isThrownBy(() -> suite.open(key, nonce, aad, ciphertext))
        .extracting(RefusedInput::reason)
        .isEqualTo(Reason.AUTHENTICATION);
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#ids")
  void eachDecryptsWhatTheOtherEncrypted(CipherSuiteId id) throws RefusedInput {
    for (List<CipherSuite> pair : pairs(id)) {
      CipherSuite sender = pair.get(0);
      CipherSuite receiver = pair.get(1);
      try (KemKeyPair keys = receiver.generateKemKeyPair(RANDOM)) {
        KemPublicKey recipient = sender.kemPublicKey(keys.publicKey().wire());
        LabeledSealer sealer = sender.sealer("label", bytes(1000), RANDOM);
        for (int size : List.of(0, 1, 32, 1000)) {
          Secret plaintext = Secret.copyOf(bytes(size));
          for (HPKECiphertext sealed :
              List.of(sealer.seal(recipient, plaintext), sealer.seal(recipient, bytes(size)))) {
            assertThat(receiver.decryptWithLabel(keys.privateKey(), "label", bytes(1000), sealed))
                .isEqualTo(plaintext);
          }
        }
        try (ExternalInitSecret sent = sender.sendExternalInit(recipient, RANDOM)) {
          assertThat(receiver.receiveExternalInit(keys.privateKey(), sent.kemOutput()))
              .isEqualTo(sent.initSecret());
          assertThat(sent.initSecret().size()).isEqualTo(sender.hashLength());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#ids")
  void eachVerifiesWhatTheOtherSigned(CipherSuiteId id) throws RefusedInput {
    for (List<CipherSuite> pair : pairs(id)) {
      CipherSuite sender = pair.get(0);
      CipherSuite receiver = pair.get(1);
      try (SignatureKeyPair keys = sender.generateSignatureKeyPair(RANDOM);
          Secret exported = keys.serializePrivateKey();
          SignatureKeyPair imported = receiver.signer(exported, keys.publicKey())) {
        VerifyingKey key = receiver.verifyingKey(keys.publicKey());
        for (int size : SIZES) {
          Bytes signature = sender.signWithLabel(keys, "label", bytes(size));
          assertThat(receiver.verifyWithLabel(key, "label", bytes(size), signature)).isTrue();
          assertThat(receiver.signWithLabel(imported, "label", bytes(size)))
              .as("signatures are deterministic")
              .isEqualTo(signature);
        }
      }
    }
  }
}
