package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorKindTest {

  @Test
  void publishedFilesAreRecognisedByTheirFieldsAlone() throws Exception {
    for (VectorFile file : Published.files()) {
      String name = String.valueOf(file.path().getFileName());
      assertThat(name).startsWith(file.kind().label());
      assertThat(VectorKind.recognise("any.json", file.json(0))).isEqualTo(file.kind());
    }
  }
}
