package io.github.mls4j.bench.peers;

import io.github.mls4j.bench.Cost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a call into native code costs, with the threads that it starts there, of which Java does not
 * know: Linux does. Elsewhere, the cost of the calling thread alone.
 */
final class NativeCost {

  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Path SELF = Path.of("/proc/thread-self");

  /** The names of the virtual machine's own threads start like this. */
  private static final List<String> SERVICES =
      List.of("C1 ", "C2 ", "GC ", "G1 ", "VM ", "Sweeper", "Monitor", "Service", "Reference");

  private NativeCost() {}

  static Cost of(Cost.Task task) throws Exception {
    return of(1, task);
  }

  static Cost of(int times, Cost.Task task) throws Exception {
    if (!Files.exists(SELF)) {
      return Cost.of(times, task);
    }
    long before = others();
    Cost cost = Cost.ofThisThread(times, task);
    return new Cost(cost.cpuNanos() + others() - before, cost.wallNanos(), cost.bytes());
  }

  /** The CPU time of all threads but this one and the virtual machine's own. */
  private static long others() throws IOException {
    String self = SELF.toRealPath().getFileName().toString();
    try (Stream<Path> tasks = Files.list(TASKS)) {
      return tasks
          .filter(task -> !task.getFileName().toString().equals(self))
          .mapToLong(NativeCost::nanos)
          .sum();
    }
  }

  private static long nanos(Path task) {
    try {
      String name = Files.readString(task.resolve("comm"));
      if (SERVICES.stream().anyMatch(name::startsWith)) {
        return 0;
      }
      String times = Files.readString(task.resolve("schedstat"));
      return Long.parseLong(times.substring(0, times.indexOf(' ')));
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
