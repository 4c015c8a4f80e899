package io.github.mls4j.vectors;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes vectors in the published formats, made with the same code that verifies them. They are the
 * same bytes for the same seed, and those of a suite are the same with other suites beside it; but
 * of what is large, there is some for the first suite only.
 */
public final class VectorGenerator {

  /** The seed where none is named. */
  public static final long SEED = 9420;

  /** How the cases of a file come about that is not about cipher suites. */
  @FunctionalInterface
  private interface Plain {
    List<? extends VectorCase> make(Draws draws) throws Exception;
  }

  /** How those of one suite do. */
  @FunctionalInterface
  private interface OfSuite {
    List<? extends VectorCase> make(CipherSuite suite, Draws draws) throws Exception;
  }

  private static final Map<String, Plain> PLAIN = new LinkedHashMap<>();
  private static final Map<String, OfSuite> PUBLISHED = new LinkedHashMap<>();

  /** What the published files leave out. */
  private static final Map<String, OfSuite> EXTRA = new LinkedHashMap<>();

  /** What of that would be too much for each suite. */
  private static final Map<String, OfSuite> LARGE = new LinkedHashMap<>();

  static {
    PLAIN.put("tree-math", draws -> TreeMathVector.generate());
    PLAIN.put("deserialization", DeserializationVector::generate);
    PUBLISHED.put("crypto-basics", CryptoBasicsVector::generate);
    PUBLISHED.put("key-schedule", KeyScheduleVector::generate);
    PUBLISHED.put("psk_secret", PskSecretVector::generate);
    PUBLISHED.put("secret-tree", SecretTreeVector::generate);
    PUBLISHED.put("transcript-hashes", TranscriptHashesVector::generate);
    PUBLISHED.put("message-protection", MessageProtectionVector::generate);
    PUBLISHED.put("tree-validation", TreeValidationVector::generate);
    PUBLISHED.put("tree-operations", TreeOperationsVector::generate);
    PUBLISHED.put("treekem", TreeKemVector::generate);
    PUBLISHED.put("messages", MessagesVector::generate);
    PUBLISHED.put("welcome", WelcomeVector::generate);
    PUBLISHED.put("passive-client-welcome", PassiveClientStories::welcome);
    PUBLISHED.put("passive-client-handling-commit", PassiveClientStories::handlingCommit);
    PUBLISHED.put("passive-client-random", PassiveClientStories::random);
    EXTRA.put("crypto-basics-edges", CryptoBasicsVector::edges);
    EXTRA.put("key-schedule-edges", KeyScheduleVector::edges);
    EXTRA.put("psk_secret-edges", PskSecretVector::edges);
    EXTRA.put("secret-tree-edges", SecretTreeVector::edges);
    EXTRA.put("transcript-hashes-edges", TranscriptHashesVector::edges);
    EXTRA.put("message-protection-edges", MessageProtectionVector::edges);
    EXTRA.put("messages-variants", MessagesVector::variants);
    EXTRA.put("welcome-variants", WelcomeVector::variants);
    EXTRA.put("passive-client-private-messages", MessageStories::privateMessages);
    EXTRA.put("passive-client-external-commit", OutsiderStories::externalCommits);
    EXTRA.put("passive-client-external-proposals", OutsiderStories::externalProposals);
    EXTRA.put("passive-client-psk", PskStories::psks);
    EXTRA.put("passive-client-reinit", PskStories::reInits);
    EXTRA.put("passive-client-extensions", ExtensionStories::extensions);
    EXTRA.put("passive-client-grease", ExtensionStories::grease);
    EXTRA.put("passive-client-identity", IdentityStories::changes);
    EXTRA.put("passive-client-x509", IdentityStories::certificates);
    EXTRA.put("passive-client-tree", TreeStories::around);
    LARGE.put("tree-validation-shapes", TreeValidationVector::shapes);
    LARGE.put("tree-validation-large", TreeValidationVector::large);
    LARGE.put("tree-operations-shapes", TreeOperationsVector::shapes);
    LARGE.put("tree-operations-large", TreeOperationsVector::large);
    LARGE.put("treekem-shapes", TreeKemVector::shapes);
    LARGE.put("treekem-large", TreeKemVector::large);
    LARGE.put("passive-client-large", TreeStories::large);
  }

  private final List<CipherSuiteId> suites;
  private final long seed;

  /**
   * @param suites for which to make vectors
   */
  public VectorGenerator(List<CipherSuiteId> suites, long seed) {
    this.suites = List.copyOf(suites);
    this.seed = seed;
  }

  /** What can be made: names of files, without {@code .json}. */
  public static List<String> types() {
    List<String> types = new ArrayList<>(PLAIN.keySet());
    types.addAll(PUBLISHED.keySet());
    types.addAll(extras());
    return List.copyOf(types);
  }

  /**
   * Those of the {@link #types} that the MLS working group publishes no file of. They are in the
   * format that their name begins with; {@code test-vectors/README.md} tells what is in them.
   */
  static List<String> extras() {
    List<String> extras = new ArrayList<>(EXTRA.keySet());
    extras.addAll(LARGE.keySet());
    return extras;
  }

  /**
   * Writes the file of one type.
   *
   * @return null if there is nothing in it for these suites
   */
  public @Nullable Path write(String type, Path folder) throws Exception {
    byte[] content = file(type);
    return content == null ? null : Files.write(folder.resolve(type + ".json"), content);
  }

  /** The file of one type; null if there is nothing in it for these suites. */
  byte @Nullable [] file(String type) throws Exception {
    List<VectorCase> cases = cases(type);
    return cases.isEmpty() ? null : VectorJson.write(cases);
  }

  private List<VectorCase> cases(String type) throws Exception {
    Plain plain = PLAIN.get(type);
    if (plain != null) {
      return List.copyOf(plain.make(new Draws(seed + "/" + type)));
    }
    List<VectorCase> cases = new ArrayList<>();
    for (CipherSuiteId suite : LARGE.containsKey(type) ? first() : suites) {
      Draws draws = new Draws(seed + "/" + type + "/" + suite.value());
      cases.addAll(ofSuite(type).make(CipherSuite.of(suite), draws));
    }
    return cases;
  }

  private List<CipherSuiteId> first() {
    return suites.subList(0, Math.min(1, suites.size()));
  }

  private static OfSuite ofSuite(String type) {
    return Stream.of(PUBLISHED, EXTRA, LARGE)
        .map(types -> types.get(type))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no vectors are called '" + type + "'"));
  }
}
