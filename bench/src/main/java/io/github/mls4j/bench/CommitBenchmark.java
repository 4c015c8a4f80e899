package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.StagedCommit;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A member's empty commit, made, received and merged.
 *
 * <p>Where merging is not what is measured, commits are discarded instead, so that every invocation
 * finds the same group; wiping the next epoch costs what wiping the last one would.
 */
public class CommitBenchmark extends PairedBenchmark {

  private record Received(Bytes message, Floor floor) {}

  @Benchmark
  public void createCommit(Fixture fixture, PairedTime time) throws Exception {
    Floor floor =
        once(
            () ->
                new Floors(fixture.cipherSuite())
                    .createCommit(fixture.work(fixture.nothing()), fixture.levels()));
    time.measure(() -> fixture.nothing().commit(fixture.committer()).close(), floor);
  }

  /** By a member in the other half of the tree, who derives the keys of the root, as half do. */
  @Benchmark
  public void receiveCommit(Fixture fixture, PairedTime time) throws Exception {
    receive(fixture, time, fixture.group().far().group(), 1);
  }

  /** By the committer's sibling, who derives all keys on the path. */
  @Benchmark
  public void receiveSiblingsCommit(Fixture fixture, PairedTime time) throws Exception {
    receive(fixture, time, fixture.group().near().group(), fixture.levels());
  }

  private void receive(Fixture fixture, PairedTime time, Group group, int derivations)
      throws Exception {
    Received received =
        once(
            () ->
                new Received(
                    fixture.message(fixture.nothing()),
                    new Floors(fixture.cipherSuite())
                        .receiveCommit(
                            fixture.work(fixture.nothing()),
                            fixture.levels(),
                            derivations,
                            fixture.levels())));
    time.measure(
        () -> ((StagedCommit) group.receive(received.message())).close(), received.floor());
  }

  /** By the member who has received it; the members go on to the next epoch for good. */
  @Benchmark
  public void mergeCommit(Fixture fixture, PairedTime time) throws Exception {
    Group group = fixture.group().far().group();
    try (PendingCommit commit = fixture.nothing().commit(fixture.committer())) {
      StagedCommit staged = (StagedCommit) group.receive(commit.message());
      time.add(1, Cost.of(() -> group.merge(staged)), Cost.NONE);
      fixture.committer().group().merge(commit);
    }
  }
}
