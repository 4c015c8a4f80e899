package io.github.mls4j.cli.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.interop.runner.Peer;
import io.github.mls4j.interop.server.InteropServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ServeCommandTest {

  private static final Pattern READY = Pattern.compile("serving MLSClient at 127.0.0.1:(\\d+)\\R");

  @Test
  void saysWhereItServesAndServesUntilItIsInterrupted() throws Exception {
    StringWriter out = new StringWriter();
    int[] status = {-1};
    CommandLine command = new CommandLine(new ServeCommand()).setOut(new PrintWriter(out));
    Thread serving = new Thread(() -> status[0] = command.execute("--port", "0"));
    serving.start();

    Matcher ready = READY.matcher("");
    while (!ready.reset(out.toString()).matches()) {
      assertThat(serving.isAlive()).isTrue();
      Thread.sleep(10);
    }
    try (Socket stranger =
            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1)));
        GrpcLog log = new GrpcLog()) {
      stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      assertThat(stranger.getInputStream().readAllBytes()).as("until it hangs up").isNotEmpty();
      assertThat(log.messages).isEmpty();
    }
    try (Peer peer =
        Peer.connect("127.0.0.1", Integer.parseInt(ready.group(1)), Duration.ofSeconds(60))) {
      assertThat(peer.name()).isEqualTo("mls4j");
      assertThat(peer.suites()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
    serving.interrupt();
    serving.join();
    assertThat(status[0]).isZero();
  }

  @Test
  void saysThatAnAddressCannotBeHad() throws Exception {
    try (InteropServer other = InteropServer.start("127.0.0.1", 0)) {
      CommandRun run = CommandRun.of("interop", "serve", "--port", "" + other.port());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err())
          .startsWith("mls interop serve: cannot serve at 127.0.0.1:" + other.port() + ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--port 70000",
        "--port -1",
        "--port 0 --max-states 0",
        "--port 0 --past-epochs 0",
        "--port 0 --max-message 0"
      })
  void aWrongCommandLineIsToldFromAFailure(String line) {
    CommandRun run = CommandRun.of(("interop serve " + line).strip().split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: mls interop serve");
  }
}
