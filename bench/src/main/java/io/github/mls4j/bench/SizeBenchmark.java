package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.spi.GroupStore;
import io.github.mls4j.spi.InMemoryStore;
import io.github.mls4j.spi.StateBatch;
import io.github.mls4j.spi.StoredGroup;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** How many bytes operations put on the wire and into the store; nothing is timed. */
@BenchmarkMode(Mode.SingleShotTime)
@State(Scope.Thread)
public class SizeBenchmark {

  private static final int MESSAGE_BYTES = 1024;

  /** The lengths of messages. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class OnTheWire {
    public long commit;
    public long commitWithAdd;
    public long welcome;
    public long welcomeWithTree;
    public long groupInfoWithTree;
    public long keyPackage;
    public long messageOfOneKibibyte;
  }

  /** What is written, by step: keys and values put, and keys deleted. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class InTheStore {
    public long wholeGroup;
    public long commitMade;
    public long ownCommitMerged;
    public long commitReceived;
    public long addReceived;
    public long messageSent;
    public long messageReceived;
  }

  @Benchmark
  public void onTheWire(Fixture fixture, OnTheWire wire) throws Exception {
    Group group = fixture.committer().group();
    wire.commit = fixture.message(fixture.nothing()).size();
    try (PendingCommit commit = fixture.addition().commit(fixture.committer())) {
      wire.commitWithAdd = commit.message().size();
      wire.welcome = commit.welcome().orElseThrow().size();
    }
    GroupConfig config = fixture.committer().config().toBuilder().treeInWelcome(true).build();
    try (Client inviter = Fixture.as(fixture.committer(), config);
        PendingCommit commit = fixture.addition().commit(inviter)) {
      wire.welcomeWithTree = commit.welcome().orElseThrow().size();
    }
    wire.groupInfoWithTree = group.groupInfo(true).size();
    wire.keyPackage = fixture.joiner().keyPackage().message().size();
    wire.messageOfOneKibibyte = group.protect(Bytes.wrap(new byte[MESSAGE_BYTES])).size();
  }

  @Benchmark
  public void inTheStore(Fixture fixture, InTheStore store) throws Exception {
    CountingStore counter = new CountingStore();
    CountingStore own = new CountingStore();
    Client committer = storing(fixture.committer(), own);
    Client receiver = storing(fixture.group().far(), counter);
    store.wholeGroup = counter.written();

    own.written();
    Bytes message = committer.group().protect(Bytes.wrap(new byte[MESSAGE_BYTES]));
    store.messageSent = own.written();
    receiver.group().receive(message);
    store.messageReceived = counter.written();

    try (PendingCommit commit = committer.group().commit().build()) {
      store.commitMade = own.written();
      committer.group().merge(commit);
      store.ownCommitMerged = own.written();
      receiver.group().merge((StagedCommit) receiver.group().receive(commit.message()));
      store.commitReceived = counter.written();
    }
    try (PendingCommit commit = fixture.addition().commit(committer)) {
      receiver.group().merge((StagedCommit) receiver.group().receive(commit.message()));
      store.addReceived = counter.written();
    }
  }

  private static Client storing(Client client, CountingStore store) throws Exception {
    return Fixture.as(client, client.config().toBuilder().store(store).build());
  }

  /** A store in memory that counts what is written to it. */
  private static final class CountingStore implements GroupStore {
    private final InMemoryStore store = new InMemoryStore();
    private long written;

    /** Since the last time it was asked. */
    long written() {
      long result = written;
      written = 0;
      return result;
    }

    @Override
    public void apply(StateBatch batch) {
      store.apply(batch);
      batch.deletes().forEach(key -> written += key.size());
      batch.puts().forEach(record -> written += record.key().size() + record.value().size());
    }

    @Override
    public StoredGroup load(Bytes groupId) {
      return store.load(groupId);
    }
  }
}
