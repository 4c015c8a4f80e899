package io.github.mls4j.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What something has cost. CPU time and allocation are those of all Java threads, so that work
 * which is handed to other threads counts as well; the JIT compiler's and the garbage collector's
 * threads are none.
 *
 * @param cpuNanos time that threads were running
 * @param wallNanos time that went by
 * @param bytes allocated on the heap
 */
public record Cost(long cpuNanos, long wallNanos, long bytes) {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What doing nothing costs. */
  public static final Cost NONE = new Cost(0, 0, 0);

  /** Something to be measured. */
  @FunctionalInterface
  public interface Task {
    void run() throws Exception;
  }

  /** What both have cost. */
  public Cost plus(Cost other) {
    return new Cost(cpuNanos + other.cpuNanos, wallNanos + other.wallNanos, bytes + other.bytes);
  }

  /** Runs the task. */
  public static Cost of(Task task) throws Exception {
    return of(1, task);
  }

  /** Runs the task several times; the cost is that of all. */
  public static Cost of(int times, Task task) throws Exception {
    Others before = Others.now();
    Cost here = ofThisThread(times, task);
    Others after = Others.now();
    return new Cost(
        here.cpuNanos + since(before.cpuNanos, after.cpuNanos),
        here.wallNanos,
        here.bytes + since(before.bytes, after.bytes));
  }

  /** As {@link #of(int, Task)}, but of the calling thread only. */
  public static Cost ofThisThread(int times, Task task) throws Exception {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long wall = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      task.run();
    }
    cpu = THREADS.getCurrentThreadCpuTime() - cpu;
    wall = System.nanoTime() - wall;
    return new Cost(cpu, wall, THREADS.getCurrentThreadAllocatedBytes() - bytes);
  }

  /** What all threads but this one have used so far; they are few, and looked at outside of it. */
  private record Others(Map<Long, Long> cpuNanos, Map<Long, Long> bytes) {

    static Others now() {
      long[] ids = THREADS.getAllThreadIds();
      long[] cpu = THREADS.getThreadCpuTime(ids);
      long[] allocated = THREADS.getThreadAllocatedBytes(ids);
      long self = Thread.currentThread().getId();
      Map<Long, Long> cpuNanos = new HashMap<>();
      Map<Long, Long> bytes = new HashMap<>();
      for (int i = 0; i < ids.length; i++) {
        if (ids[i] != self && cpu[i] >= 0) {
          cpuNanos.put(ids[i], cpu[i]);
          bytes.put(ids[i], allocated[i]);
        }
      }
      return new Others(cpuNanos, bytes);
    }
  }

  private static long since(Map<Long, Long> before, Map<Long, Long> after) {
    return after.entrySet().stream()
        .mapToLong(entry -> entry.getValue() - before.getOrDefault(entry.getKey(), 0L))
        .sum();
  }
}
