package io.github.mls4j.crypto.hpke;

import static io.github.mls4j.crypto.VectorFiles.hex;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.Wycheproof;
import io.github.mls4j.crypto.Wycheproof.Outcome;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Wycheproof's cases for the Diffie-Hellman functions, as the KEMs use them. */
class WycheproofAgreementVectorTest {

  @TestFactory
  List<DynamicTest> x25519() {
    return agreements(
        "x25519_test.json",
        KemAlgorithm.X25519,
        WycheproofAgreementVectorTest::onlyZeroSecretsAreRefused);
  }

  @TestFactory
  List<DynamicTest> x448() {
    return agreements(
        "x448_test.json",
        KemAlgorithm.X448,
        WycheproofAgreementVectorTest::onlyZeroSecretsAreRefused);
  }

  /** Twist points and non-canonical encodings are accepted, as RFC 7748 demands. */
  private static Outcome onlyZeroSecretsAreRefused(JsonNode testCase) {
    return Wycheproof.flagged(testCase, "ZeroSharedSecret")
        ? Outcome.REFUSED
        : Outcome.AS_PUBLISHED;
  }

  @TestFactory
  List<DynamicTest> p256() {
    return agreements(
        "ecdh_secp256r1_ecpoint_test.json",
        KemAlgorithm.P256,
        WycheproofAgreementVectorTest::compressedIsRefused);
  }

  @TestFactory
  List<DynamicTest> p384() {
    return agreements(
        "ecdh_secp384r1_ecpoint_test.json",
        KemAlgorithm.P384,
        WycheproofAgreementVectorTest::compressedIsRefused);
  }

  @TestFactory
  List<DynamicTest> p521() {
    return agreements(
        "ecdh_secp521r1_ecpoint_test.json",
        KemAlgorithm.P521,
        WycheproofAgreementVectorTest::compressedIsRefused);
  }

  /** MLS knows uncompressed points only (RFC 9420 §5.1.1, RFC 9180 §7.1.1). */
  private static Outcome compressedIsRefused(JsonNode testCase) {
    if (!Wycheproof.flagged(testCase, "CompressedPoint")) {
      throw new AssertionError("no decision on " + testCase);
    }
    return Outcome.REFUSED;
  }

  private static List<DynamicTest> agreements(
      String file, KemAlgorithm algorithm, Wycheproof.Decision acceptable) {
    return Wycheproof.tests(
        file,
        acceptable,
        (provider, group, testCase) -> agreement(kem(algorithm, provider), testCase));
  }

  private static Outcome agreement(DhKem kem, JsonNode testCase) {
    try {
      DhPublicKey publicKey = kem.publicKey(hex(testCase, "public"));
      byte[] scalar =
          fullLength(hex(testCase, "private"), kem.algorithm().privateKeyLength()).toByteArray();
      try (DhPrivateKey privateKey = kem.privateKey(scalar)) {
        return Bytes.wrap(privateKey.agree(publicKey.point())).equals(hex(testCase, "shared"))
            ? Outcome.AS_PUBLISHED
            : Outcome.WRONG;
      }
    } catch (RefusedInput e) {
      return Outcome.REFUSED;
    }
  }

  /** Wycheproof writes scalars as DER integers: shorter or with a leading zero. */
  private static Bytes fullLength(Bytes scalar, int length) {
    int excess = scalar.size() - length;
    return excess >= 0
        ? scalar.slice(excess, length)
        : Bytes.concat(Bytes.wrap(new byte[-excess]), scalar);
  }

  private static DhKem kem(KemAlgorithm algorithm, CryptoProvider provider) {
    return ((BaseHpke) provider.hpke(algorithm, HashAlgorithm.SHA256, AeadAlgorithm.AES_128_GCM))
        .kem;
  }
}
