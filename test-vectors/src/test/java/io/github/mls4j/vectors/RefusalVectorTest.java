package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.vectors.RefusalVector.Verdict;
import org.junit.jupiter.api.Test;

/** The form of refusal vectors: as strict as that of the others. */
class RefusalVectorTest {

  private static final String STEP =
      """
      {"send": "01", "expect": "accept", "epoch_authenticator": "02", "note": "a commit"}""";
  private static final String CASE =
      """
      {"name": "some-attack", "section": "6.1", "rule": null, "cipher_suite": 1,
       "external_psks": [{"psk_id": "0a", "psk": "0b"}],
       "key_package": "", "signature_priv": "", "encryption_priv": "", "init_priv": "",
       "welcome": "", "ratchet_tree": null, "now": 17, "initial_epoch_authenticator": "aa",
       "steps": [%s], "expect": "accept"}
      """
          .formatted(STEP);

  private static RefusalVector read(String json) throws Exception {
    return RefusalVector.read(node(json));
  }

  private static JsonNode node(String json) throws Exception {
    return new ObjectMapper().readTree(json);
  }

  @Test
  void readsWhatTheFormatHas() throws Exception {
    RefusalVector vector = read(CASE);
    assertThat(vector.name()).isEqualTo("some-attack");
    assertThat(vector.requirement()).isNull();
    assertThat(vector.now()).isEqualTo(17);
    assertThat(vector.externalPsks())
        .containsExactly(new ExternalPsk(Bytes.fromHex("0a"), Bytes.fromHex("0b")));
    assertThat(vector.expect()).isEqualTo(Verdict.ACCEPT);
    assertThat(vector.steps())
        .containsExactly(
            new RefusalVector.Step(
                Bytes.fromHex("01"), Verdict.ACCEPT, Bytes.fromHex("02"), null, "a commit"));
  }

  @Test
  void isRecognisedByItsFields() throws Exception {
    assertThat(VectorKind.recognise("any.json", node(CASE))).isEqualTo(VectorKind.REFUSALS);
  }

  @Test
  void saysWhichFieldIsWrong() {
    assertWrong("\"now\": 17", "\"now\": -1", "case.now");
    assertWrong("\"now\": 17", "\"now\": \"17\"", "case.now");
    assertWrong("\"now\": 17,", "", "case.now: missing");
    assertWrong("\"rule\": null", "\"rule\": 3", "case.rule");
    assertWrong("\"rule\": null", "\"rule\": null, \"more\": 1", "unknown fields [more]");
    assertWrong("\"psk\": \"0b\"", "\"psk\": \"0g\"", "external_psks[0].psk: not hexadecimal");
    assertWrong("\"send\": \"01\"", "\"send\": null", "steps[0].send");
    assertWrong("\"send\": \"01\"", "\"said\": \"01\"", "steps[0].send: missing");
    assertWrong("\"note\": \"a commit\"", "\"note\": null", "steps[0].note");
    assertWrong(STEP, "3", "steps[0]: not an object");
    assertWrong("[" + STEP + "]", "3", "case.steps: not a list");
    assertWrong("\"expect\": \"accept\"}\n", "\"expect\": \"any\"}", "expect");
    assertWrong("\"expect\": \"accept\"}\n", "\"expect\": \"maybe\"}", "expect: neither");
    assertWrong("\"expect\": \"accept\"}\n", "\"expect\": \"refuse\"}", "steps: after");
    assertWrong(", \"initial_epoch_authenticator\": \"aa\"", "", "authenticator: missing");
  }

  private static void assertWrong(String part, String other, String message) {
    assertThat(CASE).contains(part);
    assertThatThrownBy(() -> read(CASE.replace(part, other)))
        .isInstanceOf(VectorFailure.class)
        .hasMessageContaining(message);
  }
}
