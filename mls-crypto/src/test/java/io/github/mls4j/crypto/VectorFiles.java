package io.github.mls4j.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the published vectors: where {@code -Dmls.vectors} or {@code MLS_VECTORS} says, else beside
 * the repository, else where {@code test-vectors/fetch} puts them. Tests are skipped without them,
 * unless {@code -Dmls.vectors.required=true} or {@code MLS_VECTORS_REQUIRED=1}.
 */
public final class VectorFiles {

  private VectorFiles() {}

  /** A vector file as JSON, by its path below the vectors' root. */
  public static JsonNode read(String path) {
    Path root = root();
    Path file = root == null ? null : root.resolve(path);
    boolean found = file != null && Files.exists(file);
    if (!found && required()) {
      assertThat(file).as("vectors: get them by test-vectors/fetch").isNotNull().exists();
    }
    if (!found) {
      // Said aloud as well: the reason of a skipped test is in the reports only.
      System.err.println("SKIPPED: " + path + " is not here: get it by test-vectors/fetch");
    }
    assumeTrue(found, "no vectors here: get them by test-vectors/fetch");
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes that a hexadecimal field spells. */
  public static Bytes hex(JsonNode object, String field) {
    return Bytes.fromHex(object.required(field).asText());
  }

  private static boolean required() {
    return Boolean.getBoolean("mls.vectors.required")
        || "1".equals(System.getenv("MLS_VECTORS_REQUIRED"));
  }

  private static @Nullable Path root() {
    String told = System.getProperty("mls.vectors", System.getenv("MLS_VECTORS"));
    if (told != null && !told.isEmpty()) {
      return Path.of(told);
    }
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.isDirectory(directory.resolve("test-vectors"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      return null;
    }
    Path beside = directory.resolveSibling("shared").resolve("vectors");
    return Files.isDirectory(beside) ? beside : directory.resolve("test-vectors/published");
  }
}
