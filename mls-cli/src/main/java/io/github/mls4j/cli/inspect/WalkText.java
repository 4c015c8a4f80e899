package io.github.mls4j.cli.inspect;

import io.github.mls4j.cli.open.CaseWalk;
import io.github.mls4j.cli.open.Opening;
import io.github.mls4j.cli.term.Row;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.view.TextRenderer;
import io.github.mls4j.cli.view.View;
import java.io.PrintWriter;

/** Tells how a passive client fared: a line for each message, or each message whole. */
final class WalkText {

  private static final String FIELD = "  %-13s ";

  private final PrintWriter out;
  private final Style style;
  private final int columns;
  private final boolean full;
  private final boolean structs;

  WalkText(PrintWriter out, Style style, int columns, boolean full, boolean structs) {
    this.out = out;
    this.style = style;
    this.columns = columns;
    this.full = full;
    this.structs = structs;
  }

  void print(String name, String suite, CaseWalk walk) {
    out.println(style.bold(name) + "  " + style.faint(suite));
    out.println();
    Opening welcome = walk.welcome();
    if (structs || !welcome.sound()) {
      new TextRenderer(out, style, full).render("welcome", welcome.view());
    } else {
      line("welcome", (View.Check) welcome.view().fields().get(0).value(), "");
    }
    for (CaseWalk.Epoch epoch : walk.epochs()) {
      out.println();
      out.println(
          style.bold("epoch " + Long.toUnsignedString(epoch.number()))
              + ", "
              + epoch.members()
              + (epoch.members() == 1 ? " member" : " members")
              + style.faint(", as " + epoch.who()));
      line("authenticator", epoch.authenticator(), "");
      epoch.steps().forEach(this::step);
    }
    out.println();
    out.println(
        walk.sound()
            ? style.green("✓") + " all opened and accepted, all epoch authenticators as in the file"
            : style.red("✗") + " here the client and the file part");
  }

  private void step(CaseWalk.Step step) {
    Opening opening = step.opening();
    boolean holds = opening.sound() && step.taken().holds();
    if (holds) {
      line(step.field(), new View.Check(true, step.who() + key(opening)), step.summary());
    }
    if (structs || !holds) {
      new TextRenderer(out, style, full).render(step.field(), opening.view());
    }
    if (!step.taken().holds()) {
      line("refused", step.taken(), "");
    }
  }

  /** How a PrivateMessage was opened; empty for a PublicMessage. */
  private static String key(Opening opening) {
    return opening.view().fields().stream()
        .filter(field -> field.name().equals("sender_data"))
        .map(field -> (View.Struct) field.value())
        .flatMap(data -> data.fields().stream())
        .filter(field -> field.name().equals("generation"))
        .map(field -> ", generation " + ((View.Scalar) field.value()).json())
        .findFirst()
        .orElse("");
  }

  private void line(String field, View.Check check, String summary) {
    String label = FIELD.formatted(field);
    int room = columns - Row.width(label) - 2;
    String finding = check.finding() + (summary.isEmpty() ? "" : ": " + summary);
    String shown = check.holds() && !full ? Row.clip(finding, room) : finding;
    out.println(label + TextRenderer.check(style, new View.Check(check.holds(), shown)));
  }
}
