package io.github.mls4j.cli.interop;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.interop.server.InteropServer;
import io.github.mls4j.interop.server.ServerLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mls interop serve}: our client for others' test runners. */
@Command(
    name = "serve",
    description = {
      "Serve the MLSClient protocol of the working group's interop harness, for a test runner to"
          + " drive, until interrupted.",
      "Whoever reaches the port can use all keys behind it: it is for tests, and without"
          + " encryption."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "1:the address cannot be had",
      "2:wrong usage",
      "130, 143:it served until it was interrupted or terminated"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mls interop serve --port 50051",
      "  mls interop serve --port 0 --host 0.0.0.0 --max-states 100000"
    })
public final class ServeCommand implements Callable<Integer> {

  private static final int MAX_PORT = 0xffff;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      required = true,
      paramLabel = "N",
      description = "The port to listen at; 0 for any that is free.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen at (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--max-states",
      paramLabel = "N",
      description =
          "How many states, key packages and signers there may be at a time (default:"
              + " ${DEFAULT-VALUE}).")
  private int maxStates = ServerLimits.DEFAULT.maxIds();

  @Option(
      names = "--max-message",
      paramLabel = "BYTES",
      description = "The longest request that is read (default: ${DEFAULT-VALUE}).")
  private int maxMessage = ServerLimits.DEFAULT.maxMessageBytes();

  @Option(
      names = "--past-epochs",
      paramLabel = "N",
      description =
          "Of how many past epochs a state still opens application messages (default:"
              + " ${DEFAULT-VALUE}).")
  private int pastEpochs = ServerLimits.DEFAULT.pastEpochs();

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(
          command.commandLine(), "--port is " + port + ", not from 0 to " + MAX_PORT);
    }
    PrintWriter out = command.commandLine().getOut();
    InteropCommand.quietGrpc();
    try (InteropServer server = InteropServer.start(host, port, limits(command))) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "interop-close"));
      out.println("serving MLSClient at " + host + ":" + server.port());
      out.flush();
      server.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // as good a way to end it as any
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure("cannot serve at " + host + ":" + port + ": " + e.getMessage(), e);
    }
    return 0;
  }

  private ServerLimits limits(CommandSpec command) {
    try {
      return new ServerLimits(maxStates, maxMessage, pastEpochs);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(),
          "--max-states, --max-message and --past-epochs: " + e.getMessage(),
          e);
    }
  }
}
