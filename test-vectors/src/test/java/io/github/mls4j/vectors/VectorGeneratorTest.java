package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.wire.CipherSuiteId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is generated is as the published files are, and is verified as they are. */
class VectorGeneratorTest {

  /** One whose signatures are EdDSA, and one whose are ECDSA. */
  private static final List<CipherSuiteId> SUITES =
      List.of(
          CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519,
          CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256);

  /** All there is to know about these is known. */
  private static final Set<String> WITHOUT_CHANCE = Set.of("tree-math");

  /** A field of the last case of each type, by the object that it is in. */
  private static final Map<String, List<String>> SPOILED =
      Map.of(
          "tree-math", List.of("", "root"),
          "deserialization", List.of("", "length"),
          "crypto-basics", List.of("/sign_with_label", "signature"),
          "key-schedule", List.of("/epochs/1", "joiner_secret"),
          "psk_secret", List.of("/psks/0", "psk_nonce"),
          "secret-tree", List.of("/leaves/31/2", "handshake_key"),
          "transcript-hashes", List.of("", "authenticated_content"));

  @TempDir private Path folder;

  static List<String> types() {
    return VectorGenerator.types();
  }

  private static byte[] file(String type, long seed) throws Exception {
    return new VectorGenerator(SUITES, seed).file(type);
  }

  private VectorFile written(String type) throws Exception {
    return VectorFile.open(new VectorGenerator(SUITES, 1).write(type, folder));
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyCaseIsVerified(String type) throws Exception {
    VectorFile file = written(type);
    FileResult result = Published.defaultProvider().run(file.path(), (path, done, total) -> {});
    assertThat(result.ok()).as("%s", result).isTrue();
    assertThat(type).startsWith(file.kind().label());
    if (file.suiteOf(0) != null) {
      assertThat(result.suites()).extracting(SuiteResult::suite).isEqualTo(SUITES);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void theFieldsAreThoseOfThePublishedFile(String type) throws Exception {
    VectorFile published =
        Published.files().stream()
            .filter(file -> file.path().endsWith(type + ".json"))
            .findFirst()
            .orElseThrow();
    assertThat(fields(written(type))).isEqualTo(fields(published));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theSeedDecides(String type) throws Exception {
    byte[] made = file(type, 1);
    assertThat(file(type, 1)).isEqualTo(made);
    if (!WITHOUT_CHANCE.contains(type)) {
      assertThat(file(type, 2)).isNotEqualTo(made);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void aSpoiledCaseIsNoticed(String type) throws Exception {
    VectorFile file = written(type);
    int last = file.size() - 1;
    JsonNode json = file.json(last).deepCopy();
    List<String> spot = SPOILED.get(type);
    ObjectNode parent = (ObjectNode) json.at(spot.get(0));
    JsonNode value = parent.get(spot.get(1));
    parent.set(spot.get(1), (value.isTextual() ? Mutation.FLIP_LAST : Mutation.OTHER).apply(value));
    assertThatThrownBy(() -> Published.defaultProvider().verify(file.kind().read(json)))
        .isInstanceOf(VectorFailure.class);
  }

  @Test
  void aSuiteIsTheSameAloneAndAmongOthers() throws Exception {
    VectorFile both = written("psk_secret");
    List<CipherSuiteId> second = SUITES.subList(1, 2);
    VectorFile alone = VectorFile.open(new VectorGenerator(second, 1).write("psk_secret", folder));
    assertThat(alone.json(alone.size() - 1)).isEqualTo(both.json(both.size() - 1));
  }

  @Test
  void knowsItsTypes() {
    assertThatThrownBy(() -> file("tree-maths", 1)).isInstanceOf(IllegalArgumentException.class);
  }

  /** The path of every field that occurs in a file, without indices. */
  private static Set<String> fields(VectorFile file) {
    Set<String> fields = new HashSet<>();
    for (int i = 0; i < file.size(); i++) {
      addFields(fields, "", file.json(i));
    }
    return fields;
  }

  private static void addFields(Set<String> fields, String path, JsonNode node) {
    node.properties()
        .forEach(
            field -> {
              fields.add(path + "/" + field.getKey());
              addFields(fields, path + "/" + field.getKey(), field.getValue());
            });
    if (node.isArray()) {
      node.forEach(element -> addFields(fields, path, element));
    }
  }
}
