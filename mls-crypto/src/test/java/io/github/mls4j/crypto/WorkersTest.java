package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class WorkersTest {

  private static final int COUNT = 1000;

  static List<Executor> executors() {
    return List.of(
        Runnable::run,
        run -> new Thread(run).start(),
        // Takes work and never does any.
        run -> {},
        run -> {
          throw new RejectedExecutionException();
        });
  }

  @ParameterizedTest
  @MethodSource("executors")
  void resultsAreInOrderWhoeverWorks(Executor executor) {
    AtomicInteger done = new AtomicInteger();
    List<Integer> squares =
        Workers.of(executor)
            .map(
                COUNT,
                i -> {
                  done.incrementAndGet();
                  return i * i;
                });
    assertThat(squares).isEqualTo(IntStream.range(0, COUNT).map(i -> i * i).boxed().toList());
    assertThat(done).hasValue(COUNT);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void theFirstFailureInOrderIsThrown(Executor executor) {
    for (int round = 0; round < 50; round++) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () ->
                  Workers.of(executor)
                      .map(
                          COUNT,
                          i -> {
                            if (i == 17 || i == 18 || i == 500) {
                              throw new IOException("at " + i);
                            }
                            return i;
                          }))
          .withMessage("at 17");
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void uncheckedFailuresAreThrownAsTheyAre(Executor executor) {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Workers.of(executor)
                    .map(
                        COUNT,
                        i -> {
                          throw new IllegalStateException();
                        }));
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                Workers.of(executor)
                    .map(
                        COUNT,
                        i -> {
                          throw new StackOverflowError();
                        }));
  }

  /** All of a pool's threads ask for work to be done by the same pool. */
  @Test
  void aBusyPoolIsNotWaitedFor() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      CountDownLatch both = new CountDownLatch(2);
      Workers workers = Workers.of(pool);
      Executor outer = pool;
      CountDownLatch done = new CountDownLatch(2);
      for (int n = 0; n < 2; n++) {
        outer.execute(
            () -> {
              both.countDown();
              awaitUnchecked(both);
              workers.map(COUNT, i -> workers.map(50, j -> i * j));
              done.countDown();
            });
      }
      done.await();
    } finally {
      pool.shutdownNow();
    }
  }

  /** Neither the work nor what it holds is touched by a thread that comes late. */
  @Test
  void whoComesLateFindsNothing() {
    Queue<Runnable> late = new ArrayDeque<>();
    AtomicInteger done = new AtomicInteger();
    Workers.of(late::add).map(COUNT, i -> done.incrementAndGet());
    late.forEach(Runnable::run);
    assertThat(done).hasValue(COUNT);
  }

  @Test
  void nothingIsAtWorkAnyMoreWhenACallReturns() {
    Set<Thread> atWork = ConcurrentHashMap.newKeySet();
    Workers workers = Workers.of(run -> new Thread(run).start());
    for (int round = 0; round < 20; round++) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  workers.map(
                      64,
                      i -> {
                        atWork.add(Thread.currentThread());
                        try {
                          if (i == 0) {
                            throw new IllegalStateException();
                          }
                          Thread.sleep(1);
                          return i;
                        } finally {
                          atWork.remove(Thread.currentThread());
                        }
                      }));
      assertThat(atWork).isEmpty();
    }
  }

  /** As a pool fails that cannot start a thread, here after it has got one to work. */
  @Test
  void anExecutorThatFailsLeavesNothingAtWork() throws Exception {
    AtomicInteger done = new AtomicInteger();
    List<Thread> started = new ArrayList<>();
    Workers workers =
        Workers.of(
            run -> {
              Thread thread = new Thread(run);
              started.add(thread);
              thread.start();
              throw new InternalError("no more threads");
            });
    List<Integer> results =
        workers.map(
            COUNT,
            i -> {
              done.incrementAndGet();
              return i;
            });
    assertThat(results).hasSize(COUNT);
    assertThat(done).hasValue(COUNT);
    for (Thread thread : started) {
      thread.join();
    }
    assertThat(done).hasValue(COUNT);
  }

  @Test
  void anInterruptIsKeptForTheCaller() {
    Workers workers = Workers.of(run -> new Thread(run).start());
    Thread.currentThread().interrupt();
    List<Integer> results = workers.map(COUNT, i -> i);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(results).hasSize(COUNT);
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
