package io.github.mls4j.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.codec.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read by name and as strictly as {@link VectorJson} does: for a
 * format in which some may be null, and others may be absent.
 */
final class JsonFields {

  /** Reads one field. */
  @FunctionalInterface
  interface Read<T> {
    T from(JsonFields in, String name) throws VectorFailure;
  }

  /** Reads one element of a list. */
  @FunctionalInterface
  interface Element<T> {
    T from(JsonFields in) throws VectorFailure;
  }

  private final String place;
  private final JsonNode json;
  private final Set<String> unread = new HashSet<>();

  /**
   * @param place what it is, for messages
   */
  JsonFields(String place, JsonNode json) throws VectorFailure {
    if (!json.isObject()) {
      throw new VectorFailure(place, "not an object");
    }
    this.place = place;
    this.json = json;
    json.fieldNames().forEachRemaining(unread::add);
  }

  String text(String name) throws VectorFailure {
    JsonNode value = field(name);
    if (!value.isTextual()) {
      throw wrong(name, "not a string");
    }
    return value.textValue();
  }

  Bytes bytes(String name) throws VectorFailure {
    try {
      return Bytes.fromHex(text(name));
    } catch (IllegalArgumentException e) {
      throw wrong(name, "not hexadecimal");
    }
  }

  long number(String name) throws VectorFailure {
    JsonNode value = field(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw wrong(name, "not a number from 0 on");
    }
    return value.longValue();
  }

  /** A field that may be null, but not absent. */
  <T> @Nullable T nullable(String name, Read<T> read) throws VectorFailure {
    return field(name).isNull() ? null : read.from(this, name);
  }

  /** A field that may be absent, but not null. */
  <T> @Nullable T optional(String name, Read<T> read) throws VectorFailure {
    return json.has(name) ? read.from(this, name) : null;
  }

  <T> List<T> list(String name, Element<T> element) throws VectorFailure {
    JsonNode value = field(name);
    if (!value.isArray()) {
      throw wrong(name, "not a list");
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      list.add(element.from(new JsonFields(name + "[" + i + "]", value.get(i))));
    }
    return list;
  }

  /** There are no fields but those that have been read. */
  void end() throws VectorFailure {
    if (!unread.isEmpty()) {
      throw new VectorFailure(place, "unknown fields " + unread);
    }
  }

  VectorFailure wrong(String name, String problem) {
    return new VectorFailure(place + "." + name, problem);
  }

  private JsonNode field(String name) throws VectorFailure {
    unread.remove(name);
    JsonNode value = json.get(name);
    if (value == null) {
      throw wrong(name, "missing");
    }
    return value;
  }
}
