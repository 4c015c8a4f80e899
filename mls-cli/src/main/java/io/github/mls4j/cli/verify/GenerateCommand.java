package io.github.mls4j.cli.verify;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.Suites;
import io.github.mls4j.cli.term.Progress;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.crypto.CryptoProviders;
import io.github.mls4j.vectors.FileResult;
import io.github.mls4j.vectors.RefusalGenerator;
import io.github.mls4j.vectors.VectorGenerator;
import io.github.mls4j.vectors.VectorRunner;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
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

/** {@code mls vectors generate}: writes vectors of our own, and verifies them. */
@Command(
    name = "generate",
    description = {
      "Make test vectors, in the formats that the MLS working group publishes, and refusals, that is"
          + " bad inputs. Types that it does not publish are in the format that their name begins"
          + " with, and test-vectors/README.md says what is in them.",
      "The same seed gives the same bytes. What is written is then verified. With each bad input"
          + " comes what a client accepts after it, and refused-by.tsv tells which Rule refused it;"
          + " the set in test-vectors/refusals is made without options."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the files are written, and what is in them is as it has to be",
      "1:something is not, or the files cannot be written",
      "2:wrong usage"
    })
public final class GenerateCommand implements Callable<Integer> {

  private static final String ALL = "all";
  private static final String REFUSALS = "refusals";

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "TYPE",
      completionCandidates = Types.class,
      description =
          "One of: ${COMPLETION-CANDIDATES}. With " + ALL + ", refusals go into DIR/refusals.")
  private String type = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder to write to; made if it is not there. Files of the same names in it are"
              + " replaced, others are left alone.")
  private @Nullable Path folder;

  @Option(
      names = "--suites",
      paramLabel = "SUITE",
      split = ",",
      converter = Suites.Converter.class,
      description =
          "For which cipher suites, by number or RFC name (default: all). Of refusals, suite 1 has"
              + " all, the others those in which the suite has a part; large vectors and those of"
              + " all shapes are made for the first suite only.")
  private List<CipherSuiteId> suites = Suites.all();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What all keys and messages come of (default: ${DEFAULT-VALUE}).")
  private long seed = VectorGenerator.SEED;

  public GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What TYPE may be. */
  static final class Types implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      List<String> types = new ArrayList<>(VectorGenerator.types());
      types.add(REFUSALS);
      types.add(ALL);
      return types.iterator();
    }
  }

  /** Writes one file into a folder. */
  @FunctionalInterface
  private interface Writer {
    /**
     * @return null if there is nothing in it
     */
    @Nullable Path write(String name, Path folder) throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    Path target = Objects.requireNonNull(folder);
    requireType(command);
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw new CommandFailure(target + " is a file, and not a folder to write to");
    }
    try {
      List<FileResult> results = write(target, command.commandLine().getErr());
      PrintWriter out = command.commandLine().getOut();
      new ResultTable(new Style(terminal.colour())).lines(results).forEach(out::println);
      return results.stream().allMatch(FileResult::ok) ? 0 : 1;
    } catch (IOException e) {
      throw new CommandFailure(target + " cannot be written: " + e, e);
    }
  }

  private List<FileResult> write(Path target, PrintWriter err) throws Exception {
    try (Progress progress = new Progress(err, terminal)) {
      if (type.equals(REFUSALS)) {
        return refusals(target, progress);
      }
      List<String> types = type.equals(ALL) ? VectorGenerator.types() : List.of(type);
      List<FileResult> results =
          write(types, new VectorGenerator(suites, seed)::write, target, progress);
      if (type.equals(ALL)) {
        results.addAll(refusals(target.resolve(REFUSALS), progress));
      }
      return results;
    }
  }

  private List<FileResult> refusals(Path target, Progress progress) throws Exception {
    List<FileResult> results =
        write(
            RefusalGenerator.topics(), new RefusalGenerator(suites, seed)::write, target, progress);
    Files.writeString(
        target.resolve(RefusalGenerator.REFUSED_BY), RefusalGenerator.refusedBy(results));
    return results;
  }

  private static List<FileResult> write(
      List<String> names, Writer writer, Path target, Progress progress) throws Exception {
    Files.createDirectories(target);
    VectorRunner runner = new VectorRunner(CryptoProviders.defaultProvider());
    List<FileResult> results = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      progress.update("making " + names.get(i), i, names.size());
      Path file = writer.write(names.get(i), target);
      if (file != null) {
        results.add(
            runner.run(file, (path, done, all) -> progress.update("verifying " + path, done, all)));
      }
    }
    return results;
  }

  private void requireType(CommandSpec command) {
    List<String> types = new ArrayList<>();
    new Types().forEach(types::add);
    if (!types.contains(type)) {
      throw new ParameterException(
          command.commandLine(), "no vectors are called '" + type + "'; there are " + types);
    }
  }
}
