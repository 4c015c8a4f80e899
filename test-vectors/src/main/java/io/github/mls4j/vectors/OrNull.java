package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import org.jspecify.annotations.Nullable;

/** A field that the format lets be {@code null}, but not absent. */
public record OrNull(@Nullable Bytes value) {

  /** JSON's {@code null}. */
  static final OrNull NULL = new OrNull(null);
}
