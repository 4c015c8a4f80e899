package io.github.mls4j.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A vector file of a known kind, its cases not read yet. */
public final class VectorFile {

  private final Path path;
  private final VectorKind kind;
  private final JsonNode cases;

  private VectorFile(Path path, VectorKind kind, JsonNode cases) {
    this.path = path;
    this.kind = kind;
    this.cases = cases;
  }

  /**
   * Reads a file and recognises its kind.
   *
   * @throws VectorFailure if it is not a list of cases of a known kind
   * @throws IOException if it cannot be read
   */
  public static VectorFile open(Path path) throws VectorFailure, IOException {
    String name = String.valueOf(path.getFileName());
    JsonNode cases;
    try {
      cases = VectorJson.read(path);
    } catch (JsonProcessingException e) {
      throw new VectorFailure(name, "not JSON: " + e.getOriginalMessage(), e);
    }
    if (!cases.isArray() || cases.isEmpty()) {
      throw new VectorFailure(name, "not a list of cases");
    }
    VectorKind kind = VectorKind.recognise(name, cases.get(0));
    if (kind == null) {
      throw new VectorFailure(name, "the fields of its first case are those of no known format");
    }
    return new VectorFile(path, kind, cases);
  }

  public Path path() {
    return path;
  }

  public VectorKind kind() {
    return kind;
  }

  /** How many cases there are. */
  public int size() {
    return cases.size();
  }

  /** The suite that a case says it is for, without reading the rest; null if it says none. */
  public @Nullable CipherSuiteId suiteOf(int index) {
    JsonNode suite = cases.path(index).path("cipher_suite");
    return suite.isInt() && suite.intValue() >= 0 && suite.intValue() <= 0xffff
        ? CipherSuiteId.of(suite.intValue())
        : null;
  }

  /**
   * Reads one case.
   *
   * @throws VectorFailure if it is not of the format that the first case promised
   */
  public VectorCase read(int index) throws VectorFailure {
    return kind.read(cases.get(index));
  }

  JsonNode json(int index) {
    return cases.get(index);
  }
}
