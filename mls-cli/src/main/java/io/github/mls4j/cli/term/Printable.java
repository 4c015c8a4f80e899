package io.github.mls4j.cli.term;

import io.github.mls4j.codec.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decides which bytes of others may be shown as text: none that a terminal could act on. */
public final class Printable {

  private static final int MAX_BYTES = 200;

  private Printable() {}

  /** The text that the bytes are in UTF-8; null if they are no short, harmless text. */
  public static @Nullable String text(Bytes bytes) {
    if (bytes.isEmpty() || bytes.size() > MAX_BYTES) {
      return null;
    }
    try {
      ByteBuffer buffer = bytes.asByteBuffer();
      String text = StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
      return text.codePoints().allMatch(Printable::harmless) ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** No controls, and nothing that changes how its neighbours are shown. */
  private static boolean harmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          false;
      default -> true;
    };
  }
}
