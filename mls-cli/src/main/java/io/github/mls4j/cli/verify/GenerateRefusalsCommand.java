package io.github.mls4j.cli.verify;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.term.Progress;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.vectors.FileResult;
import io.github.mls4j.vectors.RefusalGenerator;
import io.github.mls4j.vectors.VectorRunner;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mls vectors generate refusals}: writes our own refusal vectors. */
@Command(
    name = "refusals",
    description =
        "Write our own refusal vectors: bad inputs, each with what a client accepts after it. The"
            + " format is that of test-vectors/refusals/README.md; the set there is made by this"
            + " command without options. The same seed gives the same bytes. What is written is then"
            + " verified, and refused-by.tsv tells which Rule refused each message.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the files are written, and all in them is refused or accepted as it has to be",
      "1:something is not, or the files cannot be written",
      "2:wrong usage"
    })
public final class GenerateRefusalsCommand implements Callable<Integer> {

  private static final int SUITES = 7;

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Where to; made if it is not there.")
  private @Nullable Path folder;

  @Option(
      names = "--suites",
      paramLabel = "N",
      split = ",",
      description =
          "For which cipher suites (default: 1,2,3,4,5,6,7). Suite 1 has all vectors, the others"
              + " those in which the suite has a part.")
  private List<Integer> suites = List.of(1, 2, 3, 4, 5, 6, 7);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What all keys and messages come of (default: ${DEFAULT-VALUE}).")
  private long seed = RefusalGenerator.SEED;

  public GenerateRefusalsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    Path target = Objects.requireNonNull(folder);
    RefusalGenerator generator = new RefusalGenerator(suites(command), seed);
    try {
      Files.createDirectories(target);
      List<FileResult> results = write(generator, target, command.commandLine().getErr());
      PrintWriter out = command.commandLine().getOut();
      new ResultTable(new Style(terminal.colour())).lines(results).forEach(out::println);
      return results.stream().allMatch(FileResult::ok) ? 0 : 1;
    } catch (IOException e) {
      throw new CommandFailure(target + " cannot be written: " + e, e);
    }
  }

  private List<FileResult> write(RefusalGenerator generator, Path target, PrintWriter err)
      throws Exception {
    List<String> topics = RefusalGenerator.topics();
    VectorRunner runner = new VectorRunner(CryptoProviders.defaultProvider());
    List<FileResult> results = new ArrayList<>();
    try (Progress progress = new Progress(err, terminal)) {
      for (int i = 0; i < topics.size(); i++) {
        progress.update("making " + topics.get(i), i, topics.size());
        Path file = generator.write(topics.get(i), target);
        if (file != null) {
          results.add(
              runner.run(
                  file, (path, done, all) -> progress.update("verifying " + path, done, all)));
        }
      }
    }
    Files.writeString(
        target.resolve(RefusalGenerator.REFUSED_BY), RefusalGenerator.refusedBy(results));
    return results;
  }

  private List<CipherSuiteId> suites(CommandSpec command) {
    for (int suite : suites) {
      if (suite < 1 || suite > SUITES) {
        throw new ParameterException(
            command.commandLine(), "there are cipher suites 1 to " + SUITES + ", not " + suite);
      }
    }
    return suites.stream().map(CipherSuiteId::of).toList();
  }
}
