package io.github.mls4j.group;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.TlsReader;

/** What all that this package writes down begins with. */
final class SavedState {

  private SavedState() {}

  static void expectFormat(TlsReader in, int format) throws DecodeException {
    int found = in.uint8("format");
    if (found != format) {
      throw in.fail("format", 1, "format " + found + " is not the known " + format);
    }
  }
}
