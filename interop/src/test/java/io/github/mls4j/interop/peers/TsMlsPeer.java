package io.github.mls4j.interop.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** ts-mls, by the program in {@code interop/peers/ts-mls}, in a Node process of its own. */
final class TsMlsPeer implements ForeignPeer {

  /** Set where tests with it must run ({@code .ci/run} sets it). */
  private static final String REQUIRED = "mls.peers.required";

  /** What its packages ask for. */
  private static final String OLDEST_NODE = "20.19";

  private static final int INSTALL_MINUTES = 5;
  private static final int STOP_SECONDS = 10;

  private static final Path FOLDER = Path.of("peers", "ts-mls");
  private static final Path LOG = Path.of("target", "ts-mls.log");

  private final Process node;
  private final int port;

  private TsMlsPeer(Process node, int port) {
    this.node = node;
    this.port = port;
  }

  /** Starts it; skips the test, or fails where it is required, if there is no Node. */
  static TsMlsPeer start() throws IOException, InterruptedException {
    requireNode();
    install();
    Process node = process("node", "src/main.js").start();
    // It ends when its standard input does: with this process, whatever becomes of that.
    BufferedReader output = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8));
    String line = output.readLine();
    if (line == null) {
      node.destroyForcibly();
      throw new IOException("the ts-mls peer did not start: see interop/" + LOG);
    }
    return new TsMlsPeer(node, Integer.parseInt(line));
  }

  private static void requireNode() throws IOException, InterruptedException {
    String version;
    try {
      Process node = process("node", "--version").start();
      version = new String(node.getInputStream().readAllBytes(), UTF_8).strip();
      node.waitFor();
    } catch (IOException e) {
      missing("there is no Node");
      return;
    }
    if (Version.parse(version.substring(1)).compareTo(Version.parse(OLDEST_NODE)) < 0) {
      missing("Node is " + version);
    }
  }

  /** Brings the packages that the lock file names, unless they are there. */
  private static void install() throws IOException, InterruptedException {
    Path installed = FOLDER.resolve("node_modules").resolve(".package-lock.json");
    Path wanted = FOLDER.resolve("package-lock.json");
    if (Files.exists(installed)
        && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0) {
      return;
    }
    try {
      Process npm = process("npm", "ci").redirectOutput(LOG.toFile()).start();
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        missing("npm ci took too long");
      } else if (npm.exitValue() != 0) {
        missing("npm ci failed (interop/" + LOG + ")");
      }
    } catch (IOException e) {
      missing("there is no npm");
    }
  }

  private static ProcessBuilder process(String... command) throws IOException {
    Files.createDirectories(LOG.getParent());
    return new ProcessBuilder(command)
        .directory(FOLDER.toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
  }

  private static void missing(String what) {
    String message =
        what
            + ": conversations with ts-mls need Node "
            + OLDEST_NODE
            + " or newer with npm (Debian 13: apt-get install nodejs npm), and once the network, for"
            + " 'npm ci' in interop/peers/ts-mls";
    if (Boolean.getBoolean(REQUIRED)) {
      throw new AssertionError(message);
    }
    // Said aloud as well: the reason of a skipped test is in the reports only.
    System.err.println("SKIPPED: " + message);
    Assumptions.abort(message);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      node.getOutputStream().close();
      if (node.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // It has ended already, or is made to.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    node.destroyForcibly();
  }
}
