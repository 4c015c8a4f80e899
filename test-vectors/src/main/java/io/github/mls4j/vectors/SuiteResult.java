package io.github.mls4j.vectors;

import io.github.mls4j.wire.CipherSuiteId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the cases of one suite in one file went.
 *
 * @param suite null for the cases of a format without suites
 * @param skipped cases of a suite that the provider does not have
 * @param refusals what was refused as it had to be, in cases that are about refusals
 * @param time the time that all of them took together
 */
public record SuiteResult(
    @Nullable CipherSuiteId suite,
    int passed,
    List<CaseFailure> failures,
    int skipped,
    List<Refusal> refusals,
    Duration time) {

  public SuiteResult {
    failures = List.copyOf(failures);
    refusals = List.copyOf(refusals);
  }

  public int failed() {
    return failures.size();
  }
}
