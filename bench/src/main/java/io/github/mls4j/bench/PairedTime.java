package io.github.mls4j.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Times an operation and what it is compared with, one after the other in the same JVM, so that
 * whatever slows one down slows the other down too. All figures are of all invocations in an
 * iteration.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class PairedTime {

  public long operationNanos;

  public long operationWallNanos;

  public long operationBytes;

  public long floorNanos;

  public long floorWallNanos;

  public long invocations;

  private boolean floorFirst;

  /** Runs both, once, taking turns at going first. */
  public void measure(Cost.Task operation, Cost.Task floor) throws Exception {
    measure(1, operation, floor);
  }

  /**
   * As {@link #measure(Cost.Task, Cost.Task)}, both several times: for what takes no longer than a
   * clock.
   */
  public void measure(int times, Cost.Task operation, Cost.Task floor) throws Exception {
    floorFirst = !floorFirst;
    if (floorFirst) {
      Cost first = Cost.of(times, floor);
      add(times, Cost.of(times, operation), first);
    } else {
      Cost first = Cost.of(times, operation);
      add(times, first, Cost.of(times, floor));
    }
  }

  /** Adds what has been measured. */
  public void add(int times, Cost operation, Cost floor) {
    operationNanos += operation.cpuNanos();
    operationWallNanos += operation.wallNanos();
    operationBytes += operation.bytes();
    floorNanos += floor.cpuNanos();
    floorWallNanos += floor.wallNanos();
    invocations += times;
  }
}
