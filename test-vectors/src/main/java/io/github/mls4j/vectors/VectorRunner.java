package io.github.mls4j.vectors;

import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Verifies whole files of vectors, and says for each suite in them how it went. */
public final class VectorRunner {

  /** Told of each case, for a progress display. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param done how many of the {@code total} cases of {@code file} have been dealt with
     */
    void caseDone(Path file, int done, int total);
  }

  private final CryptoProvider provider;

  /**
   * @param provider the one under test; the cases of suites that it does not have are skipped
   */
  public VectorRunner(CryptoProvider provider) {
    this.provider = provider;
  }

  /**
   * The files that a command line means: a file is itself, a folder the {@code .json} files in it
   * or, if it has none but is a root of vectors, in its {@code mls/}.
   *
   * @throws UncheckedIOException if a folder cannot be read
   */
  public static List<Path> files(List<Path> filesAndFolders) {
    return filesAndFolders.stream().flatMap(path -> filesOf(path).stream()).toList();
  }

  /** Verifies files one after the other. A file that is no vector file becomes a result, too. */
  public List<FileResult> run(List<Path> files, Progress progress) throws IOException {
    List<FileResult> results = new ArrayList<>();
    for (Path file : files) {
      results.add(run(file, progress));
    }
    return results;
  }

  /**
   * Verifies one file.
   *
   * @throws IOException if it cannot be read
   */
  public FileResult run(Path path, Progress progress) throws IOException {
    VectorFile file;
    try {
      file = VectorFile.open(path);
    } catch (VectorFailure e) {
      return new FileResult(path, null, e.getMessage(), List.of());
    }
    Map<@Nullable CipherSuiteId, Tally> tallies = new LinkedHashMap<>();
    for (int i = 0; i < file.size(); i++) {
      Tally tally = tallies.computeIfAbsent(file.suiteOf(i), suite -> new Tally());
      long start = System.nanoTime();
      try {
        if (verify(file.read(i), tally.refusals)) {
          tally.passed++;
        } else {
          tally.skipped++;
        }
      } catch (VectorFailure e) {
        tally.failures.add(new CaseFailure(i, file.nameOf(i) + e.getMessage()));
      }
      tally.nanos += System.nanoTime() - start;
      progress.caseDone(path, i + 1, file.size());
    }
    List<SuiteResult> suiteResults = new ArrayList<>();
    tallies.forEach((suite, tally) -> suiteResults.add(tally.result(suite)));
    return new FileResult(path, file.kind(), null, suiteResults);
  }

  /**
   * Verifies one case.
   *
   * @return false if it was skipped, since the provider does not have its suite
   * @throws VectorFailure if it did not pass, for whatever reason
   */
  public boolean verify(VectorCase vector) throws VectorFailure {
    return verify(vector, new ArrayList<>());
  }

  private boolean verify(VectorCase vector, List<Refusal> refusals) throws VectorFailure {
    try {
      if (vector instanceof VectorCase.ForSuite forSuite) {
        CipherSuite suite = suite(forSuite.cipherSuite());
        if (suite == null) {
          return false;
        }
        if (vector instanceof RefusalVector refusal) {
          refusals.addAll(refusal.refusals(suite));
        } else {
          forSuite.verify(suite);
        }
      } else if (vector instanceof VectorCase.WithoutSuite withoutSuite) {
        withoutSuite.verify();
      }
      return true;
    } catch (VectorFailure e) {
      throw e;
    } catch (Exception e) {
      throw new VectorFailure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable CipherSuite suite(CipherSuiteId id) {
    try {
      return CipherSuite.of(id, provider);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static List<Path> filesOf(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> here = jsonFiles(path);
    Path mls = path.resolve("mls");
    return here.isEmpty() && Files.isDirectory(mls) ? jsonFiles(mls) : here;
  }

  static List<Path> jsonFiles(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> entry.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Tally {
    int passed;
    int skipped;
    long nanos;
    final List<CaseFailure> failures = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();

    SuiteResult result(@Nullable CipherSuiteId suite) {
      return new SuiteResult(suite, passed, failures, skipped, refusals, Duration.ofNanos(nanos));
    }
  }
}
