package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Optional;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one client's view of a group keeps on the heap, with all caches filled by a commit. */
@BenchmarkMode(Mode.SingleShotTime)
@State(Scope.Thread)
public class MemoryBenchmark {

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  /** The result, of the last iteration. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Heap {
    public long bytes;

    /** What all leaf nodes take on the wire. */
    public long leafBytes;
  }

  /** Of a group that has been written down and read again. */
  @Benchmark
  public Group restored(Fixture fixture, Heap heap) throws Exception {
    Client client = fixture.committer();
    Secret saved = client.group().save();
    heap.leafBytes = leafBytes(client.group());
    long before = used();
    Group group = Group.restore(client.config(), client.identity(), saved);
    group.commit().build().close();
    heap.bytes = used() - before;
    saved.close();
    return group;
  }

  /** Of a group that has just been joined by a Welcome with the tree. */
  @Benchmark
  public Group joined(Fixture fixture, Heap heap) throws Exception {
    GroupConfig config = fixture.committer().config().toBuilder().treeInWelcome(true).build();
    Bytes welcome = invite(fixture, config);
    heap.leafBytes = leafBytes(fixture.committer().group());
    Joiner joiner = fixture.joiner();
    long before = used();
    Group group = Group.join(config, joiner.identity(), joiner.keyPackage(), welcome);
    group.commit().build().close();
    heap.bytes = used() - before;
    if (welcome.isEmpty()) {
      throw new AssertionError("kept alive until here");
    }
    return group;
  }

  /** In a method of its own, so that nothing of it but the Welcome is alive any more after it. */
  private static Bytes invite(Fixture fixture, GroupConfig config) throws Exception {
    try (Client inviter = Fixture.as(fixture.committer(), config);
        PendingCommit commit = fixture.addition().commit(inviter)) {
      return commit.welcome().orElseThrow();
    }
  }

  private static long leafBytes(Group group) throws Exception {
    return TlsReader.decode(group.ratchetTree(), RatchetTreeExtension::readFrom)
        .ratchetTree()
        .stream()
        .flatMap(Optional::stream)
        .filter(Node.Leaf.class::isInstance)
        .mapToLong(node -> ((Node.Leaf) node).leafNode().encode().size())
        .sum();
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return MEMORY.getHeapMemoryUsage().getUsed();
  }
}
