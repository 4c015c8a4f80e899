package io.github.mls4j.crypto.hpke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CryptoException;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.HashFunction;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.NistCurve;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.RefusedInput.Reason;
import io.github.mls4j.crypto.bc.BcCurves;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no vector reaches: candidates out of range, and agreements of all zeros. */
class DhKemTest {

  /** Answers each HMAC with the same byte throughout: {@code answers[0]} first. */
  private static final class FixedHash implements HashFunction {
    private final HashAlgorithm algorithm;
    private final byte[] answers;
    private int asked;

    FixedHash(HashAlgorithm algorithm, int... answers) {
      this.algorithm = algorithm;
      this.answers = new byte[answers.length];
      for (int i = 0; i < answers.length; i++) {
        this.answers[i] = (byte) answers[i];
      }
    }

    @Override
    public HashAlgorithm algorithm() {
      return algorithm;
    }

    @Override
    public byte[] digest(Bytes input) {
      throw new AssertionError("no hash is used");
    }

    @Override
    public byte[] hmac(byte[] key, byte[]... message) {
      byte[] answer = new byte[algorithm.length()];
      Arrays.fill(answer, answers[Math.min(asked++, answers.length - 1)]);
      return answer;
    }
  }

  @Test
  void candidatesOutOfRangeAreSkipped() {
    // Asked for the PRK, then for candidates: one above the order, zero, one in range.
    HashFunction hash = new FixedHash(HashAlgorithm.SHA256, 1, 0xff, 0, 0x55);
    DhKem kem = new DhKem(KemAlgorithm.P256, BcCurves.group(KemAlgorithm.P256), hash);
    byte[] expected = new byte[32];
    Arrays.fill(expected, (byte) 0x55);
    try (DhPrivateKey key = kem.deriveKeyPair(new byte[32])) {
      assertThat(key.serialize().reveal()).isEqualTo(expected);
    }
  }

  @Test
  void theTopByteOfACandidateIsMasked() {
    // A PRK, then two blocks for each candidate of 66 bytes; masked, 0x54... becomes 0x00....
    HashFunction hash = new FixedHash(HashAlgorithm.SHA512, 1, 0x54);
    DhKem kem = new DhKem(KemAlgorithm.P521, BcCurves.group(KemAlgorithm.P521), hash);
    byte[] expected = new byte[66];
    Arrays.fill(expected, (byte) 0x54);
    expected[0] = 0;
    try (DhPrivateKey key = kem.deriveKeyPair(new byte[66])) {
      assertThat(key.serialize().reveal()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "P521"})
  void candidatesRunOut(KemAlgorithm algorithm) {
    HashFunction hash = new FixedHash(algorithm.hash(), 1, 0);
    DhKem kem = new DhKem(algorithm, BcCurves.group(algorithm), hash);
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> kem.deriveKeyPair(new byte[32]));
  }

  @ParameterizedTest
  @EnumSource(names = {"X25519", "X448"})
  void anAgreementOfAllZerosIsRefusedWhateverThePoint(KemAlgorithm algorithm) {
    int length = algorithm.publicKeyLength();
    DhGroup zeroGroup =
        new DhGroup() {
          @Override
          public Bytes publicKey(byte[] privateKey) {
            return Bytes.copyOf(privateKey);
          }

          @Override
          public Point decode(Bytes publicKey) {
            return privateKey -> new byte[length];
          }
        };
    DhKem kem = new DhKem(algorithm, zeroGroup, new FixedHash(algorithm.hash(), 9));
    byte[] nine = new byte[length];
    nine[0] = 9;
    assertThatExceptionOfType(RefusedInput.class)
        .isThrownBy(() -> kem.decapsulate(kem.privateKey(nine), Bytes.copyOf(nine)))
        .extracting(RefusedInput::reason)
        .isEqualTo(Reason.SMALL_ORDER);
  }

  @ParameterizedTest
  @EnumSource(names = {"X25519", "X448"})
  void theRefusedPointsAgreeToAllZerosAndNothingElseIsRefused(KemAlgorithm algorithm)
      throws RefusedInput {
    DhGroup group = BcCurves.group(algorithm);
    DhKem kem = new DhKem(algorithm, group, new FixedHash(algorithm.hash(), 9));
    int length = algorithm.publicKeyLength();
    byte[] scalar = new byte[length];
    Arrays.fill(scalar, (byte) 0x77);
    for (int first = 0; first < 256; first++) {
      for (int rest : new int[] {0, 0xff}) {
        byte[] u = new byte[length];
        Arrays.fill(u, (byte) rest);
        u[0] = (byte) first;
        boolean zero = Arrays.equals(group.decode(Bytes.wrap(u)).agree(scalar), new byte[length]);
        assertThat(isRefused(kem, Bytes.wrap(u))).as(Bytes.wrap(u).toHex()).isEqualTo(zero);
      }
    }
    for (Bytes hostile :
        algorithm == KemAlgorithm.X25519
            ? MontgomeryRules.X25519_SMALL_ORDER
            : MontgomeryRules.X448_SMALL_ORDER) {
      assertThat(group.decode(hostile).agree(scalar)).containsOnly(0);
    }
  }

  private static boolean isRefused(DhKem kem, Bytes u) {
    try {
      kem.publicKey(u);
      return false;
    } catch (RefusedInput e) {
      return true;
    }
  }

  @Test
  void theHashMustBeThatOfTheKem() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DhKem(
                    KemAlgorithm.P384,
                    BcCurves.group(KemAlgorithm.P384),
                    new FixedHash(HashAlgorithm.SHA256, 0)));
    assertThat(KemAlgorithm.P384.nistCurve()).isEqualTo(NistCurve.P384);
  }
}
