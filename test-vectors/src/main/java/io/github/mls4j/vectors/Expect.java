package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comparisons that fail with both values, where they first differ. */
final class Expect {

  /** Longer values are shown around the first difference only. */
  private static final int SHOWN_BYTES = 80;

  private static final int CONTEXT_BYTES = 8;

  private Expect() {}

  static void equal(String place, Bytes expected, Bytes actual) throws VectorFailure {
    if (expected.equals(actual)) {
      return;
    }
    if (Math.max(expected.size(), actual.size()) <= SHOWN_BYTES) {
      throw new VectorFailure(place, "expected " + expected + " but was " + actual);
    }
    int at = Arrays.mismatch(expected.toByteArray(), actual.toByteArray());
    throw new VectorFailure(
        place,
        "expected (%d bytes) and actual (%d bytes) differ from byte %d on: expected %s but was %s"
            .formatted(expected.size(), actual.size(), at, part(expected, at), part(actual, at)));
  }

  /** For the secrets of a vector, which are public: shows them in a failure. */
  static void equal(String place, Bytes expected, Secret actual) throws VectorFailure {
    equal(place, expected, Bytes.wrap(actual.reveal()));
  }

  static void equal(String place, @Nullable Object expected, @Nullable Object actual)
      throws VectorFailure {
    if (!Objects.equals(expected, actual)) {
      throw new VectorFailure(place, "expected " + expected + " but was " + actual);
    }
  }

  static void that(boolean holds, String place, String problem) throws VectorFailure {
    if (!holds) {
      throw new VectorFailure(place, problem);
    }
  }

  private static String part(Bytes value, int at) {
    int from = Math.max(0, Math.min(at, value.size()) - CONTEXT_BYTES);
    int to = Math.min(value.size(), at + CONTEXT_BYTES);
    return (from > 0 ? "…" : "")
        + value.slice(from, Math.max(0, to - from))
        + (to < value.size() ? "…" : "");
  }
}
