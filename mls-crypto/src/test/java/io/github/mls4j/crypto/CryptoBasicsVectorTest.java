package io.github.mls4j.crypto;

import static io.github.mls4j.crypto.VectorFiles.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The labeled functions against the published crypto-basics.json, with every provider. */
class CryptoBasicsVectorTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TestFactory
  List<DynamicTest> cryptoBasics() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode testCase : VectorFiles.read("mls/crypto-basics.json")) {
      for (CryptoProvider provider : Providers.all()) {
        CipherSuite suite =
            CipherSuite.of(CipherSuiteId.of(testCase.required("cipher_suite").asInt()), provider);
        tests.add(DynamicTest.dynamicTest(suite.toString(), () -> check(suite, testCase)));
      }
    }
    return tests;
  }

  private static void check(CipherSuite suite, JsonNode testCase) throws RefusedInput {
    refHash(suite, testCase.required("ref_hash"));
    derivation(suite, testCase);
    signWithLabel(suite, testCase.required("sign_with_label"));
    encryptWithLabel(suite, testCase.required("encrypt_with_label"));
  }

  private static void refHash(CipherSuite suite, JsonNode in) {
    assertThat(suite.refHash(label(in), hex(in, "value"))).isEqualTo(hex(in, "out"));
  }

  private static void derivation(CipherSuite suite, JsonNode testCase) {
    JsonNode expand = testCase.required("expand_with_label");
    assertThat(
            suite.expandWithLabel(
                secret(expand, "secret"),
                label(expand),
                hex(expand, "context"),
                expand.required("length").asInt()))
        .isEqualTo(secret(expand, "out"));
    JsonNode derive = testCase.required("derive_secret");
    assertThat(suite.deriveSecret(secret(derive, "secret"), label(derive)))
        .isEqualTo(secret(derive, "out"));
    JsonNode tree = testCase.required("derive_tree_secret");
    assertThat(
            suite.deriveTreeSecret(
                secret(tree, "secret"),
                label(tree),
                tree.required("generation").asLong(),
                tree.required("length").asInt()))
        .isEqualTo(secret(tree, "out"));
  }

  private static void signWithLabel(CipherSuite suite, JsonNode in) throws RefusedInput {
    SignaturePublicKey pub = new SignaturePublicKey(hex(in, "pub"));
    VerifyingKey key = suite.verifyingKey(pub);
    Bytes content = hex(in, "content");
    assertThat(suite.verifyWithLabel(key, label(in), content, hex(in, "signature"))).isTrue();
    try (Signer signer = suite.signer(secret(in, "priv"), pub)) {
      Bytes signature = suite.signWithLabel(signer, label(in), content);
      assertThat(suite.verifyWithLabel(key, label(in), content, signature)).isTrue();
      assertThat(suite.verifyWithLabel(key, label(in) + "!", content, signature)).isFalse();
    }
  }

  private static void encryptWithLabel(CipherSuite suite, JsonNode in) throws RefusedInput {
    Bytes context = hex(in, "context");
    Secret plaintext = secret(in, "plaintext");
    try (KemPrivateKey priv = suite.kemPrivateKey(secret(in, "priv"))) {
      assertThat(priv.publicKey().wire().value()).isEqualTo(hex(in, "pub"));
      HPKECiphertext published = new HPKECiphertext(hex(in, "kem_output"), hex(in, "ciphertext"));
      assertThat(suite.decryptWithLabel(priv, label(in), context, published)).isEqualTo(plaintext);
      KemPublicKey pub = suite.kemPublicKey(new HPKEPublicKey(hex(in, "pub")));
      HPKECiphertext own = suite.encryptWithLabel(pub, label(in), context, plaintext, RANDOM);
      assertThat(suite.decryptWithLabel(priv, label(in), context, own)).isEqualTo(plaintext);
    }
  }

  private static String label(JsonNode in) {
    return in.required("label").asText();
  }

  private static Secret secret(JsonNode in, String field) {
    return Secret.copyOf(hex(in, field));
  }
}
