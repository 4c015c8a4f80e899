package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.group.PendingCommit;
import io.github.mls4j.group.PendingJoin;
import io.github.mls4j.group.StagedCommit;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;

/** How one more member comes in. Nothing is merged: {@link CommitBenchmark}. */
public class MembershipBenchmark extends PairedBenchmark {

  private record Received(Bytes message, Floor floor) {}

  /** Makes the commit and the Welcome, for a joiner who gets the tree from elsewhere. */
  @Benchmark
  public void addMember(Fixture fixture, PairedTime time) throws Exception {
    Floor floor =
        once(
            () -> {
              Floor commit =
                  new Floors(fixture.cipherSuite())
                      .createCommit(fixture.work(fixture.addition()), hashed(fixture, 0));
              return Floors.welcome(Floors.verifyAdded(commit, 1), 1, Floors.smallGroupInfo());
            });
    time.measure(() -> fixture.addition().commit(fixture.committer()).close(), floor);
  }

  @Benchmark
  public void receiveAdd(Fixture fixture, PairedTime time) throws Exception {
    Group group = fixture.group().far().group();
    Received received =
        once(
            () -> {
              CommitWork work = fixture.work(fixture.addition());
              int levels = TreeLevels.of(fixture.members + 1);
              int derivations = levels == fixture.levels() ? 1 : 2;
              Floor floor =
                  new Floors(fixture.cipherSuite())
                      .receiveCommit(work, hashed(fixture, 0), derivations, fixture.levels());
              return new Received(
                  fixture.message(fixture.addition()), Floors.verifyAdded(floor, 1));
            });
    time.measure(
        () -> ((StagedCommit) group.receive(received.message())).close(), received.floor());
  }

  /** By a Welcome that brings the tree. */
  @Benchmark
  public void join(Fixture fixture, PairedTime time) throws Exception {
    GroupConfig config = withTree(fixture);
    Received invitation =
        once(
            () -> {
              try (Client inviter = Fixture.as(fixture.committer(), config);
                  PendingCommit commit = fixture.addition().commit(inviter)) {
                Bytes welcome = commit.welcome().orElseThrow();
                int parents = parents(fixture) + 1;
                return new Received(
                    welcome,
                    new Floors(fixture.cipherSuite())
                        .join(fixture.members + 1, parents, welcome.size()));
              }
            });
    Joiner joiner = fixture.joiner();
    time.measure(
        () ->
            Group.join(config, joiner.identity(), joiner.keyPackage(), invitation.message())
                .close(),
        invitation.floor());
  }

  @Benchmark
  public void joinExternally(Fixture fixture, PairedTime time) throws Exception {
    Received published =
        once(
            () -> {
              Bytes groupInfo = fixture.committer().group().groupInfo(true);
              try (PendingJoin join = joinExternally(fixture, groupInfo)) {
                Floor floor =
                    new Floors(fixture.cipherSuite())
                        .joinExternally(
                            CommitWork.of(join.message()),
                            fixture.members,
                            parents(fixture),
                            groupInfo.size(),
                            hashed(fixture));
                return new Received(groupInfo, floor);
              }
            });
    time.measure(() -> joinExternally(fixture, published.message()).close(), published.floor());
  }

  @Benchmark
  public void receiveExternalJoin(Fixture fixture, PairedTime time) throws Exception {
    Group group = fixture.committer().group();
    Received received =
        once(
            () -> {
              try (PendingJoin join = joinExternally(fixture, group.groupInfo(true))) {
                Floor floor =
                    new Floors(fixture.cipherSuite())
                        .receiveExternalCommit(CommitWork.of(join.message()), hashed(fixture), 1);
                return new Received(join.message(), floor);
              }
            });
    time.measure(
        () -> ((StagedCommit) group.receive(received.message())).close(), received.floor());
  }

  private static PendingJoin joinExternally(Fixture fixture, Bytes groupInfo) throws Exception {
    return Group.joinExternally(withTree(fixture), fixture.joiner().identity(), groupInfo).build();
  }

  private static GroupConfig withTree(Fixture fixture) {
    return fixture.committer().config().toBuilder().treeInWelcome(true).build();
  }

  /** The nodes whose tree hash changes when the leaf behind the last is set, and others with it. */
  private static int hashed(Fixture fixture, int... others) {
    int[] leaves = IntStream.concat(IntStream.of(fixture.members), IntStream.of(others)).toArray();
    return TreeLevels.parentsAbove(TreeLevels.of(fixture.members + 1), leaves);
  }

  /** How many parent nodes hold keys. */
  private static int parents(Fixture fixture) throws Exception {
    RatchetTreeExtension tree =
        TlsReader.decode(fixture.committer().group().ratchetTree(), RatchetTreeExtension::readFrom);
    long nodes = tree.ratchetTree().stream().filter(Optional::isPresent).count();
    return (int) nodes - fixture.members;
  }
}
