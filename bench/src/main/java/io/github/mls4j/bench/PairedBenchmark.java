package io.github.mls4j.bench;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark whose figures are those of {@link PairedTime}; JMH's own cover both parts. It takes
 * seconds until an operation on a group is compiled as well as its primitives are.
 */
@BenchmarkMode(Mode.AverageTime)
@Warmup(time = 1)
@Measurement(time = 1)
@State(Scope.Thread)
public abstract class PairedBenchmark {

  private @Nullable Floor floor;

  /** The floor of the one benchmark that this JVM runs, made when first asked for. */
  final Floor floor(Callable<Floor> maker) throws Exception {
    Floor known = floor;
    if (known == null) {
      known = maker.call();
      floor = known;
    }
    return known;
  }
}
