package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.StagedCommit;
import org.openjdk.jmh.annotations.Benchmark;

/** A member is removed who sits in the middle of the tree, so that the path above is blank. */
public class RemovalBenchmark extends PairedBenchmark {

  private record Received(Bytes message, Floor floor) {}

  @Benchmark
  public void removeMember(Fixture fixture, PairedTime time) throws Exception {
    Floor floor =
        once(
            () ->
                new Floors(fixture.cipherSuite())
                    .createCommit(fixture.work(fixture.removal()), hashed(fixture)));
    time.measure(() -> fixture.removal().commit(fixture.committer()).close(), floor);
  }

  @Benchmark
  public void receiveRemove(Fixture fixture, PairedTime time) throws Exception {
    Group group = fixture.group().far().group();
    Received received =
        once(
            () ->
                new Received(
                    fixture.message(fixture.removal()),
                    new Floors(fixture.cipherSuite())
                        .receiveCommit(
                            fixture.work(fixture.removal()),
                            hashed(fixture),
                            1,
                            fixture.levels())));
    time.measure(
        () -> ((StagedCommit) group.receive(received.message())).close(), received.floor());
  }

  private static int hashed(Fixture fixture) {
    return TreeLevels.parentsAbove(fixture.levels(), 0, (int) fixture.removed().value());
  }
}
