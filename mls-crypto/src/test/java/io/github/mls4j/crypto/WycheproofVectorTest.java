package io.github.mls4j.crypto;

import static io.github.mls4j.crypto.VectorFiles.hex;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.Wycheproof.Outcome;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Wycheproof's cases for symmetric primitives and signatures; the agreements are in hpke. */
class WycheproofVectorTest {

  @TestFactory
  List<DynamicTest> aesGcm() {
    return Wycheproof.tests(
        "aes_gcm_test.json",
        (provider, group, testCase) ->
            aead(
                group.required("keySize").asInt() == 128
                    ? CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519
                    : CipherSuiteId.MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448,
                provider,
                testCase));
  }

  @TestFactory
  List<DynamicTest> chaCha20Poly1305() {
    return Wycheproof.tests(
        "chacha20_poly1305_test.json",
        (provider, group, testCase) ->
            aead(
                CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519,
                provider,
                testCase));
  }

  private static Outcome aead(CipherSuiteId id, CryptoProvider provider, JsonNode testCase) {
    CipherSuite suite = CipherSuite.of(id, provider);
    Secret key = secret(testCase, "key");
    Bytes nonce = hex(testCase, "iv");
    Bytes aad = hex(testCase, "aad");
    Bytes plaintext = hex(testCase, "msg");
    Bytes ciphertext = Bytes.concat(hex(testCase, "ct"), hex(testCase, "tag"));
    if (key.size() != suite.aeadKeyLength() || nonce.size() != suite.aeadNonceLength()) {
      // AES-192 and other nonce lengths are no part of any suite.
      assertThatIllegalArgumentException().isThrownBy(() -> suite.seal(key, nonce, aad, plaintext));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> suite.open(key, nonce, aad, ciphertext));
      return testCase.required("result").asText().equals("valid")
          ? Outcome.AS_PUBLISHED
          : Outcome.REFUSED;
    }
    try (Secret opened = suite.open(key, nonce, aad, ciphertext)) {
      return opened.equals(Secret.copyOf(plaintext))
              && suite.seal(key, nonce, aad, plaintext).equals(ciphertext)
          ? Outcome.AS_PUBLISHED
          : Outcome.WRONG;
    } catch (RefusedInput e) {
      return Outcome.REFUSED;
    }
  }

  @TestFactory
  List<DynamicTest> hmacSha256() {
    return hmac("hmac_sha256_test.json", HashAlgorithm.SHA256);
  }

  @TestFactory
  List<DynamicTest> hmacSha384() {
    return hmac("hmac_sha384_test.json", HashAlgorithm.SHA384);
  }

  @TestFactory
  List<DynamicTest> hmacSha512() {
    return hmac("hmac_sha512_test.json", HashAlgorithm.SHA512);
  }

  private static List<DynamicTest> hmac(String file, HashAlgorithm algorithm) {
    return Wycheproof.tests(
        file,
        (provider, group, testCase) -> {
          byte[] tag =
              provider
                  .hash(algorithm)
                  .hmac(hex(testCase, "key").toByteArray(), hex(testCase, "msg").toByteArray());
          // Some groups publish the beginning of a tag.
          Bytes published = hex(testCase, "tag");
          return Bytes.copyOf(tag, 0, published.size()).equals(published)
              ? Outcome.AS_PUBLISHED
              : Outcome.REFUSED;
        });
  }

  @TestFactory
  List<DynamicTest> hkdfSha256() {
    return hkdf("hkdf_sha256_test.json", HashAlgorithm.SHA256);
  }

  @TestFactory
  List<DynamicTest> hkdfSha384() {
    return hkdf("hkdf_sha384_test.json", HashAlgorithm.SHA384);
  }

  @TestFactory
  List<DynamicTest> hkdfSha512() {
    return hkdf("hkdf_sha512_test.json", HashAlgorithm.SHA512);
  }

  private static List<DynamicTest> hkdf(String file, HashAlgorithm algorithm) {
    return Wycheproof.tests(
        file,
        (provider, group, testCase) -> {
          Hkdf hkdf = new Hkdf(provider.hash(algorithm));
          byte[] prk =
              hkdf.extract(hex(testCase, "salt").toByteArray(), hex(testCase, "ikm").toByteArray());
          int size = testCase.required("size").asInt();
          byte[] okm;
          try {
            okm = hkdf.expand(prk, hex(testCase, "info").toByteArray(), size);
          } catch (IllegalArgumentException e) {
            return Outcome.REFUSED;
          }
          return Bytes.wrap(okm).equals(hex(testCase, "okm"))
              ? Outcome.AS_PUBLISHED
              : Outcome.WRONG;
        });
  }

  @TestFactory
  List<DynamicTest> ed25519() {
    return signatures("ed25519_test.json", SignatureAlgorithm.ED25519, "pk");
  }

  @TestFactory
  List<DynamicTest> ed448() {
    return signatures("ed448_test.json", SignatureAlgorithm.ED448, "pk");
  }

  @TestFactory
  List<DynamicTest> ecdsaP256() {
    return signatures(
        "ecdsa_secp256r1_sha256_test.json",
        SignatureAlgorithm.ECDSA_SECP256R1_SHA256,
        "uncompressed");
  }

  @TestFactory
  List<DynamicTest> ecdsaP384() {
    return signatures(
        "ecdsa_secp384r1_sha384_test.json",
        SignatureAlgorithm.ECDSA_SECP384R1_SHA384,
        "uncompressed");
  }

  @TestFactory
  List<DynamicTest> ecdsaP521() {
    return signatures(
        "ecdsa_secp521r1_sha512_test.json",
        SignatureAlgorithm.ECDSA_SECP521R1_SHA512,
        "uncompressed");
  }

  private static List<DynamicTest> signatures(
      String file, SignatureAlgorithm algorithm, String keyField) {
    return Wycheproof.tests(
        file,
        (provider, group, testCase) -> {
          Signatures signatures = new Signatures(algorithm, provider);
          Bytes encodedKey = hex(group.required("publicKey"), keyField);
          try {
            VerifyingKey key = signatures.publicKey(new SignaturePublicKey(encodedKey));
            return signatures.verify(key, hex(testCase, "msg"), hex(testCase, "sig"))
                ? Outcome.AS_PUBLISHED
                : Outcome.REFUSED;
          } catch (RefusedInput e) {
            return Outcome.REFUSED;
          }
        });
  }

  private static Secret secret(JsonNode in, String field) {
    return Secret.copyOf(hex(in, field));
  }
}
