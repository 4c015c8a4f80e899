package io.github.mls4j.cli.demo;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.Suites;
import io.github.mls4j.cli.term.Progress;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.PrintWriter;
import java.security.SecureRandom;
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
    description =
        "Watch a group live: Alice creates it and adds others, they chat, update their keys, remove"
            + " and join. After each step all members must agree on the epoch authenticator.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:all members agreed after each step", "1:they did not", "2:wrong usage"})
public final class DemoCommand implements Callable<Integer> {

  private static final int MIN_MEMBERS = 3;
  private static final int MAX_MEMBERS = 1_000;

  private final Terminal terminal;

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
      description = "How many are in the group at the start, 3 to 1000; default: 3.")
  private int members = MIN_MEMBERS;

  @Option(names = "--json", description = "Print one JSON object a step, a line each.")
  private boolean json;

  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    if (members < MIN_MEMBERS || members > MAX_MEMBERS) {
      throw new ParameterException(
          command.commandLine(),
          "--members is " + members + ", not from " + MIN_MEMBERS + " to " + MAX_MEMBERS);
    }
    PrintWriter out = command.commandLine().getOut();
    Narrator narrator = json ? new JsonNarrator(out) : new TextNarrator(out, terminal);
    SecureRandom random = new SecureRandom();
    narrator.opening(suite);
    try (Progress progress = new Progress(command.commandLine().getErr(), terminal);
        Stage stage = new Stage(suite, random, narrator, progress)) {
      new Story(stage, random, members - MIN_MEMBERS).tell();
      narrator.closing(stage.steps(), stage.epochs(), stage.service().bytesCarried());
    } catch (MlsException e) {
      throw new CommandFailure("a message was refused: " + e.getMessage(), e);
    }
    return 0;
  }
}
