package io.github.mls4j.vectors;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.wire.CipherSuiteId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes vectors in the published formats, made with the same code that verifies them. They are the
 * same bytes for the same seed, and those of a suite are the same with other suites beside it.
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
  private static final Map<String, OfSuite> OF_SUITE = new LinkedHashMap<>();

  static {
    PLAIN.put("tree-math", draws -> TreeMathVector.generate());
    PLAIN.put("deserialization", DeserializationVector::generate);
    OF_SUITE.put("crypto-basics", CryptoBasicsVector::generate);
    OF_SUITE.put("key-schedule", KeyScheduleVector::generate);
    OF_SUITE.put("psk_secret", PskSecretVector::generate);
    OF_SUITE.put("secret-tree", SecretTreeVector::generate);
    OF_SUITE.put("transcript-hashes", TranscriptHashesVector::generate);
    OF_SUITE.put("message-protection", MessageProtectionVector::generate);
    OF_SUITE.put("tree-validation", TreeValidationVector::generate);
    OF_SUITE.put("tree-operations", TreeOperationsVector::generate);
    OF_SUITE.put("treekem", TreeKemVector::generate);
    OF_SUITE.put("messages", MessagesVector::generate);
    OF_SUITE.put("welcome", WelcomeVector::generate);
    OF_SUITE.put("passive-client-welcome", PassiveClientStories::welcome);
    OF_SUITE.put("passive-client-handling-commit", PassiveClientStories::handlingCommit);
    OF_SUITE.put("passive-client-random", PassiveClientStories::random);
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

  /** What can be made: the names of the published files, without {@code .json}. */
  public static List<String> types() {
    List<String> types = new ArrayList<>(PLAIN.keySet());
    types.addAll(OF_SUITE.keySet());
    return List.copyOf(types);
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
    OfSuite ofSuite = OF_SUITE.get(type);
    if (ofSuite == null) {
      throw new IllegalArgumentException("no vectors are called '" + type + "'");
    }
    List<VectorCase> cases = new ArrayList<>();
    for (CipherSuiteId suite : suites) {
      Draws draws = new Draws(seed + "/" + type + "/" + suite.value());
      cases.addAll(ofSuite.make(CipherSuite.of(suite), draws));
    }
    return cases;
  }
}
