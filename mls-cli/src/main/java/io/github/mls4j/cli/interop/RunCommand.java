package io.github.mls4j.cli.interop;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.Suites;
import io.github.mls4j.cli.term.Progress;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.interop.runner.Config;
import io.github.mls4j.interop.runner.Peer;
import io.github.mls4j.interop.runner.PeerException;
import io.github.mls4j.interop.runner.RunOptions;
import io.github.mls4j.interop.runner.RunReport;
import io.github.mls4j.interop.runner.ScenarioRunner;
import io.github.mls4j.interop.runner.Scenarios;
import io.github.mls4j.interop.runner.Script;
import io.github.mls4j.interop.server.InteropServer;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mls interop run}: drives clients through scripted conversations. */
@Command(
    name = "run",
    description = {
      "Let clients of different implementations talk with each other, step by step as scripts say:"
          + " with each cipher suite, with handshake messages encrypted or not, and with each"
          + " assignment of the actors to the clients.",
      "Prints what passed, and for what failed the first step that did: its number in the script,"
          + " the action, the call, whose client it was, and what that said."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:everything passed",
      "1:something failed, a config is bad, or a client is not there",
      "2:wrong usage"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mls interop run --self",
      "  mls interop run --self --client localhost:50052 --suite 1",
      "  mls interop run --config configs --client localhost:50051 localhost:50052",
      "  mls interop run --self --scenario commit reinit/new_suite --private"
    })
public final class RunCommand implements Callable<Integer> {

  private static final String LOOPBACK = "127.0.0.1";

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Scripts in the working group's format (test-config.md), or folders of such files."
              + " Without: our own, which cover more.")
  private List<Path> configs = List.of();

  @Option(
      names = "--client",
      arity = "1..*",
      paramLabel = "HOST:PORT",
      converter = Address.Converter.class,
      description = "Where clients listen, of any implementation.")
  private List<Address> clients = List.of();

  @Option(
      names = "--self",
      description = "Take part ourselves: a client of this library is started in this process.")
  private boolean self;

  @Option(
      names = "--scenario",
      arity = "1..*",
      paramLabel = "NAME",
      description =
          "Run these only: names of configs (files without .json), scripts, or both as CONFIG/SCRIPT.")
  private List<String> scenarios = List.of();

  @Option(
      names = "--suite",
      arity = "1..*",
      paramLabel = "SUITE",
      split = ",",
      converter = Suites.Converter.class,
      description = "With these cipher suites only, by number or RFC name.")
  private List<CipherSuiteId> suites = List.of();

  @Option(names = "--public", description = "With handshake messages as PublicMessage only.")
  private boolean publicOnly;

  @Option(names = "--private", description = "With handshake messages as PrivateMessage only.")
  private boolean privateOnly;

  @Option(
      names = "--max-assignments",
      paramLabel = "N",
      description =
          "Up to how many assignments of the actors to the clients all are run (default:"
              + " ${DEFAULT-VALUE}); of more, a sample.")
  private int maxAssignments = RunOptions.ALL.maxAssignments();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "The size of the sample, the same at each run (default: ${DEFAULT-VALUE}).")
  private int samples = RunOptions.ALL.samples();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What our own random scripts come of (default: ${DEFAULT-VALUE}).")
  private long seed = Scenarios.SEED;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long any one call may take (default: ${DEFAULT-VALUE}).")
  private int timeout = 60;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "How many conversations go on at a time (default: 1, as not every client can take more;"
              + " alone with ourselves, as many as there are processors).")
  private @Nullable Integer jobs;

  @Option(names = "--fail-fast", description = "Stop after the first failure.")
  private boolean failFast;

  @Option(names = "--list", description = "Print the names of the scripts instead.")
  private boolean list;

  @Option(names = "--json", description = "Print JSON, with every run.")
  private boolean json;

  public RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    RunOptions options = options();
    List<Config> chosen = ConfigFiles.read(configs, seed);
    requireScenarios(chosen);
    List<String> names = names(chosen, options);
    if (list) {
      names.forEach(out::println);
      return 0;
    }
    if (names.isEmpty()) {
      throw new CommandFailure("there is no script in what --config names");
    }
    if (!self && clients.isEmpty()) {
      throw wrong("nobody takes part: name a --client, or take part --self");
    }
    RunReport report = run(chosen, options, command.commandLine().getErr());
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(MatrixJson.of(report)));
    } else {
      new MatrixTable(new Style(terminal.colour()), report).lines().forEach(out::println);
    }
    return report.ok() ? 0 : 1;
  }

  private static List<String> names(List<Config> chosen, RunOptions options) {
    List<String> names = new ArrayList<>();
    for (Config config : chosen) {
      for (Script script : config.scripts()) {
        if (options.wants(config, script)) {
          names.add(config.name() + "/" + script.name());
        }
      }
    }
    return names;
  }

  private RunReport run(List<Config> chosen, RunOptions options, PrintWriter err)
      throws IOException {
    InteropCommand.quietGrpc();
    List<Peer> peers = new ArrayList<>();
    try (InteropServer server = self ? InteropServer.start(LOOPBACK, 0) : null;
        Progress progress = new Progress(err, terminal)) {
      if (server != null) {
        peers.add(connect(new Address(LOOPBACK, server.port())));
      }
      for (Address client : clients) {
        peers.add(connect(client));
      }
      requireSuites(peers);
      return new ScenarioRunner(peers, options, new SecureRandom()).run(chosen, progress::update);
    } finally {
      peers.forEach(Peer::close);
    }
  }

  private Peer connect(Address address) {
    try {
      return Peer.connect(address.host(), address.port(), Duration.ofSeconds(timeout));
    } catch (PeerException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private RunOptions options() {
    int conversations =
        jobs != null ? jobs : clients.isEmpty() ? Runtime.getRuntime().availableProcessors() : 1;
    if (maxAssignments < 1 || samples < 1 || conversations < 1 || timeout < 1) {
      throw wrong("--max-assignments, --samples, --jobs and --timeout are at least 1");
    }
    boolean both = publicOnly == privateOnly;
    return new RunOptions(
        suites.stream().map(CipherSuiteId::value).collect(Collectors.toSet()),
        both || publicOnly,
        both || privateOnly,
        Set.copyOf(scenarios),
        maxAssignments,
        samples,
        conversations,
        failFast);
  }

  /** A name that is misspelt must not just run nothing. */
  private void requireScenarios(List<Config> chosen) {
    for (String scenario : scenarios) {
      if (chosen.stream().noneMatch(config -> config.has(scenario))) {
        throw wrong("no scenario is called '" + scenario + "'; see --list");
      }
    }
  }

  private void requireSuites(List<Peer> peers) {
    for (CipherSuiteId suite : suites) {
      if (peers.stream().noneMatch(peer -> peer.suites().contains(suite.value()))) {
        throw new CommandFailure("no client has suite " + suite.value());
      }
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
