package io.github.mls4j.cli.demo;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.Suites;
import io.github.mls4j.cli.term.Progress;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mls demo}: several clients live through the life of a group, and the tree is drawn. */
@Command(
    name = "demo",
    description = {
      "Watch a group live: Alice creates it and adds others, they chat, update their keys, remove"
          + " and join.",
      "After each step all members must agree on the epoch authenticator."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all members agreed after each step", "1:they did not", "2:wrong usage"})
public final class DemoCommand implements Callable<Integer> {

  private static final int MIN_MEMBERS = 3;
  private static final int MAX_MEMBERS = 1_000;

  private static final String ALL = "all";
  private static final String LIST = "list";

  private final Terminal terminal;
  private final List<Chapter> chapters;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--suite",
      paramLabel = "SUITE",
      converter = Suites.Converter.class,
      description = "Cipher suite, by number (1 to 7) or by name; default: 1.")
  private CipherSuiteId suite = CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519;

  @Option(
      names = "--members",
      paramLabel = "N",
      description =
          "How many are in the group at the start, 3 to 1000; default: 3. Not with --story.")
  private int members = MIN_MEMBERS;

  @Option(
      names = "--story",
      paramLabel = "CHAPTER",
      description =
          "Tell the long story instead: one chapter by its name, 'all' of them, or 'list' the"
              + " names.")
  private @Nullable String story;

  @Option(names = "--json", description = "Print one JSON object a step, a line each.")
  private boolean json;

  /**
   * @param chapters of the long story
   */
  public DemoCommand(Terminal terminal, List<Chapter> chapters) {
    this.terminal = terminal;
    this.chapters = List.copyOf(chapters);
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    if (members < MIN_MEMBERS || members > MAX_MEMBERS) {
      throw new ParameterException(
          command.commandLine(),
          "--members is " + members + ", not from " + MIN_MEMBERS + " to " + MAX_MEMBERS);
    }
    if (story != null && command.commandLine().getParseResult().hasMatchedOption("--members")) {
      throw new ParameterException(
          command.commandLine(), "--members is not for the long story, which has its own cast");
    }
    PrintWriter out = command.commandLine().getOut();
    if (LIST.equals(story)) {
      chapters.forEach(chapter -> out.printf("%-20s %s%n", chapter.name(), chapter.title()));
      return 0;
    }
    List<Chapter> chosen = chosen(command);
    Narrator narrator = json ? new JsonNarrator(out) : new TextNarrator(out, terminal);
    narrator.opening(suite);
    Totals totals = new Totals();
    SecureRandom random = new SecureRandom();
    try (Progress progress = new Progress(command.commandLine().getErr(), terminal)) {
      if (chosen.isEmpty()) {
        onStage(
            new Stage(suite, random, narrator, progress),
            totals,
            stage -> new Story(stage, stage.random(), members - MIN_MEMBERS).tell());
      }
      for (Chapter chapter : chosen) {
        narrator.chapter(chapter);
        onStage(new Stage(suite, random, narrator, progress), totals, chapter::tell);
      }
      narrator.closing(totals.steps, totals.epochs, totals.bytes);
    } catch (MlsException e) {
      throw new CommandFailure("a message was refused: " + e.getMessage(), e);
    }
    return 0;
  }

  /** None for the short story. */
  private List<Chapter> chosen(CommandSpec command) {
    if (story == null) {
      return List.of();
    }
    if (story.equals(ALL)) {
      return chapters;
    }
    return List.of(
        chapters.stream()
            .filter(chapter -> chapter.name().equals(story))
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(), "no chapter '" + story + "'; see --story list")));
  }

  private static final class Totals {
    private int steps;
    private long epochs;
    private long bytes;
  }

  @FunctionalInterface
  private interface Telling {
    void on(Stage stage) throws MlsException;
  }

  private static void onStage(Stage opened, Totals totals, Telling telling) throws MlsException {
    try (Stage stage = opened) {
      telling.on(stage);
      totals.steps += stage.steps();
      totals.epochs += stage.epochs();
      totals.bytes += stage.service().bytesCarried();
    }
  }
}
