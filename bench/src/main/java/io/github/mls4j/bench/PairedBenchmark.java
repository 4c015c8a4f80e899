package io.github.mls4j.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark whose figures are those of {@link PairedTime}; JMH's own cover both parts. It takes
 * seconds until an operation on a group is compiled as well as its primitives are.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(time = 500, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public abstract class PairedBenchmark {

  private @Nullable Object kept;

  /** What the one benchmark that this JVM runs needs again and again, made when first asked for. */
  @SuppressWarnings("unchecked")
  protected final <T> T once(Callable<T> maker) throws Exception {
    Object known = kept;
    if (known == null) {
      known = maker.call();
      kept = known;
    }
    return (T) known;
  }
}
