package io.github.mls4j.interop.server;

import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.github.mls4j.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;

/** A server on loopback, and a connection to it. */
final class LiveServer implements AutoCloseable {

  final InteropServer server;
  final ManagedChannel channel;
  final MLSClientBlockingStub stub;

  LiveServer(ServerLimits limits) throws IOException {
    server = InteropServer.start("127.0.0.1", 0, limits);
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    stub = MLSClientGrpc.newBlockingStub(channel);
  }

  LiveServer() throws IOException {
    this(ServerLimits.DEFAULT);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }
}
