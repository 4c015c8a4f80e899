package io.github.mls4j.vectors;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.mls4j.crypto.CryptoProviders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The published files, for tests; without them a test that needs them is skipped. */
final class Published {

  private Published() {}

  static List<VectorFile> files() throws VectorFailure, IOException {
    List<Path> paths = VectorRoot.ofProcess().files("mls");
    if (paths.isEmpty()) {
      // Said aloud as well: the reason of a skipped test is in the reports only.
      System.err.println("SKIPPED: " + VectorRoot.HOW_TO_GET);
    }
    assumeFalse(paths.isEmpty(), VectorRoot.HOW_TO_GET);
    List<VectorFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(VectorFile.open(path));
    }
    return files;
  }

  static VectorRunner defaultProvider() {
    return new VectorRunner(CryptoProviders.defaultProvider());
  }
}
