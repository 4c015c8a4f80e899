package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.wire.CipherSuiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

  /** What is made for one suite only. */
  private static final Pattern LARGE = Pattern.compile("-(large|shapes)$");

  /** All there is to know about these is known. */
  private static final Set<String> WITHOUT_CHANCE = Set.of("tree-math");

  /**
   * A value in the last case of a type, and what is done to it.
   *
   * @param parent the object, or the list, that it is in
   * @param field its name, or its place
   */
  private record Spot(String parent, String field, Mutation mutation) {

    static Spot flip(String parent, String field) {
      return new Spot(parent, field, Mutation.FLIP_LAST);
    }
  }

  private static final Map<String, Spot> SPOILED =
      Map.ofEntries(
          Map.entry("tree-math", new Spot("", "root", Mutation.OTHER)),
          Map.entry("deserialization", new Spot("", "length", Mutation.OTHER)),
          Map.entry("crypto-basics", Spot.flip("/sign_with_label", "signature")),
          Map.entry("key-schedule", Spot.flip("/epochs/1", "joiner_secret")),
          Map.entry("psk_secret", Spot.flip("/psks/0", "psk_nonce")),
          Map.entry("secret-tree", Spot.flip("/leaves/31/2", "handshake_key")),
          Map.entry("transcript-hashes", Spot.flip("", "authenticated_content")),
          Map.entry("message-protection", Spot.flip("", "proposal_priv")),
          Map.entry("tree-validation", Spot.flip("", "group_id")),
          Map.entry("tree-operations", Spot.flip("", "tree_hash_after")),
          Map.entry("treekem", Spot.flip("/update_paths/5", "update_path")),
          // About structure alone: most bytes may be others. The first are those of the version.
          Map.entry("messages", new Spot("", "mls_welcome", Mutation.FLIP_FIRST)),
          Map.entry("welcome", Spot.flip("", "welcome")),
          Map.entry("passive-client-welcome", Spot.flip("", "welcome")),
          Map.entry("passive-client-handling-commit", Spot.flip("/epochs/0", "commit")),
          Map.entry("passive-client-random", Spot.flip("/epochs/29", "epoch_authenticator")),
          Map.entry("crypto-basics-edges", Spot.flip("/derive_tree_secret", "out")),
          Map.entry("key-schedule-edges", Spot.flip("/epochs/3/exporter", "secret")),
          Map.entry("psk_secret-edges", Spot.flip("/psks/256", "psk")),
          Map.entry("secret-tree-edges", Spot.flip("/leaves/63/0", "application_nonce")),
          Map.entry("transcript-hashes-edges", Spot.flip("", "interim_transcript_hash_before")),
          Map.entry("message-protection-edges", Spot.flip("", "commit_priv")),
          Map.entry("messages-variants", new Spot("", "ratchet_tree", Mutation.FLIP_FIRST)),
          Map.entry("welcome-variants", Spot.flip("", "signer_pub")),
          Map.entry("passive-client-private-messages", Spot.flip("/epochs/0", "commit")),
          Map.entry("passive-client-external-commit", Spot.flip("/epochs/1", "commit")),
          Map.entry("passive-client-external-proposals", Spot.flip("/epochs/1/proposals", "0")),
          Map.entry("passive-client-psk", Spot.flip("/external_psks/1", "psk")),
          Map.entry("passive-client-reinit", Spot.flip("/epochs/1", "epoch_authenticator")),
          Map.entry("passive-client-extensions", Spot.flip("/epochs/0", "commit")),
          Map.entry("passive-client-grease", Spot.flip("", "key_package")),
          Map.entry("passive-client-identity", Spot.flip("/epochs/2", "commit")),
          Map.entry("passive-client-x509", Spot.flip("/epochs/2/proposals", "0")),
          Map.entry("passive-client-tree", Spot.flip("/epochs/0/proposals", "3")),
          Map.entry("tree-validation-shapes", Spot.flip("/tree_hashes", "1")),
          Map.entry("tree-validation-large", Spot.flip("/tree_hashes", "1998")),
          Map.entry("tree-operations-shapes", Spot.flip("", "tree_after")),
          Map.entry("tree-operations-large", Spot.flip("", "tree_before")),
          Map.entry("treekem-shapes", Spot.flip("/update_paths/0", "commit_secret")),
          Map.entry("treekem-large", Spot.flip("/leaves_private/100", "encryption_priv")),
          Map.entry("passive-client-large", Spot.flip("/epochs/2", "commit")));

  private static final long SEED = 1;
  private static final Map<String, VectorFile> WRITTEN = new HashMap<>();

  @TempDir private static Path folder;

  static List<String> types() {
    return VectorGenerator.types();
  }

  private VectorFile write(String type, List<CipherSuiteId> suites, long seed) throws Exception {
    Path own = Files.createDirectories(folder.resolve(suites.size() + " suites, seed " + seed));
    return VectorFile.open(new VectorGenerator(suites, seed).write(type, own));
  }

  /** The file of one type, made once for all tests. */
  private VectorFile written(String type) throws Exception {
    VectorFile file = WRITTEN.get(type);
    if (file == null) {
      file = write(type, SUITES, SEED);
      WRITTEN.put(type, file);
    }
    return file;
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyCaseIsVerified(String type) throws Exception {
    VectorFile file = written(type);
    FileResult result = Published.defaultProvider().run(file.path(), (path, done, total) -> {});
    assertThat(result.ok()).as("%s", result).isTrue();
    assertThat(type).startsWith(file.kind().label());
    if (file.suiteOf(0) != null) {
      assertThat(result.suites())
          .extracting(SuiteResult::suite)
          .isEqualTo(LARGE.matcher(type).find() ? SUITES.subList(0, 1) : SUITES);
    }
  }

  /** What takes long, and is about the order of things rather than about cryptography. */
  private static final Pattern SLOW =
      Pattern.compile(
          LARGE
              + "|treekem|tree-validation|passive-client-(wel|hand|rand|pri|psk|ext|gre|ide|tree)");

  static List<String> quickTypes() {
    return types().stream().filter(type -> !SLOW.matcher(type).find()).toList();
  }

  @ParameterizedTest
  @MethodSource("quickTypes")
  void theOtherSuitesAreVerifiedToo(String type) throws Exception {
    List<CipherSuiteId> others = new ArrayList<>(CipherSuiteId.REGISTERED);
    others.removeAll(SUITES);
    VectorFile file = write(type, others, SEED);
    FileResult result = Published.defaultProvider().run(file.path(), (path, done, total) -> {});
    assertThat(result.ok()).as("%s", result).isTrue();
  }

  @ParameterizedTest
  @MethodSource("types")
  void theFieldsAreThoseOfThePublishedFile(String type) throws Exception {
    VectorFile file = written(type);
    Set<String> inSomeFile = new HashSet<>();
    Set<String> inThisFile = new HashSet<>();
    for (VectorFile published : Published.files()) {
      if (published.kind() == file.kind()) {
        inSomeFile.addAll(fields(published));
      }
      if (published.path().endsWith(type + ".json")) {
        inThisFile.addAll(fields(published));
      }
    }
    assertThat(inThisFile.isEmpty()).isEqualTo(VectorGenerator.extras().contains(type));
    assertThat(fields(file)).containsAll(inThisFile).isSubsetOf(inSomeFile);
  }

  @ParameterizedTest
  @MethodSource("types")
  void theSeedDecides(String type) throws Exception {
    List<JsonNode> made = cases(written(type));
    List<CipherSuiteId> one = SUITES.subList(0, 1);
    // A suite's cases are the same alone and among others.
    List<JsonNode> again = cases(write(type, one, SEED));
    assertThat(again).isEqualTo(made.subList(0, again.size()));
    if (SLOW.matcher(type).find()) {
      // All their draws are those that the others make, too.
      return;
    }
    List<JsonNode> others = cases(write(type, one, SEED + 1));
    if (WITHOUT_CHANCE.contains(type)) {
      assertThat(others).isEqualTo(again);
    } else {
      assertThat(others).isNotEqualTo(again);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void aSpoiledCaseIsNoticed(String type) throws Exception {
    VectorFile file = written(type);
    int last = file.size() - 1;
    JsonNode json = file.json(last).deepCopy();
    Spot spot = Objects.requireNonNull(SPOILED.get(type), "no spot of " + type + " is spoiled");
    if (json.at(spot.parent) instanceof ObjectNode object) {
      object.set(spot.field, spot.mutation.apply(object.get(spot.field)));
    } else {
      ArrayNode array = (ArrayNode) json.at(spot.parent);
      int index = Integer.parseInt(spot.field);
      array.set(index, spot.mutation.apply(array.get(index)));
    }
    assertThatThrownBy(() -> Published.defaultProvider().verify(file.kind().read(json)))
        .isInstanceOf(VectorFailure.class);
  }

  /** The README says of each file what is in it. */
  @Test
  void allAreDocumented() throws Exception {
    Path refusals = Objects.requireNonNull(VectorRoot.ofProcess().refusals());
    String readme = Files.readString(refusals.resolveSibling("README.md"));
    assertThat(VectorGenerator.extras())
        .isNotEmpty()
        .allSatisfy(type -> assertThat(readme).contains("| `" + type + ".json` |"));
  }

  @Test
  void knowsItsTypes() {
    assertThatThrownBy(() -> write("tree-maths", SUITES, SEED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<JsonNode> cases(VectorFile file) {
    return IntStream.range(0, file.size()).mapToObj(file::json).toList();
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
