package io.github.mls4j.interop.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object of a config, read by name. Case and underscores do not count:
 * configs in use say {@code force_path} and {@code forcePath}. A field that nobody reads is an
 * error: an option that is misspelt must not just be missing.
 */
final class Fields {

  private static final int MAX_TEXT = 65_536;
  private static final int MAX_NAME = 100;
  private static final int MAX_EXTENSION_TYPE = 0xffff;

  private final String path;
  private final Map<String, Map.Entry<String, JsonNode>> fields = new LinkedHashMap<>();
  private final Set<String> unread = new HashSet<>();

  Fields(String path, JsonNode json) throws ConfigException {
    if (!json.isObject()) {
      throw new ConfigException(path, "not an object");
    }
    this.path = path;
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (fields.put(key(field.getKey()), field) != null) {
        throw new ConfigException(path + "." + shown(field.getKey()), "there twice");
      }
    }
    unread.addAll(fields.keySet());
    unread.remove("comment");
  }

  private static String key(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  String path() {
    return path;
  }

  /** Where a field is, spelt as it is there. */
  String path(String name) {
    Map.Entry<String, JsonNode> field = fields.get(key(name));
    return path + "." + (field == null ? name : shown(field.getKey()));
  }

  String text(String name) throws ConfigException {
    return text(path(name), required(name));
  }

  String text(String name, String otherwise) throws ConfigException {
    JsonNode value = optional(name);
    return value == null ? otherwise : text(path(name), value);
  }

  /** The name of an actor. */
  String name(String name) throws ConfigException {
    return name(path(name), required(name));
  }

  @Nullable String optionalName(String name) throws ConfigException {
    JsonNode value = optional(name);
    return value == null ? null : name(path(name), value);
  }

  List<String> names(String name) throws ConfigException {
    return list(name, Fields::name);
  }

  boolean flag(String name) throws ConfigException {
    JsonNode value = optional(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "neither true nor false");
    }
    return value.booleanValue();
  }

  long number(String name, long max) throws ConfigException {
    return number(path(name), required(name), max);
  }

  long number(String name, long max, long otherwise) throws ConfigException {
    JsonNode value = optional(name);
    return value == null ? otherwise : number(path(name), value, max);
  }

  /** Numbers of steps. */
  List<Integer> steps(String name) throws ConfigException {
    return list(name, (at, json) -> (int) number(at, json, Integer.MAX_VALUE));
  }

  List<Extension> extensions(String name) throws ConfigException {
    return list(name, (at, json) -> extension(new Fields(at, json)));
  }

  private static Extension extension(Fields fields) throws ConfigException {
    int type = (int) fields.number("extension_type", MAX_EXTENSION_TYPE);
    ByteString data;
    try {
      data = ByteString.copyFrom(Base64.getDecoder().decode(fields.text("extension_data", "")));
    } catch (IllegalArgumentException e) {
      throw fields.wrong("extension_data", "not base64");
    }
    fields.end();
    return new Extension(type, data);
  }

  /** Reads one element, which is at the path. */
  @FunctionalInterface
  interface Element<T> {
    T read(String path, JsonNode json) throws ConfigException;
  }

  /** A list; empty if the field is absent or null. */
  <T> List<T> list(String name, Element<T> element) throws ConfigException {
    JsonNode value = optional(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw wrong(name, "not a list");
    }
    List<T> list = new ArrayList<>();
    for (JsonNode json : value) {
      list.add(element.read(path(name) + "[" + list.size() + "]", json));
    }
    return list;
  }

  JsonNode required(String name) throws ConfigException {
    JsonNode value = optional(name);
    if (value == null) {
      throw wrong(name, "missing");
    }
    return value;
  }

  /** Null if the field is absent or null. */
  private @Nullable JsonNode optional(String name) {
    unread.remove(key(name));
    Map.Entry<String, JsonNode> field = fields.get(key(name));
    return field == null || field.getValue().isNull() ? null : field.getValue();
  }

  /** There are no fields but those that have been asked for. */
  void end() throws ConfigException {
    for (Map.Entry<String, Map.Entry<String, JsonNode>> field : fields.entrySet()) {
      if (unread.contains(field.getKey())) {
        throw wrong(field.getKey(), "unknown");
      }
    }
  }

  ConfigException wrong(String name, String problem) {
    return new ConfigException(path(name), problem);
  }

  private static String text(String path, JsonNode json) throws ConfigException {
    if (!json.isTextual()) {
      throw new ConfigException(path, "not a string");
    }
    String text = json.textValue();
    if (text.length() > MAX_TEXT) {
      throw new ConfigException(path, "longer than " + MAX_TEXT);
    }
    return text;
  }

  /** A name is shown, so it may hold nothing that a terminal would act on. */
  static String name(String path, JsonNode json) throws ConfigException {
    String name = text(path, json);
    if (name.isEmpty() || name.length() > MAX_NAME || !Text.isHarmless(name)) {
      throw new ConfigException(path, "no name: 1 to " + MAX_NAME + " printable characters");
    }
    return name;
  }

  private static long number(String path, JsonNode json, long max) throws ConfigException {
    if (!json.isIntegralNumber()
        || !json.canConvertToLong()
        || json.longValue() < 0
        || json.longValue() > max) {
      throw new ConfigException(path, "not a whole number from 0 to " + max);
    }
    return json.longValue();
  }

  private static String shown(String name) {
    return Text.clean(name, MAX_NAME);
  }
}
