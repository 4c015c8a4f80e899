package io.github.mls4j.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Times an operation and its floor one after the other in the same JVM, so that whatever slows one
 * down slows the other down too. What counts is the CPU time of the thread, which other work on the
 * machine disturbs least, and the bytes that it allocates.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class PairedTime {

  /** Something to be timed. */
  @FunctionalInterface
  public interface Task {
    void run() throws Exception;
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Of all invocations in an iteration, like all that follow. */
  public long operationNanos;

  public long floorNanos;

  public long operationBytes;

  public long invocations;

  private boolean floorFirst;

  /** Runs both, once, taking turns at going first. */
  void measure(Task operation, Task floor) throws Exception {
    measure(1, operation, floor);
  }

  /** As {@link #measure(Task, Task)}, both several times: for what takes no longer than a clock. */
  void measure(int times, Task operation, Task floor) throws Exception {
    invocations += times;
    floorFirst = !floorFirst;
    if (floorFirst) {
      floorNanos += nanos(times, floor);
      operation(times, operation);
    } else {
      operation(times, operation);
      floorNanos += nanos(times, floor);
    }
  }

  private void operation(int times, Task operation) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    operationNanos += nanos(times, operation);
    operationBytes += THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static long nanos(int times, Task task) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      task.run();
    }
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
