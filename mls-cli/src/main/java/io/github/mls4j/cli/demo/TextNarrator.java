package io.github.mls4j.cli.demo;

import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.term.Terminal;
import io.github.mls4j.cli.term.TreeDrawing;
import io.github.mls4j.cli.term.TreeSketch;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.RatchetTreeExtension;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells the story to people. */
final class TextNarrator implements Narrator {

  private static final String INDENT = "  ";
  private static final int MAX_LINE = 88;
  private static final String REFUSED = "✗ ";
  private static final int AUTHENTICATOR_BYTES = 8;

  private final PrintWriter out;
  private final Style style;
  private final int columns;
  private @Nullable RatchetTreeExtension drawn;

  TextNarrator(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.style = new Style(terminal.colour());
    this.columns = terminal.columns();
  }

  @Override
  public void opening(CipherSuiteId suite) {
    out.println();
    out.println(INDENT + style.bold("The life of an MLS group") + " (RFC 9420)");
    out.println(INDENT + style.faint(suite.toString()));
    out.println();
    paragraph(
        "Each person below is a client with keys of its own. Between them go bytes and nothing"
            + " else, carried by a delivery service that cannot read them. After each step all"
            + " members must agree on the epoch authenticator, a value that only those who share"
            + " the epoch's secrets can know.");
    out.println();
    out.println(INDENT + style.faint(TreeDrawing.LEGEND));
  }

  @Override
  public void chapter(Chapter next) {
    drawn = null;
    out.println();
    out.println(INDENT + style.bold(next.title()) + style.faint("  --story " + next.name()));
  }

  @Override
  public void tell(Step step) {
    out.println();
    heading(step);
    paragraph(step.explanation());
    out.println();
    for (Event event : step.events()) {
      out.println(INDENT + event(event));
    }
    if (!step.events().isEmpty()) {
      out.println();
    }
    if (!step.ratchetTree().equals(drawn)) {
      new TreeDrawing(style, columns - INDENT.length())
          .draw(TreeSketch.of(step.ratchetTree(), drawn))
          .forEach(line -> out.println(INDENT + line));
      drawn = step.ratchetTree();
      out.println();
    }
    out.println(
        INDENT
            + style.faint("epoch authenticator ")
            + style.cyan(step.epochAuthenticator().slice(0, AUTHENTICATOR_BYTES).toHex() + "…")
            + " "
            + style.green("✓")
            + sameFor(step.members()));
    out.flush();
  }

  private String sameFor(List<String> members) {
    String all = Cast.list(members);
    if (members.size() == 1) {
      return " " + all;
    }
    int before = INDENT.length() + "epoch authenticator … ✓ the same for ".length();
    boolean fits = before + 2 * AUTHENTICATOR_BYTES + all.length() <= Math.min(columns, MAX_LINE);
    return " the same for " + (fits ? all : "all " + members.size());
  }

  @Override
  public void closing(int steps, long epochs, long bytes) {
    out.println();
    out.println(
        INDENT
            + style.green("✓ ")
            + "%d steps, %d epochs, %,d bytes on the wire; all members agreed."
                .formatted(steps, epochs, bytes));
    out.println();
  }

  private void heading(Step step) {
    String left = "── %d  %s ".formatted(step.number(), step.title());
    String right = " epoch " + Long.toUnsignedString(step.epoch()) + " ──";
    int rule = Math.max(2, Math.min(columns, MAX_LINE) - left.length() - right.length());
    out.println(style.bold(left) + style.faint("─".repeat(rule)) + style.bold(right));
  }

  private String event(Event event) {
    if (event instanceof Event.Published published) {
      return style.bold(Cast.list(published.by()))
          + " → the directory: "
          + published.what()
          + (published.by().size() == 1 ? "" : "s")
          + style.faint(" %,d bytes".formatted(published.bytes()));
    }
    if (event instanceof Event.Sent sent) {
      return style.bold(sent.from())
          + " → "
          + (sent.to().isEmpty() ? "all" : Cast.list(sent.to()))
          + ": "
          + sent.what()
          + style.faint(" %,d bytes".formatted(sent.bytes()));
    }
    if (event instanceof Event.Said said) {
      return style.bold(said.from())
          + " → all: "
          + style.yellow("“" + said.text() + "”")
          + style.faint(" %,d bytes".formatted(said.bytes()));
    }
    if (event instanceof Event.Read read) {
      return INDENT
          + style.green("✓ ")
          + Cast.list(read.by())
          + (read.by().size() == 1 ? " reads " : " read ")
          + read.texts().stream()
              .map(text -> style.yellow("“" + text + "”"))
              .collect(Collectors.joining(", "));
    }
    if (event instanceof Event.Entered entered) {
      return INDENT
          + style.green("✓ ")
          + Cast.list(entered.members())
          + (entered.members().size() == 1 ? " is" : " are")
          + " in epoch "
          + Long.toUnsignedString(entered.epoch());
    }
    if (event instanceof Event.Noted noted) {
      String lines = String.join(System.lineSeparator(), wrapped(noted.text(), INDENT.repeat(3)));
      return INDENT + style.faint("· ") + lines.strip();
    }
    if (event instanceof Event.Denied denied) {
      return refused(denied.by() + " cannot " + denied.what(), denied.reason());
    }
    Event.Refused refused = (Event.Refused) event;
    return refused(refused.by() + " cannot use " + refused.what(), refused.reason());
  }

  private String refused(String what, String why) {
    String reason = " (" + why + ")";
    if (REFUSED.length() + what.length() + reason.length()
        > Math.min(columns, MAX_LINE) - 2 * INDENT.length()) {
      reason =
          System.lineSeparator()
              + String.join(System.lineSeparator(), wrapped(reason.strip(), INDENT.repeat(3)));
    }
    return INDENT + style.red(REFUSED) + what + style.faint(reason);
  }

  private void paragraph(String text) {
    wrapped(text, INDENT).forEach(out::println);
  }

  private List<String> wrapped(String text, String indent) {
    int width = Math.min(columns, MAX_LINE) - indent.length();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(indent + line);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(indent + line);
    return lines;
  }
}
