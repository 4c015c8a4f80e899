package io.github.mls4j.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** When, of what and on which machine a run measures: kept beside its results. */
public final class Run {

  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private Run() {}

  /** Writes it down. */
  public static void write(Path directory) throws IOException {
    String remark = System.getenv("BENCH_REMARK");
    Files.writeString(
        file(directory),
        "%s, commit %s, JDK %s, BouncyCastle %s, %d cores (%s)%s"
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                commit(),
                Runtime.version(),
                new BouncyCastleProvider().getVersionStr(),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                remark == null ? "" : ", " + remark));
  }

  static String read(Path directory) throws IOException {
    Path file = file(directory);
    return Files.exists(file) ? Files.readString(file) : "A run of which nothing else is known";
  }

  private static Path file(Path directory) {
    return directory.resolve("run.txt");
  }

  private static String commit() throws IOException {
    Process git;
    try {
      git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude", "*")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return "unknown";
    }
    try (var out = git.inputReader()) {
      String name = out.readLine();
      return name == null ? "unknown" : name;
    }
  }

  /** Much hangs on whether it has instructions for SHA-2, other libraries' times most of all. */
  private static String processor() throws IOException {
    List<String> lines = Files.exists(CPUS) ? Files.readAllLines(CPUS) : List.of();
    return field(lines, "model name", System.getProperty("os.arch"))
        + (field(lines, "flags", "").contains(" sha_ni") ? ", SHA instructions" : "");
  }

  private static String field(List<String> lines, String name, String otherwise) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }
}
