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

  /**
   * The first case whose client, in its first epoch, gets three proposals or more before the
   * commit, all of them encrypted or all in the open.
   */
  public static int withProposals(Path file, boolean encrypted) throws IOException {
    JsonNode cases = read(file);
    for (int i = 0; i < cases.size(); i++) {
      JsonNode epoch = cases.path(i).at("/epochs/0");
      String form = encrypted ? "00010002" : "00010001";
      if (epoch.path("proposals").size() >= 3
          && epoch.path("commit").textValue().startsWith(form)) {
        return i;
      }
    }
    throw new IllegalStateException("there is no such case");
  }

  /** The first case of at least so many epochs. */
  public static int withEpochs(Path file, int count) throws IOException {
    JsonNode cases = read(file);
    for (int i = 0; i < cases.size(); i++) {
      if (cases.path(i).path("epochs").size() >= count) {
        return i;
      }
    }
    throw new IllegalStateException("there is no such case");
  }

  /** A file with one field's hexadecimal digits in it. */
  public static Path hex(Path folder, String name, JsonNode field) throws IOException {
    return Files.writeString(folder.resolve(name), field.textValue());
  }
}
