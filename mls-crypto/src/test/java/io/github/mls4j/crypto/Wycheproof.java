package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/** Runs a Wycheproof file: one test for each of its groups and each provider. */
public final class Wycheproof {

  /** What became of a case. */
  public enum Outcome {
    /** It was refused. */
    REFUSED,
    /** It was accepted, with the published result. */
    AS_PUBLISHED,
    /** It was accepted, with another result. */
    WRONG
  }

  /** Tries one case of one group. */
  @FunctionalInterface
  public interface Trial {
    Outcome run(CryptoProvider provider, JsonNode group, JsonNode testCase);
  }

  /** What we have decided on cases that Wycheproof leaves open. */
  @FunctionalInterface
  public interface Decision {
    Outcome on(JsonNode testCase);
  }

  private Wycheproof() {}

  /** For files in which no case is left open. */
  public static List<DynamicTest> tests(String file, Trial trial) {
    return tests(
        file,
        testCase -> {
          throw new AssertionError("no decision on acceptable cases of " + file);
        },
        trial);
  }

  public static List<DynamicTest> tests(String file, Decision acceptable, Trial trial) {
    List<DynamicTest> tests = new ArrayList<>();
    JsonNode groups = VectorFiles.read("wycheproof/" + file).required("testGroups");
    for (CryptoProvider provider : Providers.all()) {
      for (int i = 0; i < groups.size(); i++) {
        JsonNode group = groups.get(i);
        tests.add(
            DynamicTest.dynamicTest(
                file + " group " + i + ", " + provider.name(),
                () -> assertThat(failures(provider, group, acceptable, trial)).isEmpty()));
      }
    }
    return tests;
  }

  private static List<String> failures(
      CryptoProvider provider, JsonNode group, Decision acceptable, Trial trial) {
    List<String> failures = new ArrayList<>();
    for (JsonNode testCase : group.required("tests")) {
      Outcome expected =
          switch (testCase.required("result").asText()) {
            case "valid" -> Outcome.AS_PUBLISHED;
            case "invalid" -> Outcome.REFUSED;
            default -> acceptable.on(testCase);
          };
      Outcome outcome = trial.run(provider, group, testCase);
      if (outcome != expected) {
        failures.add(outcome + " instead of " + expected + ": " + testCase);
      }
    }
    return failures;
  }

  /** Whether Wycheproof marks a case so. */
  public static boolean flagged(JsonNode testCase, String flag) {
    for (JsonNode f : testCase.required("flags")) {
      if (f.asText().equals(flag)) {
        return true;
      }
    }
    return false;
  }
}
