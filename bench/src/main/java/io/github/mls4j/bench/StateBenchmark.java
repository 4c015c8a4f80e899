package io.github.mls4j.bench;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.group.Group;
import io.github.mls4j.group.GroupConfig;
import io.github.mls4j.spi.InMemoryStore;
import org.openjdk.jmh.annotations.Benchmark;

/** A group written down and read again as a whole, beside a hash of as many bytes. */
public class StateBenchmark extends PairedBenchmark {

  private record Saved(Secret state, Floor floor) {}

  private record Stored(GroupConfig config, Bytes groupId, Floor floor) {}

  @Benchmark
  public void save(Fixture fixture, PairedTime time) throws Exception {
    Saved saved = once(() -> saved(fixture));
    time.measure(() -> fixture.committer().group().save().close(), saved.floor());
  }

  @Benchmark
  public void restore(Fixture fixture, PairedTime time) throws Exception {
    Saved saved = once(() -> saved(fixture));
    Client client = fixture.committer();
    time.measure(
        () -> Group.restore(client.config(), client.identity(), saved.state()).close(),
        saved.floor());
  }

  /** Record by record, from a store in memory. */
  @Benchmark
  public void load(Fixture fixture, PairedTime time) throws Exception {
    Client client = fixture.committer();
    Stored stored =
        once(
            () -> {
              GroupConfig config = client.config().toBuilder().store(new InMemoryStore()).build();
              Fixture.as(client, config).group().close();
              return new Stored(config, client.group().groupId(), saved(fixture).floor());
            });
    time.measure(
        () ->
            Group.load(stored.config(), client.identity(), stored.groupId()).orElseThrow().close(),
        stored.floor());
  }

  private static Saved saved(Fixture fixture) throws Exception {
    Secret state = fixture.committer().group().save();
    return new Saved(state, new Floors(fixture.cipherSuite()).hash(state.size()));
  }
}
