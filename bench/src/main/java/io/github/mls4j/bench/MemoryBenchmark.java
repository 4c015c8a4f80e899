package io.github.mls4j.bench;

import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.MlsIdentity;
import io.github.mls4j.wire.CipherSuiteId;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one client's view of a full group keeps on the heap, with all caches filled. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
public class MemoryBenchmark {

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  @Param({"2", "100", "1000", "10000"})
  public int members;

  @SuppressWarnings("NullAway.Init")
  private GroupConfig config;

  @SuppressWarnings("NullAway.Init")
  private MlsIdentity identity;

  @SuppressWarnings("NullAway.Init")
  private Secret saved;

  /** The result, of the last iteration. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Heap {
    public long bytes;
  }

  @Setup
  public void save() throws Exception {
    CipherSuite suite = CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);
    config = Client.settings().build();
    Client client = FullGroup.load(FullGroupState.DIRECTORY, suite, members, config).committer();
    identity = client.identity();
    saved = client.group().save();
  }

  /** The time is that of restoring the group, of one commit, and of collecting garbage. */
  @Benchmark
  public Group heap(Heap heap) throws Exception {
    long before = used();
    Group group = Group.restore(config, identity, saved);
    group.commit().build().close();
    heap.bytes = used() - before;
    return group;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return MEMORY.getHeapMemoryUsage().getUsed();
  }
}
