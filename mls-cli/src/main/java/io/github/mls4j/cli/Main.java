package io.github.mls4j.cli;

import io.github.mls4j.cli.demo.DemoCommand;
import io.github.mls4j.cli.diff.DiffCommand;
import io.github.mls4j.cli.inspect.InspectCommand;
import io.github.mls4j.cli.interop.InteropCommand;
import io.github.mls4j.cli.interop.RunCommand;
import io.github.mls4j.cli.interop.ServeCommand;
import io.github.mls4j.cli.story.Chapters;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.cli.verify.GenerateCommand;
import io.github.mls4j.cli.verify.VectorsCommand;
import io.github.mls4j.cli.verify.VerifyCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

/** The command line of mls4j; the launcher {@code ./mls} starts it. */
@Command(
    name = "mls",
    description = "Messaging Layer Security (RFC 9420) from the command line.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all is well",
      "1:the input is bad, or a check failed",
      "2:the command line itself is wrong"
    })
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(
        run(
            Terminal.ofProcess(),
            System.in,
            writer(FileDescriptor.out),
            writer(FileDescriptor.err),
            args));
  }

  /**
   * Runs one command.
   *
   * @return the exit status
   */
  static int run(
      Terminal terminal, InputStream stdin, PrintWriter out, PrintWriter err, String... args) {
    CommandLine commands =
        new CommandLine(new Main())
            .addSubcommand(new DemoCommand(terminal, Chapters.all()))
            .addSubcommand(
                new CommandLine(new VectorsCommand())
                    .addSubcommand(new VerifyCommand(terminal))
                    .addSubcommand(new GenerateCommand(terminal)))
            .addSubcommand(new InspectCommand(terminal, stdin))
            .addSubcommand(new DiffCommand(terminal, stdin))
            .addSubcommand(
                new CommandLine(new InteropCommand())
                    .addSubcommand(new RunCommand(terminal))
                    .addSubcommand(new ServeCommand()))
            .setOut(out)
            .setErr(err)
            .setColorScheme(
                CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
            .setUsageHelpWidth(terminal.columns())
            .setExecutionExceptionHandler(Main::failed);
    int status = commands.execute(args);
    out.flush();
    err.flush();
    return status;
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getOut().flush();
    if (e instanceof CommandFailure) {
      command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
    } else {
      e.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Always UTF-8: the drawings need it, and a "C" locale would turn them into question marks. */
  private static PrintWriter writer(FileDescriptor to) {
    return new PrintWriter(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"mls4j " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
