package io.github.mls4j.bench.peers;

import io.github.mls4j.bench.Cost;
import io.github.mls4j.bench.CreationBenchmark;
import io.github.mls4j.bench.Joiner;
import io.github.mls4j.bench.PairedBenchmark;
import io.github.mls4j.bench.PairedTime;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.KeyPackageBundle;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.StagedCommit;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;

/** What another library takes, in the place of a floor, for the same as ours. */
public class PeerBenchmark extends PairedBenchmark {

  private static final int MESSAGES = 16;
  private static final int MESSAGE_BYTES = 1024;

  /** Creates a group and adds as many as the other group has, each library by itself. */
  @Benchmark
  public void createGroup(PeerFixture fixture, PairedTime time) throws Exception {
    List<Bytes> keyPackages = once(() -> keyPackages(fixture));
    Joiner creator = fixture.joiner();
    Cost ours =
        Cost.of(
            () -> CreationBenchmark.createGroup(fixture.config(), creator, keyPackages).close());
    Cost theirs =
        fixture.theirs().createGroup(keyPackages.stream().map(Bytes::toByteArray).toList());
    time.add(1, ours, theirs);
  }

  private static List<Bytes> keyPackages(PeerFixture fixture) {
    List<Bytes> keyPackages = new ArrayList<>();
    for (int i = 0; i < fixture.members; i++) {
      Joiner joiner =
          Joiner.generate(fixture.committer().identity().suite(), fixture.config(), "added-" + i);
      try (KeyPackageBundle keyPackage = joiner.keyPackage()) {
        keyPackages.add(keyPackage.message());
      }
    }
    return keyPackages;
  }

  /**
   * Both by the same Welcome, into an epoch that the group will not go on to. The peer comes back
   * to its old place, since CoreCrypto's clients have one signature key for ever.
   */
  @Benchmark
  public void join(PeerFixture fixture, PairedTime time) throws Exception {
    Joiner joiner = fixture.joiner();
    Bytes welcome;
    try (PendingCommit commit =
        fixture
            .committer()
            .group()
            .commit()
            .remove(fixture.place())
            .add(Bytes.wrap(fixture.theirs().keyPackage()))
            .add(joiner.keyPackage().message())
            .build()) {
      welcome = commit.welcome().orElseThrow();
    }
    Cost ours =
        Cost.of(
            () ->
                Group.join(fixture.config(), joiner.identity(), joiner.keyPackage(), welcome)
                    .close());
    time.add(1, ours, fixture.theirs().join(welcome.toByteArray()));
  }

  /** Several in a row, as other operations are measured: not with cold caches after the other. */
  @Benchmark
  public void createCommit(PeerFixture fixture, PairedTime time) throws Exception {
    int times = fixture.peer.commitsInARow();
    Group group = fixture.ours().group();
    Cost ours = Cost.of(times, () -> group.commit().build().close());
    Cost theirs = Cost.NONE;
    for (int i = 0; i < times; i++) {
      theirs = theirs.plus(fixture.theirs().createCommit());
    }
    time.add(times, ours, theirs);
  }

  /** Received and merged, several in a row. */
  @Benchmark
  public void receiveCommit(PeerFixture fixture, PairedTime time) throws Exception {
    List<Bytes> messages = new ArrayList<>();
    for (int i = 0; i < fixture.peer.commitsInARow(); i++) {
      try (PendingCommit commit = fixture.committer().group().commit().build()) {
        messages.add(commit.message());
        fixture.committer().group().merge(commit);
      }
    }
    Group group = fixture.ours().group();
    Cost ours =
        Cost.of(
            () -> {
              for (Bytes message : messages) {
                group.merge((StagedCommit) group.receive(message));
              }
            });
    Cost theirs = Cost.NONE;
    for (Bytes message : messages) {
      theirs = theirs.plus(fixture.theirs().receiveCommit(message.toByteArray()));
    }
    time.add(messages.size(), ours, theirs);
  }

  /** 1 KiB, several times. */
  @Benchmark
  public void protect(PeerFixture fixture, PairedTime time) throws Exception {
    Bytes data = Bytes.wrap(new byte[MESSAGE_BYTES]);
    Group group = fixture.ours().group();
    Cost ours = Cost.of(MESSAGES, () -> group.protect(data));
    time.add(MESSAGES, ours, fixture.theirs().protect(MESSAGES, MESSAGE_BYTES));
  }

  /** The same messages of 1 KiB. */
  @Benchmark
  public void unprotect(PeerFixture fixture, PairedTime time) throws Exception {
    Bytes data = Bytes.wrap(new byte[MESSAGE_BYTES]);
    List<Bytes> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(fixture.committer().group().protect(data));
    }
    Group group = fixture.ours().group();
    Cost ours =
        Cost.of(
            () -> {
              for (Bytes message : messages) {
                group.receive(message);
              }
            });
    time.add(
        MESSAGES,
        ours,
        fixture.theirs().unprotect(messages.stream().map(Bytes::toByteArray).toList()));
  }
}
