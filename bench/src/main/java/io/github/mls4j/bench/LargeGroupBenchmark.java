package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * All that a client does in a very large group, once, in a heap of 1 GiB, in which two more clients
 * have the same group: {@link Main} bounds the heap.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class LargeGroupBenchmark {

  /** How long each step took, by the wall clock and without warm-up. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Steps {
    public long joinMillis;
    public long commitMillis;
    public long receiveMillis;
    public long addMillis;
    public long removeMillis;
    public long restoreMillis;

    /** As high as the pools of the heap ever were, and as it may be. */
    public long peakHeapMebibytes;

    public long maxHeapMebibytes;
  }

  @Benchmark
  public void everything(Fixture fixture, Steps steps) throws Exception {
    Client committer = fixture.committer();
    Client far = fixture.group().far();
    GroupConfig config = committer.config();
    Joiner joiner = fixture.joiner();
    Group joined;
    try (PendingCommit commit = fixture.addition().commit(committer)) {
      committer.group().merge(commit);
      Bytes tree = committer.group().ratchetTree();
      long start = System.nanoTime();
      joined = joiner.join(config, commit.welcome().orElseThrow(), tree);
      steps.joinMillis = since(start);
      far.follow(commit.message());
    }
    Client newcomer = new Client(config, joiner.identity(), joiner.signer(), joined);

    long start = System.nanoTime();
    try (PendingCommit commit = joined.commit().build()) {
      steps.commitMillis = since(start);
      start = System.nanoTime();
      far.follow(commit.message());
      steps.receiveMillis = since(start);
      committer.follow(commit.message());
      joined.merge(commit);
    }

    Joiner another = Joiner.generate(fixture.cipherSuite(), config, "another");
    start = System.nanoTime();
    try (PendingCommit commit =
        committer.group().commit().add(another.keyPackage().keyPackage()).build()) {
      committer.group().merge(commit);
      steps.addMillis = since(start);
      newcomer.follow(commit.message());
      far.follow(commit.message());
    }

    start = System.nanoTime();
    try (PendingCommit commit = far.group().commit().remove(fixture.removed()).build()) {
      far.group().merge(commit);
      steps.removeMillis = since(start);
      newcomer.follow(commit.message());
    }

    try (Secret saved = joined.save()) {
      start = System.nanoTime();
      try (Group restored = Group.restore(config, joiner.identity(), saved)) {
        steps.restoreMillis = since(start);
        if (!restored.epochAuthenticator().equals(far.group().epochAuthenticator())) {
          throw new AssertionError("the members have come apart");
        }
      }
    }
    steps.peakHeapMebibytes =
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum()
            >> 20;
    steps.maxHeapMebibytes = Runtime.getRuntime().maxMemory() >> 20;
  }

  private static long since(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
