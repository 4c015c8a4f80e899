package io.github.mls4j.crypto.hpke;

import static io.github.mls4j.crypto.VectorFiles.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.Aead;
import io.github.mls4j.crypto.AeadAlgorithm;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.FixedRandom;
import io.github.mls4j.crypto.HashAlgorithm;
import io.github.mls4j.crypto.Hpke;
import io.github.mls4j.crypto.KemAlgorithm;
import io.github.mls4j.crypto.Providers;
import io.github.mls4j.crypto.RefusedInput;
import io.github.mls4j.crypto.VectorFiles;
import io.github.mls4j.wire.HPKECiphertext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** RFC 9180's own vectors in base mode, down to each intermediate value, with every provider. */
class Rfc9180VectorTest {

  private static final int EXPORT_ONLY = 0xffff;

  @TestFactory
  List<DynamicTest> baseMode() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode testCase : VectorFiles.read("hpke/rfc9180-base.json")) {
      for (CryptoProvider provider : Providers.all()) {
        KemAlgorithm kem = byId(KemAlgorithm.values(), KemAlgorithm::id, testCase, "kem_id");
        HashAlgorithm kdf = byId(HashAlgorithm.values(), HashAlgorithm::kdfId, testCase, "kdf_id");
        int aeadId = testCase.required("aead_id").asInt();
        String name = kem + ", " + kdf + ", AEAD " + aeadId + ", " + provider.name();
        tests.add(DynamicTest.dynamicTest(name, () -> check(provider, kem, kdf, aeadId, testCase)));
      }
    }
    return tests;
  }

  private static void check(
      CryptoProvider provider,
      KemAlgorithm kemAlgorithm,
      HashAlgorithm kdf,
      int aeadId,
      JsonNode testCase)
      throws RefusedInput {
    AeadAlgorithm anyAead = AeadAlgorithm.AES_128_GCM;
    DhKem kem = ((BaseHpke) provider.hpke(kemAlgorithm, kdf, anyAead)).kem;
    DhPrivateKey recipient = kem.deriveKeyPair(array(testCase, "ikmR"));
    assertThat(recipient.serialize().reveal()).isEqualTo(array(testCase, "skRm"));
    assertThat(recipient.publicKey().serialize()).isEqualTo(hex(testCase, "pkRm"));
    assertThat(kem.privateKey(array(testCase, "skRm")).publicKey().serialize())
        .isEqualTo(hex(testCase, "pkRm"));
    byte[] sharedSecret = sharedSecret(kem, recipient, testCase);

    KeySchedule schedule =
        new KeySchedule(kemAlgorithm.id(), kdf.kdfId(), aeadId, provider.hash(kdf));
    byte[] context = schedule.context(hex(testCase, "info"));
    assertThat(context).isEqualTo(array(testCase, "key_schedule_context"));
    byte[] secret = schedule.secret(sharedSecret);
    assertThat(secret).isEqualTo(array(testCase, "secret"));
    assertThat(schedule.exporterSecret(secret, context))
        .isEqualTo(array(testCase, "exporter_secret"));
    for (JsonNode export : testCase.required("exports")) {
      int length = export.required("L").asInt();
      assertThat(schedule.export(secret, context, hex(export, "exporter_context"), length))
          .isEqualTo(array(export, "exported_value"));
    }
    if (aeadId != EXPORT_ONLY) {
      AeadAlgorithm aead = byId(AeadAlgorithm.values(), AeadAlgorithm::id, testCase, "aead_id");
      encryptions(schedule, secret, context, provider.aead(aead), testCase);
      wholeWay(provider.hpke(kemAlgorithm, kdf, aead), testCase);
    }
  }

  /** Both sides of the KEM, with the published ephemeral key. */
  private static byte[] sharedSecret(DhKem kem, DhPrivateKey recipient, JsonNode testCase)
      throws RefusedInput {
    DhKem.Encapsulation encapsulation =
        kem.encapsulate(recipient.publicKey(), array(testCase, "ikmE"));
    assertThat(encapsulation.enc()).isEqualTo(hex(testCase, "enc"));
    assertThat(encapsulation.sharedSecret()).isEqualTo(array(testCase, "shared_secret"));
    byte[] decapsulated = kem.decapsulate(recipient, encapsulation.enc());
    assertThat(decapsulated).isEqualTo(encapsulation.sharedSecret());
    return decapsulated;
  }

  /** Each with its published nonce: the base nonce and the sequence number. */
  private static void encryptions(
      KeySchedule schedule, byte[] secret, byte[] context, Aead aead, JsonNode testCase) {
    byte[] key = schedule.key(secret, context, aead.algorithm().keyLength());
    assertThat(key).isEqualTo(array(testCase, "key"));
    assertThat(schedule.baseNonce(secret, context, AeadAlgorithm.NONCE_LENGTH))
        .isEqualTo(array(testCase, "base_nonce"));
    for (JsonNode encryption : testCase.required("encryptions")) {
      byte[] nonce = array(encryption, "nonce");
      Bytes aad = hex(encryption, "aad");
      assertThat(aead.seal(key, nonce, aad, array(encryption, "pt")))
          .isEqualTo(hex(encryption, "ct"));
      assertThat(aead.open(key, nonce, aad, hex(encryption, "ct")))
          .isEqualTo(array(encryption, "pt"));
    }
  }

  /** The public interface yields the published KEM output and exports, and opens what it seals. */
  private static void wholeWay(Hpke hpke, JsonNode testCase) throws RefusedInput {
    Bytes info = hex(testCase, "info");
    Hpke.PrivateKey priv = hpke.privateKey(array(testCase, "skRm"));
    Hpke.PublicKey pub = hpke.publicKey(hex(testCase, "pkRm"));
    byte[] plaintext = {1, 2, 3};
    HPKECiphertext sealed = hpke.sealer(info).seal(pub, plaintext, array(testCase, "ikmE"));
    assertThat(sealed.kemOutput()).isEqualTo(hex(testCase, "enc"));
    assertThat(hpke.open(priv, info, sealed)).isEqualTo(plaintext);
    for (JsonNode export : testCase.required("exports")) {
      Bytes context = hex(export, "exporter_context");
      int length = export.required("L").asInt();
      Hpke.Exported sent =
          hpke.sendExport(pub, info, context, length, new FixedRandom(hex(testCase, "ikmE")));
      assertThat(sent.kemOutput()).isEqualTo(hex(testCase, "enc"));
      assertThat(sent.secret()).isEqualTo(array(export, "exported_value"));
      assertThat(hpke.receiveExport(priv, info, sent.kemOutput(), context, length))
          .isEqualTo(array(export, "exported_value"));
    }
  }

  private static <T> T byId(T[] values, ToIntFunction<T> id, JsonNode testCase, String field) {
    int wanted = testCase.required(field).asInt();
    for (T value : values) {
      if (id.applyAsInt(value) == wanted) {
        return value;
      }
    }
    throw new AssertionError(field + " " + wanted);
  }

  private static byte[] array(JsonNode object, String field) {
    return hex(object, field).toByteArray();
  }
}
