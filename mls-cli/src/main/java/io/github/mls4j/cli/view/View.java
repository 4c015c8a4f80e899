package io.github.mls4j.cli.view;

import io.github.mls4j.codec.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value shows as: the one shape behind the indented tree and the JSON. */
public sealed interface View {

  /**
   * A number or a name.
   *
   * @param json a String, Boolean or BigInteger
   * @param note what a reader may like to know besides; empty if nothing
   */
  record Scalar(Object json, String note) implements View {}

  /** Bytes that are not taken apart any further. */
  record Opaque(Bytes value, String note) implements View {}

  /**
   * A secret, which shows by its {@link Fingerprint} alone.
   *
   * @param hex all of it, if that is wanted
   */
  record Confidential(String fingerprint, int size, @Nullable String hex) implements View {}

  /**
   * Something that was looked at.
   *
   * @param holds whether it is as it should be
   * @param finding in words
   */
  record Check(boolean holds, String finding) implements View {}

  /** An {@code optional<T>} that is not there. */
  record Absent() implements View {}

  /** A vector. */
  record Sequence(List<View> items) implements View {}

  /** A struct of the RFC, by its name. */
  record Struct(String type, List<Field> fields) implements View {

    /** The same without a name, for where a heading says it all. */
    public Struct untyped() {
      return new Struct("", fields);
    }
  }

  /**
   * A struct whose content depends on a selector.
   *
   * @param selector the field that says which case it is
   * @param selected the case
   * @param fields of that case
   */
  record Choice(String selector, String selected, List<Field> fields) implements View {}

  /** A field by its RFC name. */
  record Field(String name, View value) {}
}
