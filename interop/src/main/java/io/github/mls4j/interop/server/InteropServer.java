package io.github.mls4j.interop.server;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Serves the interop protocol of the working group, for a test runner to drive: any number of
 * clients in one process, over HTTP/2 without encryption.
 */
public final class InteropServer implements AutoCloseable {

  /** More than a runner has under way; each waits for a thread. */
  private static final int MAX_CALLS_PER_CONNECTION = 256;

  /** Calls that wait for others of the same state hold a thread each. */
  private static final int MIN_THREADS = 16;

  private static final int CLOSING_SECONDS = 5;

  private final Server server;
  private final ExecutorService executor;
  private final States states;
  private int port;

  private InteropServer(Server server, ExecutorService executor, States states) {
    this.server = server;
    this.executor = executor;
    this.states = states;
  }

  /** Starts to serve within {@link ServerLimits#DEFAULT}. */
  public static InteropServer start(String host, int port) throws IOException {
    return start(host, port, ServerLimits.DEFAULT);
  }

  /**
   * Starts to serve.
   *
   * @param host the address to listen at
   * @param port 0 for any that is free: {@link #port} tells which
   * @throws IOException if the address cannot be had
   */
  public static InteropServer start(String host, int port, ServerLimits limits) throws IOException {
    States states = new States(limits.maxIds());
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.max(MIN_THREADS, Runtime.getRuntime().availableProcessors()),
            task -> {
              Thread thread = new Thread(task, "interop-server");
              thread.setDaemon(true);
              return thread;
            });
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
            .executor(executor)
            .maxInboundMessageSize(limits.maxMessageBytes())
            .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
            .addService(ClientService.define(states, new Clients(limits)))
            .build();
    InteropServer started = new InteropServer(server, executor, states);
    boolean listening = false;
    try {
      server.start();
      started.port = server.getPort();
      listening = true;
      return started;
    } finally {
      if (!listening) {
        started.close();
      }
    }
  }

  /** The port that is listened at. */
  public int port() {
    return port;
  }

  /** How many states, transactions, signers and reinits there are now. */
  public int liveIds() {
    return states.live();
  }

  /** Waits until the server has been closed. */
  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /** Ends all calls and wipes all states. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
      executor.shutdown();
      executor.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      executor.shutdownNow();
    }
    states.close();
  }
}
