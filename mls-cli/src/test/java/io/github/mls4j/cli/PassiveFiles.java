package io.github.mls4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.vectors.VectorGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Passive-client vectors of our own, in files. */
public final class PassiveFiles {

  private PassiveFiles() {}

  /** The file of one type, for suite 1. */
  public static Path write(String type, Path folder) throws Exception {
    return Objects.requireNonNull(
        new VectorGenerator(List.of(Samples.SUITE), VectorGenerator.SEED).write(type, folder));
  }

  /** Its cases. */
  public static JsonNode read(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  /** A file with one field's hexadecimal digits in it. */
  public static Path hex(Path folder, String name, JsonNode field) throws IOException {
    return Files.writeString(folder.resolve(name), field.textValue());
  }
}
