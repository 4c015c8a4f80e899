package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.group.CommitBuilder;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.wire.LeafIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A commit that covers the Update proposals of a hundred members, or of as many as there are. The
 * proposals have arrived before, and been verified then.
 */
public class UpdatesBenchmark extends PairedBenchmark {

  private static final int UPDATES = 100;

  private record Received(Bytes message, Floor floor) {}

  @Benchmark
  public void commitUpdates(Fixture fixture, PairedTime time) throws Exception {
    Floor floor =
        once(
            () -> {
              int[] leaves = propose(fixture);
              return new Floors(fixture.cipherSuite())
                  .createCommit(fixture.work(fixture.nothing()), hashed(fixture, leaves))
                  .hash(leaves.length, Floors.LEAF);
            });
    time.measure(() -> fixture.nothing().commit(fixture.committer()).close(), floor);
  }

  @Benchmark
  public void receiveUpdates(Fixture fixture, PairedTime time) throws Exception {
    Group group = fixture.group().far().group();
    Received received =
        once(
            () -> {
              int[] leaves = propose(fixture);
              Floor floor =
                  new Floors(fixture.cipherSuite())
                      .receiveCommit(
                          fixture.work(fixture.nothing()),
                          hashed(fixture, leaves),
                          1,
                          fixture.levels())
                      .hash(leaves.length, Floors.LEAF);
              return new Received(fixture.message(fixture.nothing()), floor);
            });
    time.measure(
        () -> ((StagedCommit) group.receive(received.message())).close(), received.floor());
  }

  /**
   * Puts real clients in the places of members all over the tree, who propose; that the nodes above
   * them are blank by then makes no difference, since their proposals blank these nodes.
   *
   * @return their leaves
   */
  private static int[] propose(Fixture fixture) throws Exception {
    int members = fixture.members;
    int count = Math.min(UPDATES, members - 3);
    int[] leaves =
        IntStream.range(0, count).map(i -> 2 + (int) ((long) i * (members - 3) / count)).toArray();
    Client committer = fixture.committer();
    List<Joiner> joiners = new ArrayList<>();
    CommitBuilder builder = committer.group().commit();
    for (int leaf : leaves) {
      Joiner joiner =
          Joiner.generate(fixture.cipherSuite(), committer.config(), "updating-" + leaf);
      joiners.add(joiner);
      builder.remove(new LeafIndex(leaf)).add(joiner.keyPackage().keyPackage());
    }
    List<Group> proposers = new ArrayList<>();
    try (PendingCommit commit = builder.build()) {
      committer.group().merge(commit);
      fixture.group().far().follow(commit.message());
      Bytes tree = committer.group().ratchetTree();
      for (Joiner joiner : joiners) {
        proposers.add(joiner.join(committer.config(), commit.welcome().orElseThrow(), tree));
      }
    }
    for (Group proposer : proposers) {
      Bytes proposal = proposer.propose().update();
      committer.group().receive(proposal);
      fixture.group().far().group().receive(proposal);
      proposer.close();
    }
    return leaves;
  }

  private static int hashed(Fixture fixture, int[] leaves) {
    int[] all = IntStream.concat(IntStream.of(0), IntStream.of(leaves)).toArray();
    return TreeLevels.parentsAbove(fixture.levels(), all);
  }
}
