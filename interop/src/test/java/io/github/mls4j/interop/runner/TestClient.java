package io.github.mls4j.interop.runner;

import io.github.mls4j.interop.server.InteropServer;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A client of ours on loopback, good or spoilt. */
final class TestClient implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(60);

  final InteropServer server;
  final Peer peer;
  final Spoiler spoiler;
  private final ManagedChannel channel;

  TestClient(Spoiler spoiler) throws IOException, PeerException {
    this.spoiler = spoiler;
    server = InteropServer.start("127.0.0.1", 0);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    peer = Peer.of("test", ClientInterceptors.intercept(channel, spoiler), TIMEOUT);
  }

  /** Only these scenarios, with suite 1 and public handshake. */
  static RunOptions only(String... scenarios) {
    return new RunOptions(Set.of(1), true, false, Set.of(scenarios), 256, 8, 1, false);
  }

  static RunReport run(RunOptions options, List<Config> configs, TestClient... clients) {
    return new ScenarioRunner(
            List.of(clients).stream().map(client -> client.peer).toList(), options, new Random(1))
        .run(configs, (script, done, total) -> {});
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }
}
