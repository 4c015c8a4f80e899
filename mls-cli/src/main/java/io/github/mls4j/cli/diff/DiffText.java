package io.github.mls4j.cli.diff;

import io.github.mls4j.cli.term.Row;
import io.github.mls4j.cli.term.Style;
import io.github.mls4j.cli.view.TextRenderer;
import io.github.mls4j.cli.view.View;
import io.github.mls4j.codec.Bytes;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Tells what a comparison found: where the two part first, then the rest. */
final class DiffText {

  /** So many differences in one part of the protocol are told; JSON has them all. */
  private static final int TOLD = 20;

  private static final Pattern AREA = Pattern.compile("[\\[. ]");

  private static final int WHOLE_BYTES = 32;
  private static final int PART_BYTES = 24;
  private static final int BEFORE_BYTES = 4;

  /** The columns of paths, where two short values stand beside them. */
  private static final int LABEL = 34;

  private static final String CHECK = "%-19s ";

  private final PrintWriter out;
  private final Style style;
  private final int columns;
  private final boolean full;

  DiffText(PrintWriter out, Style style, int columns, boolean full) {
    this.out = out;
    this.style = style;
    this.columns = columns;
    this.full = full;
  }

  void print(String nameOfA, String nameOfB, Report report) {
    side("A", nameOfA, report.a());
    side("B", nameOfB, report.b());
    checks(report.checks());
    out.println();
    if (report.same()) {
      out.println(style.green("✓") + style.bold(" the same"));
    } else {
      out.println(style.red("✗") + style.bold(" they part here"));
      list(report.part());
      list("differs by itself, too", report.independent());
      list("follows from that", report.consequences());
    }
    out.println();
    lines("compared", report.compared());
    lines("not compared", report.notCompared());
  }

  private void side(String letter, String name, String what) {
    out.println(style.bold(letter) + "  " + name);
    wrapped("   ", what);
  }

  private void checks(List<View.Field> checks) {
    if (!checks.isEmpty()) {
      out.println();
    }
    for (View.Field field : checks) {
      String label = CHECK.formatted(field.name());
      if (field.value() instanceof View.Check check) {
        out.println(label + TextRenderer.check(style, check));
      } else {
        wrapped(label, shown(field.value(), 0, Style.PLAIN), UnaryOperator.identity());
      }
    }
  }

  private void list(String heading, List<Difference> differences) {
    if (!differences.isEmpty()) {
      out.println();
      out.println(style.bold(heading));
      list(differences);
    }
  }

  private void list(List<Difference> differences) {
    String group = "";
    Map<String, Integer> told = new LinkedHashMap<>();
    for (Difference each : differences) {
      int before = told.merge(area(each), 1, Integer::sum);
      if (before > TOLD && !full) {
        continue;
      }
      if (!each.group().isEmpty() && !each.group().equals(group)) {
        out.println("  " + style.cyan(each.group()) + "  " + style.faint(each.note()));
      }
      group = each.group();
      print(each);
    }
    if (!full) {
      told.values().removeIf(count -> count <= TOLD);
      told.forEach(
          (area, count) ->
              out.println(
                  "  … and " + (count - TOLD) + " more in " + area + ": --full tells them"));
    }
  }

  /** The part of the protocol that a path begins with. */
  private static String area(Difference difference) {
    return AREA.splitAsStream(difference.path()).findFirst().orElse("");
  }

  /** On one line if it fits. */
  private void print(Difference difference) {
    boolean grouped = !difference.group().isEmpty();
    String indent = grouped ? "    " : "  ";
    int at = mismatch(difference.a(), difference.b());
    String path = difference.relativePath();
    String label = indent + (path.isEmpty() ? "all of it" : path);
    String pad = " ".repeat(Math.max(0, LABEL - Row.width(label)));
    int width =
        Math.max(LABEL, Row.width(label))
            + Row.width(shown(difference.a(), at, Style.PLAIN))
            + Row.width(shown(difference.b(), at, Style.PLAIN))
            + 8;
    String a = shown(difference.a(), at, style);
    String b = shown(difference.b(), at, style);
    if (width <= columns) {
      out.println(style.cyan(label) + pad + "  A " + a + "  B " + b);
      remark(difference, grouped);
    } else {
      out.println(style.cyan(label));
      remark(difference, grouped);
      out.println(indent + "  A " + a);
      out.println(indent + "  B " + b);
    }
  }

  private void remark(Difference difference, boolean grouped) {
    if (!grouped && !difference.note().isEmpty()) {
      wrapped("    ", difference.note());
    }
  }

  /** Where two long byte strings begin to differ; 0 for all else. */
  private static int mismatch(View a, View b) {
    if (!(a instanceof View.Opaque one && b instanceof View.Opaque other)) {
      return 0;
    }
    int shorter = Math.min(one.value().size(), other.value().size());
    int at = 0;
    while (at < shorter && one.value().get(at) == other.value().get(at)) {
      at++;
    }
    return at;
  }

  private String shown(View view, int at, Style style) {
    if (view instanceof View.Absent) {
      return style.faint("nothing");
    }
    if (view instanceof View.Scalar scalar) {
      return scalar.json() + (scalar.note().isEmpty() ? "" : " " + style.faint(scalar.note()));
    }
    if (view instanceof View.Opaque opaque) {
      return bytes(opaque, at, style);
    }
    if (view instanceof View.Confidential secret) {
      return "#" + secret.fingerprint();
    }
    if (view instanceof View.Check check) {
      return TextRenderer.check(style, check);
    }
    if (view instanceof View.Struct struct) {
      return struct.type();
    }
    return view instanceof View.Choice choice
        ? choice.selected() + style.faint(" (" + choice.selector() + ")")
        : ((View.Sequence) view).items().size() + " entries";
  }

  private String bytes(View.Opaque opaque, int at, Style style) {
    Bytes value = opaque.value();
    if (value.isEmpty()) {
      return style.faint("empty");
    }
    String note = opaque.note().isEmpty() ? "" : " " + style.faint(opaque.note());
    if (full || value.size() <= WHOLE_BYTES) {
      return style.yellow(value.toHex()) + note;
    }
    int from = Math.max(0, Math.min(at, value.size()) - BEFORE_BYTES);
    int count = Math.min(PART_BYTES, value.size() - from);
    return (from == 0 ? "" : style.faint("byte " + from + ": …"))
        + style.yellow(value.slice(from, count).toHex())
        + (from + count < value.size() ? style.faint("…") : "")
        + style.faint(" (" + value.size() + " bytes)");
  }

  private void lines(String heading, List<String> texts) {
    String lead = heading;
    for (String text : texts) {
      wrapped("%-14s".formatted(lead), text);
      lead = "";
    }
  }

  private void wrapped(String lead, String text) {
    wrapped(lead, text, style::faint);
  }

  /** Text in as many lines as it takes; the first begins with {@code lead}, the others indented. */
  private void wrapped(String lead, String text, UnaryOperator<String> paint) {
    String indent = " ".repeat(lead.length());
    StringBuilder line = new StringBuilder();
    boolean first = true;
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && lead.length() + line.length() + 1 + word.length() > columns) {
        out.println(paint.apply((first ? lead : indent) + line));
        line.setLength(0);
        first = false;
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    out.println(paint.apply((first ? lead : indent) + line));
  }
}
