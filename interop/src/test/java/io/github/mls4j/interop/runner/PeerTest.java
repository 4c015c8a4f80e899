package io.github.mls4j.interop.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerTest {

  @Test
  void saysThatNobodyListens() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThatThrownBy(() -> Peer.connect("127.0.0.1", free, TestClient.TIMEOUT))
        .isInstanceOf(PeerException.class)
        .hasMessageStartingWith("127.0.0.1:" + free + ": no client can be reached there");
  }

  @Test
  void givesUpOnOneWhoDoesNotAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      assertThatThrownBy(
              () -> Peer.connect("127.0.0.1", silent.getLocalPort(), Duration.ofMillis(200)))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("no client can be reached there (DEADLINE_EXCEEDED");
    }
  }

  @Test
  void saysThatSomethingElseListens() throws Exception {
    Server other =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build()
            .start();
    try {
      assertThatThrownBy(() -> Peer.connect("127.0.0.1", other.getPort(), TestClient.TIMEOUT))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("does not speak the interop protocol (UNIMPLEMENTED");
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void saysThatAClientHasNoSuites() {
    assertThatThrownBy(
            () -> new TestClient(Spoiler.field("SupportedCiphersuites", "ciphersuites", List.of())))
        .isInstanceOf(PeerException.class)
        .hasMessage("test: 'mls4j' names no cipher suites");
  }

  @Test
  void doesNotBelieveThatAClientHasAllSuites() {
    List<Integer> all = IntStream.rangeClosed(-1, 70_000).boxed().toList();

    assertThatThrownBy(
            () -> new TestClient(Spoiler.field("SupportedCiphersuites", "ciphersuites", all)))
        .isInstanceOf(PeerException.class)
        .hasMessage("test: 'mls4j' names 65535 cipher suites");
  }

  @Test
  void whatIsNoAddressIsNotThere() {
    assertThatThrownBy(() -> Peer.connect("no host", 1, TestClient.TIMEOUT))
        .isInstanceOf(PeerException.class)
        .hasMessageStartingWith("no host:1: ");
  }

  @Test
  void aNameIsFitToBeShown() throws Exception {
    try (TestClient client =
        new TestClient(Spoiler.field("Name", "name", "\u001b[31mred\u202e" + "x".repeat(100)))) {
      assertThat(client.peer.name()).hasSize(40).startsWith("?[31mred?xxx").endsWith("…");
    }
    try (TestClient client = new TestClient(Spoiler.field("Name", "name", " "))) {
      assertThat(client.peer.name()).isEqualTo("test");
    }
  }

  @Test
  void reportsACallThatTookTooLong() throws Exception {
    try (TestClient client =
        new TestClient(Spoiler.error("Commit", Status.DEADLINE_EXCEEDED.withDescription("late")))) {
      RunReport report =
          TestClient.run(TestClient.only("commit/alone"), Scenarios.all(Scenarios.SEED), client);

      assertThat(report.cells().get(0).runs().get(0).failure())
          .isEqualTo(
              new Failure(
                  1, "fullCommit", "alice", "mls4j", "Commit", "DEADLINE_EXCEEDED", "late"));
    }
  }
}
