package io.github.mls4j.crypto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does many independent pieces of work at once: on the thread that asks for it, and on those of an
 * executor. The asking thread never waits for work to begin, only for work that another thread has
 * begun: an executor that is busy, has no threads or refuses makes it slower, not stuck.
 *
 * <p>The outcome is the same whatever the threads: results are in order, and what fails is the
 * first piece that fails in order. Nothing is at work any more when a call returns.
 */
public final class Workers {

  /** On the thread that asks for it alone. */
  public static final Workers NONE = new Workers(null);

  /**
   * For fewer pieces than this, each some tens of microseconds of work, no helper is called: to
   * wake one, on a processor that was idle and has nothing in its caches, costs as much as one to
   * three pieces. A commit in a populated tree, which seals to one node a level, stays below it.
   */
  private static final int PIECES_A_HELPER = 20;

  private final @Nullable Executor executor;

  private Workers(@Nullable Executor executor) {
    this.executor = executor;
  }

  /** Those of an executor, no more of them than there are processors. */
  public static Workers of(Executor executor) {
    return new Workers(executor);
  }

  /**
   * One piece of work. It runs on any thread, at the same time as others; what it makes and does
   * not return it wipes itself.
   */
  @FunctionalInterface
  public interface Task<T, X extends Exception> {
    T run(int index) throws X;
  }

  /**
   * What the task makes of 0 to {@code count - 1}, in that order.
   *
   * @throws X of the first piece that fails; whether later ones have been done is open
   */
  public <T, X extends Exception> List<T> map(int count, Task<T, X> task) throws X {
    Executor helpers = executor;
    int helping = Math.min(Runtime.getRuntime().availableProcessors() - 1, count / PIECES_A_HELPER);
    if (helpers == null || helping <= 0) {
      List<T> results = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        results.add(task.run(i));
      }
      return results;
    }
    Run<T, X> run = new Run<>(count, task);
    try {
      for (int i = 0; i < helping; i++) {
        helpers.execute(run);
      }
    } catch (RuntimeException | Error e) {
      // However it refuses or fails: those that it took help, and this thread does the rest.
    }
    run.run();
    return run.results();
  }

  /** The pieces of one call, which whoever has time takes one after the other. */
  private static final class Run<T, X extends Exception> implements Runnable {

    private final AtomicInteger next = new AtomicInteger();
    private Object[] results;

    /** Pieces from here on are not begun any more. Lowered to the first that has failed. */
    private volatile int end;

    private @Nullable Throwable failure;
    private int running;

    /**
     * Null when all is done, as the results are gone then: an executor may hold this for longer.
     */
    private @Nullable Task<T, X> task;

    Run(int count, Task<T, X> task) {
      this.results = new Object[count];
      this.end = count;
      this.task = task;
    }

    @Override
    public void run() {
      Task<T, X> todo = begin();
      if (todo == null) {
        return;
      }
      try {
        // Whoever takes a piece has others do all before it, so that the first failure is found.
        for (int i = next.getAndIncrement(); i < end; i = next.getAndIncrement()) {
          attempt(todo, i);
        }
      } finally {
        finish();
      }
    }

    private synchronized @Nullable Task<T, X> begin() {
      if (task != null) {
        running++;
      }
      return task;
    }

    private synchronized void finish() {
      running--;
      notifyAll();
    }

    @SuppressWarnings("NullAway") // a task of a nullable type may return null
    private void attempt(Task<T, X> todo, int index) {
      try {
        results[index] = todo.run(index);
      } catch (Throwable e) {
        fail(index, e);
      }
    }

    private synchronized void fail(int index, Throwable e) {
      if (index < end) {
        end = index;
        failure = e;
      }
    }

    @SuppressWarnings("unchecked") // a task throws nothing but X and what is unchecked
    synchronized List<T> results() throws X {
      boolean interrupted = false;
      while (running > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      Object[] all = results;
      results = new Object[0];
      task = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      if (failure != null) {
        throw (X) failure;
      }
      return (List<T>) Arrays.asList(all);
    }
  }
}
