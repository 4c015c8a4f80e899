package io.github.mls4j.interop.runner;

import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.github.mls4j.interop.proto.NameRequest;
import io.github.mls4j.interop.proto.SupportedCiphersuitesRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A client under test, behind its port. */
public final class Peer implements AutoCloseable {

  /** Four times gRPC's default: Welcomes of large groups with their tree. */
  private static final int MAX_MESSAGE = 16 << 20;

  private static final int MAX_NAME = 40;
  private static final int MAX_SUITE = 0xffff;

  /** Everything is run with each: nobody has nearly as many. */
  private static final int MAX_SUITES = 64;

  private final String address;
  private final Channel channel;
  private final Duration timeout;
  private final String name;
  private final Set<Integer> suites;

  private Peer(String address, Channel channel, Duration timeout) throws PeerException {
    this.address = address;
    this.channel = channel;
    this.timeout = timeout;
    try {
      String answer =
          call("", MLSClientGrpc.getNameMethod(), NameRequest.getDefaultInstance()).getName();
      this.name = answer.isBlank() ? address : Text.clean(answer, MAX_NAME);
      this.suites = Collections.unmodifiableSet(askSuites());
    } catch (StepFailure e) {
      throw new PeerException(
          address
              + ": "
              + ("UNAVAILABLE".equals(e.status()) || "DEADLINE_EXCEEDED".equals(e.status())
                  ? "no client can be reached there"
                  : "does not speak the interop protocol")
              + " ("
              + e.status()
              + " "
              + e.message()
              + ")");
    }
    if (suites.isEmpty() || suites.size() > MAX_SUITES) {
      throw new PeerException(
          address
              + ": '"
              + name
              + "' names "
              + (suites.isEmpty() ? "no" : String.valueOf(suites.size()))
              + " cipher suites");
    }
  }

  /**
   * Connects to a client, and asks for its name and cipher suites.
   *
   * @param timeout how long any one call may take
   */
  public static Peer connect(String host, int port, Duration timeout) throws PeerException {
    ManagedChannel channel;
    try {
      channel =
          NettyChannelBuilder.forAddress(host, port)
              .usePlaintext()
              .maxInboundMessageSize(MAX_MESSAGE)
              .build();
    } catch (IllegalArgumentException e) {
      throw new PeerException(host + ":" + port + ": no address (" + e.getMessage() + ")");
    }
    try {
      return new Peer(host + ":" + port, channel, timeout);
    } catch (PeerException | RuntimeException e) {
      channel.shutdownNow();
      throw e;
    }
  }

  /** A client behind a channel that the caller closes. */
  static Peer of(String address, Channel channel, Duration timeout) throws PeerException {
    return new Peer(address, channel, timeout);
  }

  private Set<Integer> askSuites() throws StepFailure {
    Set<Integer> suites = new TreeSet<>();
    for (int suite :
        call(
                "",
                MLSClientGrpc.getSupportedCiphersuitesMethod(),
                SupportedCiphersuitesRequest.getDefaultInstance())
            .getCiphersuitesList()) {
      if (suite > 0 && suite <= MAX_SUITE) {
        suites.add(suite);
      }
    }
    return suites;
  }

  /** What it calls itself. */
  public String name() {
    return name;
  }

  /** Where it is. */
  public String address() {
    return address;
  }

  /** The cipher suites that it supports, by number. */
  public Set<Integer> suites() {
    return suites;
  }

  /**
   * One call.
   *
   * @param actor for whom it is
   */
  <Q, R> R call(String actor, MethodDescriptor<Q, R> rpc, Q request) throws StepFailure {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return ClientCalls.blockingUnaryCall(channel, rpc, options, request);
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      throw new StepFailure(
          actor, rpc.getBareMethodName(), status.getCode().name(), status.getDescription());
    }
  }

  @Override
  public void close() {
    if (channel instanceof ManagedChannel managed) {
      managed.shutdownNow();
    }
  }
}
