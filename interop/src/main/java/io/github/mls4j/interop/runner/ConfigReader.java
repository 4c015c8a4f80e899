package io.github.mls4j.interop.runner;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads configs in the working group's format ({@code test-config.md}), and checks before anything
 * is played that each step has what it needs: known actions and actors, and numbers of steps that
 * come before and make what is asked for.
 */
public final class ConfigReader {

  /** Forty times the largest config published. */
  static final int MAX_BYTES = 16 << 20;

  static final int MAX_SCRIPTS = 1_000;
  static final int MAX_STEPS = 20_000;
  private static final int MAX_NESTING = 16;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfigReader() {}

  /**
   * Reads a file.
   *
   * @throws IOException if the file cannot be read
   */
  public static Config read(Path file) throws IOException, ConfigException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(String.valueOf(file.getFileName()).replaceFirst("\\.json$", ""), in);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param name what to call the config
   * @throws IOException if the stream fails
   */
  public static Config read(String name, InputStream in) throws IOException, ConfigException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ConfigException("$", "larger than " + MAX_BYTES + " bytes");
    }
    JsonNode json;
    try {
      json = MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw unreadable(
          e.getOriginalMessage() + (at == null ? "" : " (line " + at.getLineNr() + ")"));
    } catch (IOException e) {
      throw unreadable(e.getMessage()); // no text in any encoding
    }
    return read(Text.clean(name, 100), json);
  }

  private static ConfigException unreadable(@Nullable String why) {
    return new ConfigException("$", "no JSON that can be read: " + Text.clean("" + why, 200));
  }

  static Config read(String name, JsonNode json) throws ConfigException {
    Fields root = new Fields("$", json);
    root.text("mode", ""); // what the assignments are is for the command line to say
    JsonNode scripts = root.required("scripts");
    root.end();
    if (!scripts.isObject()) {
      throw root.wrong("scripts", "not an object");
    }
    if (scripts.size() > MAX_SCRIPTS) {
      throw root.wrong("scripts", "more than " + MAX_SCRIPTS);
    }
    List<Script> read = new ArrayList<>();
    for (Map.Entry<String, JsonNode> script : scripts.properties()) {
      String path = "$.scripts." + Text.clean(script.getKey(), 100);
      if (script.getKey().isEmpty() || !Text.isHarmless(script.getKey())) {
        throw new ConfigException(path, "no name that can be shown");
      }
      read.add(script(Text.clean(script.getKey(), 100), path, script.getValue()));
    }
    return new Config(name, read);
  }

  private static Script script(String name, String path, JsonNode steps) throws ConfigException {
    if (!steps.isArray()) {
      throw new ConfigException(path, "not a list");
    }
    if (steps.size() > MAX_STEPS) {
      throw new ConfigException(path, "more than " + MAX_STEPS + " steps");
    }
    StepReader reader = new StepReader();
    List<Script.Line> lines = new ArrayList<>();
    for (JsonNode step : steps) {
      lines.add(reader.read(new Fields(path + "[" + lines.size() + "]", step)));
    }
    return new Script(name, reader.actors(), lines);
  }
}
