package io.github.mls4j.vectors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one file went.
 *
 * @param kind null if the file was not recognised
 * @param problem why it was not recognised; null if it was
 * @param suites in the order in which they appear in the file
 */
public record FileResult(
    Path file, @Nullable VectorKind kind, @Nullable String problem, List<SuiteResult> suites) {

  public FileResult {
    suites = List.copyOf(suites);
  }

  public int passed() {
    return suites.stream().mapToInt(SuiteResult::passed).sum();
  }

  public int failed() {
    return suites.stream().mapToInt(SuiteResult::failed).sum();
  }

  public int skipped() {
    return suites.stream().mapToInt(SuiteResult::skipped).sum();
  }

  /** How many messages were refused as they had to be, in cases that are about refusals. */
  public int refused() {
    return suites.stream().mapToInt(suite -> suite.refusals().size()).sum();
  }

  public Duration time() {
    return suites.stream().map(SuiteResult::time).reduce(Duration.ZERO, Duration::plus);
  }

  /** Whether the file was recognised and no case in it failed. */
  public boolean ok() {
    return kind != null && failed() == 0;
  }
}
