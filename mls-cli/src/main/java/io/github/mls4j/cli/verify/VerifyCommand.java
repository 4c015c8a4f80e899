package io.github.mls4j.cli.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.term.Progress;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.crypto.CryptoProvider;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.vectors.FileResult;
import io.github.mls4j.vectors.VectorRoot;
import io.github.mls4j.vectors.VectorRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mls vectors verify}: runs vector files and says for each suite in them how it went. */
@Command(
    name = "verify",
    description =
        "Verify test vectors: those that the MLS working group publishes, and refusals, that is bad"
            + " inputs (test-vectors/refusals/README.md).",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no case failed",
      "1:a case failed, or a file is not a vector file or cannot be read",
      "2:wrong usage"
    })
public final class VerifyCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR|FILE",
      description =
          "Vector files under any name, folders of them, or a root of vectors with mls/ in it."
              + " Without any: the published vectors, if they are here, and the refusals in"
              + " test-vectors/refusals.")
  private List<Path> inputs = List.of();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--refusals",
      description =
          "List also what was refused as it had to be: the case, the requirement that it says it"
              + " breaks, and the Rule that refused it.")
  private boolean refusals;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "The crypto provider under test: hybrid or bc (default: ${DEFAULT-VALUE}).")
  private String provider = CryptoProviders.DEFAULT;

  public VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    List<FileResult> results = run(command.commandLine().getErr());
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(ResultJson.of(results)));
    } else {
      ResultTable table = new ResultTable(new Style(terminal.colour()));
      if (refusals) {
        table.refusals(results).forEach(out::println);
      }
      table.lines(results).forEach(out::println);
    }
    return results.stream().allMatch(FileResult::ok) ? 0 : 1;
  }

  private List<FileResult> run(PrintWriter err) {
    List<Path> files = files();
    VectorRunner runner = new VectorRunner(provider());
    List<FileResult> results = new ArrayList<>();
    try (Progress progress = new Progress(err, terminal)) {
      for (Path file : files) {
        String task =
            "%s, file %d of %d".formatted(file.getFileName(), results.size() + 1, files.size());
        results.add(run(runner, file, (path, done, total) -> progress.update(task, done, total)));
      }
    }
    return results;
  }

  /** A file that cannot be read fails like one that is no vector file, and the others go on. */
  private static FileResult run(VectorRunner runner, Path file, VectorRunner.Progress progress) {
    try {
      return runner.run(file, progress);
    } catch (IOException e) {
      return new FileResult(file, null, "cannot be read: " + e, List.of());
    }
  }

  private List<Path> files() {
    List<Path> inputs = this.inputs.isEmpty() ? here() : this.inputs;
    for (Path input : inputs) {
      if (!Files.exists(input)) {
        throw new CommandFailure(input + ": there is no such file or folder");
      }
    }
    List<Path> files;
    try {
      files = VectorRunner.files(inputs);
    } catch (UncheckedIOException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    if (files.isEmpty()) {
      throw new CommandFailure("there is no .json file in " + inputs);
    }
    return files;
  }

  /** What there is to verify where nothing is named. */
  private static List<Path> here() {
    VectorRoot root = VectorRoot.ofProcess();
    List<Path> found;
    try {
      found = Stream.of(root.find(), root.refusals()).filter(Objects::nonNull).toList();
    } catch (IllegalStateException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
    if (found.isEmpty()) {
      throw new CommandFailure(VectorRoot.HOW_TO_GET);
    }
    return found;
  }

  private CryptoProvider provider() {
    try {
      return CryptoProviders.named(provider);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
