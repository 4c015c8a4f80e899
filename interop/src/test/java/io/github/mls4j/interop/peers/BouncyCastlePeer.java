package io.github.mls4j.interop.peers;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The MLS of BouncyCastle, in this process. */
final class BouncyCastlePeer implements ForeignPeer {

  /** Its cipher suites are shared objects with state: one call at a time. */
  private final ExecutorService oneThread = Executors.newSingleThreadExecutor();

  private final Server server;

  BouncyCastlePeer() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(oneThread)
            .addService(new BouncyCastleActors().service())
            .build()
            .start();
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    oneThread.shutdownNow();
  }
}
