package io.github.mls4j.cli.view;

import io.github.mls4j.cli.term.Style;
import io.github.mls4j.codec.Bytes;
import java.io.PrintWriter;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes a {@link View} as an indented tree. */
public final class TextRenderer {

  private static final String INDENT = "  ";

  /** Bytes up to here are shown whole: hashes and most keys. */
  private static final int WHOLE_BYTES = 32;

  private static final int HEAD_BYTES = 16;
  private static final int TAIL_BYTES = 4;

  /** Lists of names go on one line up to this many characters. */
  private static final int INLINE_CHARACTERS = 60;

  private final PrintWriter out;
  private final Style style;
  private final boolean full;

  /**
   * @param full whether to show all bytes of every value
   */
  public TextRenderer(PrintWriter out, Style style, boolean full) {
    this.out = out;
    this.style = style;
    this.full = full;
  }

  /** Writes {@code view} under a heading. */
  public void render(String heading, View view) {
    entry("", style.bold(heading), heading, view);
  }

  /**
   * @param label as shown
   * @param name the plain name, with which a type need not be repeated
   */
  private void entry(String indent, String label, String name, View view) {
    if (view instanceof View.Scalar scalar) {
      line(indent, label, style.cyan(scalar.json().toString()) + note(scalar.note()));
    } else if (view instanceof View.Opaque opaque) {
      line(indent, label, bytes(opaque));
    } else if (view instanceof View.Confidential secret) {
      line(indent, label, confidential(secret));
    } else if (view instanceof View.Check check) {
      line(indent, label, check(style, check));
    } else if (view instanceof View.Sequence sequence) {
      sequence(indent, label, sequence.items());
    } else if (view instanceof View.Struct struct) {
      boolean told = Names.snakeCase(struct.type()).equals(name) || struct.type().equals(name);
      line(indent, label, told ? "" : style.faint(struct.type()));
      fields(indent + INDENT, struct.fields());
    } else if (view instanceof View.Choice choice) {
      line(indent, label, style.green(choice.selected()));
      fields(indent + INDENT, choice.fields());
    } else {
      line(indent, label, style.faint("none"));
    }
  }

  private void fields(String indent, List<View.Field> fields) {
    fields.forEach(field -> entry(indent, field.name(), field.name(), field.value()));
  }

  private void sequence(String indent, String label, List<View> items) {
    if (items.isEmpty()) {
      line(indent, label, style.faint("none"));
      return;
    }
    String inline = inline(items);
    if (inline != null) {
      line(indent, label, style.cyan(inline));
      return;
    }
    line(indent, label, style.faint(items.size() == 1 ? "1 entry" : items.size() + " entries"));
    for (int i = 0; i < items.size(); i++) {
      entry(indent + INDENT, "[" + i + "]", "", items.get(i));
    }
  }

  /** A list of names and numbers that is short; null if it is not. */
  private static @Nullable String inline(List<View> items) {
    StringJoiner joined = new StringJoiner(", ");
    for (View item : items) {
      if (!(item instanceof View.Scalar scalar)
          || !scalar.note().isEmpty()
          || joined.length() > INLINE_CHARACTERS) {
        return null;
      }
      joined.add(scalar.json().toString());
    }
    return joined.length() <= INLINE_CHARACTERS ? joined.toString() : null;
  }

  private void line(String indent, String label, String value) {
    out.print(indent);
    out.print(label);
    if (!value.isEmpty()) {
      out.print(label.startsWith("[") ? " " : ": ");
      out.print(value);
    }
    out.println();
  }

  private String bytes(View.Opaque opaque) {
    Bytes value = opaque.value();
    if (value.isEmpty()) {
      return style.faint("empty") + note(opaque.note());
    }
    String hex =
        full || value.size() <= WHOLE_BYTES
            ? value.toHex()
            : value.slice(0, HEAD_BYTES).toHex()
                + "…"
                + value.slice(value.size() - TAIL_BYTES, TAIL_BYTES).toHex();
    String size = value.size() == 1 ? "1 byte" : value.size() + " bytes";
    return style.yellow(hex) + " " + style.faint("(" + size + ")") + note(opaque.note());
  }

  private String confidential(View.Confidential secret) {
    String size = style.faint("(secret, " + secret.size() + " bytes)");
    return style.cyan("#" + secret.fingerprint())
        + " "
        + size
        + (secret.hex() == null ? "" : " " + style.red(secret.hex()));
  }

  /** A mark and the finding. */
  public static String check(Style style, View.Check check) {
    return (check.holds() ? style.green("✓ ") : style.red("✗ ")) + check.finding();
  }

  private String note(String note) {
    return note.isEmpty() ? "" : " " + style.faint(note);
  }
}
