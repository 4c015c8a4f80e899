package io.github.mls4j.cli.interop;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;

/** {@code mls interop}: the room of the commands about interoperability. */
@Command(
    name = "interop",
    description = "Test this and other implementations against each other, over gRPC.",
    synopsisSubcommandLabel = "COMMAND")
public final class InteropCommand {

  /** Held, since settings go with the logger. */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  /**
   * gRPC warns, with stack traces, of what the other side does: a runner reports that itself, and
   * to a server anyone may connect.
   */
  static void quietGrpc() {
    GRPC.setLevel(Level.SEVERE);
  }
}
