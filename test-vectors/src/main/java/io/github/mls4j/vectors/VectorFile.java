package io.github.mls4j.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
    try (InputStream in = Files.newInputStream(path)) {
      return read(path, in);
    }
  }

  /** As {@link #open}, of what has the file's content. */
  public static VectorFile read(Path path, InputStream in) throws VectorFailure, IOException {
    String name = String.valueOf(path.getFileName());
    JsonNode cases;
    try {
      cases = VectorJson.read(in);
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

  /** What messages about a case begin with: its name and a colon if cases of its kind have one. */
  String nameOf(int index) {
    JsonNode name = cases.path(index).path("name");
    return name.isTextual() ? name.textValue() + ": " : "";
  }

  /**
   * Reads one case; a welcome that is to be refused comes with its control.
   *
   * @throws VectorFailure if it is not of the format that the first case promised
   */
  public VectorCase read(int index) throws VectorFailure {
    VectorCase vector = kind.read(cases.get(index));
    if (vector instanceof RefusalVector refusal
        && refusal.expect() == RefusalVector.Verdict.REFUSE) {
      JsonNode control = named(refusal.name() + RefusalVector.CONTROL);
      return control == null ? refusal : refusal.withControl(RefusalVector.read(control));
    }
    return vector;
  }

  private @Nullable JsonNode named(String name) {
    for (JsonNode vector : cases) {
      if (vector.path("name").asText().equals(name)) {
        return vector;
      }
    }
    return null;
  }

  JsonNode json(int index) {
    return cases.get(index);
  }
}
