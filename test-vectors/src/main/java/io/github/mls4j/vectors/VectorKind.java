package io.github.mls4j.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of vector files: those that the MLS working group publishes, and refusals. */
public enum VectorKind {
  TREE_MATH("tree-math", TreeMathVector.class),
  CRYPTO_BASICS("crypto-basics", CryptoBasicsVector.class),
  SECRET_TREE("secret-tree", SecretTreeVector.class),
  MESSAGE_PROTECTION("message-protection", MessageProtectionVector.class),
  KEY_SCHEDULE("key-schedule", KeyScheduleVector.class),
  PSK_SECRET("psk_secret", PskSecretVector.class),
  TRANSCRIPT_HASHES("transcript-hashes", TranscriptHashesVector.class),
  WELCOME("welcome", WelcomeVector.class),
  TREE_OPERATIONS("tree-operations", TreeOperationsVector.class),
  TREE_VALIDATION("tree-validation", TreeValidationVector.class),
  TREEKEM("treekem", TreeKemVector.class),
  MESSAGES("messages", MessagesVector.class),
  PASSIVE_CLIENT("passive-client", PassiveClientVector.class),
  DESERIALIZATION("deserialization", DeserializationVector.class),
  /** Bad inputs, in the format of {@code test-vectors/refusals/README.md}. */
  REFUSALS("refusals", RefusalVector.class);

  private final String label;
  private final Class<? extends VectorCase> type;

  <T extends Record & VectorCase> VectorKind(String label, Class<T> type) {
    this.label = label;
    this.type = type;
  }

  /** How the published file of this kind is called, or begins, without {@code .json}. */
  public String label() {
    return label;
  }

  /** Reads one case. */
  VectorCase read(JsonNode json) throws VectorFailure {
    return type == RefusalVector.class ? RefusalVector.read(json) : VectorJson.read(json, type);
  }

  /**
   * The kind of a file, by the fields of its first case; if these are of no kind, by its name, so
   * that reading then tells which field is wrong.
   *
   * @param name the file's name
   * @return null if neither says
   */
  static @Nullable VectorKind recognise(String name, JsonNode firstCase) {
    return Stream.concat(
            Stream.of(values()).filter(kind -> kind.fits(firstCase)),
            Stream.of(values()).filter(kind -> name.startsWith(kind.label)))
        .findFirst()
        .orElse(null);
  }

  private boolean fits(JsonNode json) {
    if (type == RefusalVector.class) {
      return RefusalVector.isOne(json);
    }
    Set<String> names = new HashSet<>();
    json.fieldNames().forEachRemaining(names::add);
    return VectorJson.fieldsOf(type).equals(names);
  }

  @Override
  public String toString() {
    return label;
  }
}
