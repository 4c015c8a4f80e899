package io.github.mls4j.bench.peers;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import org.jspecify.annotations.Nullable;

/** Calls Kotlin's suspending functions from Java, on the thread that calls. */
final class Coroutines {

  private Coroutines() {}

  /** A call that is handed what to go on with. */
  @FunctionalInterface
  interface Suspending<T> {
    @Nullable Object call(Continuation<? super T> continuation) throws Exception;
  }

  static <T> T await(Suspending<T> call) throws InterruptedException {
    return BuildersKt.runBlocking(
        EmptyCoroutineContext.INSTANCE,
        (scope, continuation) -> {
          try {
            return call.call(continuation);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
