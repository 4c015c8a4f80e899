package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.RefusedInput.Reason;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys and KEM outputs that an attacker chooses; each provider gives the same reason. */
class HostileKemKeyTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void hostilePointsAreRefusedWhereverTheyEnter(CipherSuite suite) {
    try (KemKeyPair own = suite.generateKemKeyPair(RANDOM)) {
      Bytes good = own.publicKey().wire().value();
      for (HostilePoints.Hostile hostile : HostilePoints.kem(kem(suite), good)) {
        Bytes bytes = hostile.bytes();
        assertRefused(hostile, () -> suite.kemPublicKey(new HPKEPublicKey(bytes)));
        HPKECiphertext ciphertext = new HPKECiphertext(bytes, Bytes.wrap(new byte[48]));
        assertRefused(
            hostile,
            () -> suite.decryptWithLabel(own.privateKey(), "label", Bytes.EMPTY, ciphertext));
        assertRefused(hostile, () -> suite.receiveExternalInit(own.privateKey(), bytes));
      }
    }
  }

  private static void assertRefused(HostilePoints.Hostile hostile, ThrowingCallable call) {
    assertThatExceptionOfType(RefusedInput.class)
        .as(hostile.toString())
        .isThrownBy(call)
        .extracting(RefusedInput::reason)
        .isEqualTo(hostile.reason());
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void privateKeysOutOfRangeAreRefused(CipherSuite suite) {
    KemAlgorithm kem = kem(suite);
    int length = kem.privateKeyLength();
    for (int wrong : List.of(0, 1, length - 1, length + 1)) {
      assertPrivateKeyRefused(suite, new byte[wrong], Reason.LENGTH);
    }
    NistCurve curve = kem.nistCurve();
    if (curve != null) {
      assertPrivateKeyRefused(suite, new byte[length], Reason.SCALAR_RANGE);
      byte[] order = HostilePoints.fixed(curve.order(), length).toByteArray();
      assertPrivateKeyRefused(suite, order, Reason.SCALAR_RANGE);
      byte[] ones = new byte[length];
      Arrays.fill(ones, (byte) 0xff);
      assertPrivateKeyRefused(suite, ones, Reason.SCALAR_RANGE);
    }
  }

  private static void assertPrivateKeyRefused(CipherSuite suite, byte[] key, Reason reason) {
    assertThatExceptionOfType(RefusedInput.class)
        .isThrownBy(() -> suite.kemPrivateKey(Secret.copyOf(key)))
        .extracting(RefusedInput::reason)
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void theLargestPrivateScalarIsAccepted(CipherSuite suite) throws RefusedInput {
    NistCurve curve = kem(suite).nistCurve();
    if (curve == null) {
      return;
    }
    Bytes largest =
        HostilePoints.fixed(curve.order().subtract(BigInteger.ONE), curve.fieldLength());
    try (KemPrivateKey key = suite.kemPrivateKey(Secret.copyOf(largest))) {
      assertThat(key.serialize()).isEqualTo(Secret.copyOf(largest));
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.mls4j.crypto.Suites#all")
  void alteredOrShortenedCiphertextsDoNotOpen(CipherSuite suite) {
    try (KemKeyPair own = suite.generateKemKeyPair(RANDOM)) {
      HPKECiphertext sealed =
          suite.encryptWithLabel(own.publicKey(), "label", Bytes.EMPTY, Secret.zeros(5), RANDOM);
      Bytes ciphertext = sealed.ciphertext();
      for (int i = 0; i < ciphertext.size(); i++) {
        byte[] altered = ciphertext.toByteArray();
        altered[i] ^= 1;
        assertDoesNotOpen(suite, own, sealed.kemOutput(), Bytes.wrap(altered), "label");
        assertDoesNotOpen(suite, own, sealed.kemOutput(), ciphertext.slice(0, i), "label");
      }
      assertDoesNotOpen(suite, own, sealed.kemOutput(), ciphertext, "another");
    }
  }

  private static void assertDoesNotOpen(
      CipherSuite suite, KemKeyPair own, Bytes kemOutput, Bytes ciphertext, String label) {
    HPKECiphertext altered = new HPKECiphertext(kemOutput, ciphertext);
    assertThatExceptionOfType(RefusedInput.class)
        .isThrownBy(() -> suite.decryptWithLabel(own.privateKey(), label, Bytes.EMPTY, altered))
        .extracting(RefusedInput::reason)
        .isEqualTo(Reason.AUTHENTICATION);
  }

  private static KemAlgorithm kem(CipherSuite suite) {
    return SuiteAlgorithms.of(suite.id()).kem();
  }
}
