package io.github.mls4j.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.WireStruct;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code mls inspect}: says what a message holds. Nothing is verified but that it is well-formed.
 */
@Command(
    name = "inspect",
    description = {
      "Show what an MLSMessage, KeyPackage, GroupInfo, Welcome or ratchet tree holds.",
      "Signatures and tags are shown, not verified."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:the input was shown", "1:the input is not well-formed", "2:wrong usage"})
public final class InspectCommand implements Callable<Integer> {

  private static final String STDIN = "-";

  private final Terminal terminal;
  private final InputStream stdin;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|-",
      description = "Binary, hexadecimal or base64, found out by itself; - reads standard input.")
  private String input = STDIN;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = InputType.Converter.class,
      description =
          "What the input is, instead of a guess: MLSMessage, KeyPackage, GroupInfo, Welcome,"
              + " ratchet_tree, GroupContext, LeafNode, Proposal or Commit.")
  private @Nullable InputType type;

  @Option(names = "--json", description = "Print JSON; bytes are in hexadecimal, never shortened.")
  private boolean json;

  @Option(names = "--full", description = "Show long byte strings whole.")
  private boolean full;

  /**
   * @param stdin what {@code -} reads
   */
  public InspectCommand(Terminal terminal, InputStream stdin) {
    this.terminal = terminal;
    this.stdin = stdin;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    InputBytes read = readInput();
    Decoded decoded = decode(read);
    View view = ViewBuilder.of(decoded.value());
    if (json) {
      printJson(out, read, decoded, view);
    } else {
      Style style = new Style(terminal.colour());
      new TextRenderer(out, style, full).render(decoded.type().toString(), view);
      Derived.of(decoded.value()).print(out, style, terminal.columns());
    }
    return 0;
  }

  private InputBytes readInput() throws IOException {
    if (input.equals(STDIN)) {
      return InputBytes.read(stdin);
    }
    try (InputStream in = Files.newInputStream(Path.of(input))) {
      return InputBytes.read(in);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(input + ": there is no such file", e);
    } catch (IOException e) {
      throw new CommandFailure(input + ": " + e.getMessage(), e);
    }
  }

  private record Decoded(InputType type, WireStruct value) {}

  /** Decodes as the given type, or as the first that fits. */
  private Decoded decode(InputBytes read) {
    InputType forced = type;
    if (forced != null) {
      try {
        return new Decoded(forced, forced.decode(read.bytes()));
      } catch (DecodeException e) {
        throw malformed(read, forced, e, "");
      }
    }
    InputType closest = InputType.MLS_MESSAGE;
    DecodeException furthest = null;
    for (InputType guess : InputType.guesses()) {
      try {
        WireStruct value = guess.decode(read.bytes());
        if (InputType.isPlausible(value)) {
          return new Decoded(guess, value);
        }
      } catch (DecodeException e) {
        if (furthest == null || e.offset() > furthest.offset()) {
          closest = guess;
          furthest = e;
        }
      }
    }
    throw malformed(
        read, closest, Objects.requireNonNull(furthest), "no known struct; closest is ");
  }

  private CommandFailure malformed(
      InputBytes read, InputType as, DecodeException e, String introduction) {
    Bytes bytes = read.bytes();
    return new CommandFailure(
        "%s (%s, %d bytes): %sa malformed %s: at offset %d (0x%x), %s: %s"
            .formatted(
                input.equals(STDIN) ? "standard input" : input,
                read.encoding().toString().toLowerCase(Locale.ROOT),
                bytes.size(),
                introduction,
                as,
                e.offset(),
                e.offset(),
                e.path().isEmpty() ? "input" : e.path(),
                e.reason()),
        e);
  }

  private static void printJson(PrintWriter out, InputBytes read, Decoded decoded, View view)
      throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("type", decoded.type().toString());
    root.put("encoding", read.encoding().toString().toLowerCase(Locale.ROOT));
    root.put("size", read.bytes().size());
    root.set("value", JsonRenderer.render(view));
    ObjectNode derived = Derived.of(decoded.value()).json();
    if (!derived.isEmpty()) {
      root.set("derived", derived);
    }
    out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }
}
