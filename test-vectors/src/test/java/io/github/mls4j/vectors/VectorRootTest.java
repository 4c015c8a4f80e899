package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorRootTest {

  @TempDir Path temp;

  private final Properties properties = new Properties();
  private Path repository;
  private Path module;

  @BeforeEach
  void repository() throws IOException {
    repository = temp.resolve("repository");
    module = Files.createDirectories(repository.resolve("test-vectors"));
    Files.createFile(module.resolve("pom.xml"));
  }

  @Test
  void aPropertyComesFirst() throws IOException {
    properties.setProperty("mls.vectors", makeRoot("by-property").toString());
    makeRoot("shared/vectors");
    assertThat(root(module, Map.of("MLS_VECTORS", makeRoot("by-variable").toString())).find())
        .isEqualTo(temp.resolve("by-property"));
  }

  @Test
  void thenTheEnvironment() throws IOException {
    makeRoot("shared/vectors");
    assertThat(root(module, Map.of("MLS_VECTORS", makeRoot("by-variable").toString())).find())
        .isEqualTo(temp.resolve("by-variable"));
  }

  @Test
  void thenTheFolderBesideTheRepositorySeenFromARoomOrFromItsRoot() throws IOException {
    makeRoot("shared/vectors");
    makeRoot("repository/test-vectors/published");
    assertThat(root(module, Map.of()).find()).isEqualTo(temp.resolve("shared/vectors"));
    assertThat(root(repository, Map.of()).find()).isEqualTo(temp.resolve("shared/vectors"));
  }

  @Test
  void thenWhatWasFetched() throws IOException {
    makeRoot("repository/test-vectors/published");
    assertThat(root(module, Map.of()).find()).isEqualTo(module.resolve("published"));
  }

  @Test
  void refusalsAreInTheRepositoryThatWeAreInOrWereStartedFrom() throws IOException {
    assertThat(root(module, Map.of()).refusals()).isNull();
    Path refusals = Files.createDirectory(module.resolve("refusals"));
    assertThat(root(module, Map.of()).refusals()).isEqualTo(refusals);
    assertThat(root(temp, Map.of()).refusals()).isNull();
    properties.setProperty("mls.home", repository.toString());
    assertThat(root(temp, Map.of()).refusals()).isEqualTo(refusals);
  }

  @Test
  void aRelativeNameMayStartAtTheRootOfTheRepository() throws IOException {
    makeRoot("repository/mine");
    properties.setProperty("mls.vectors", "mine");
    assertThat(root(module, Map.of()).find()).isEqualTo(repository.resolve("mine"));
  }

  @Test
  void aNamedFolderThatIsNotThereIsAnError() throws IOException {
    makeRoot("shared/vectors");
    properties.setProperty("mls.vectors", "nowhere");
    assertThatIllegalStateException()
        .isThrownBy(root(module, Map.of())::find)
        .withMessageContaining("nowhere");
  }

  @Test
  void withoutVectorsThereAreNoFilesUnlessTheyAreRequired() {
    assertThat(root(module, Map.of()).files("mls")).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> root(module, Map.of("MLS_VECTORS_REQUIRED", "1")).files("mls"))
        .withMessageContaining("test-vectors/fetch");
    properties.setProperty("mls.vectors.required", "true");
    assertThatIllegalStateException().isThrownBy(() -> root(module, Map.of()).files("mls"));
  }

  @Test
  void filesAreTheJsonFilesByName() throws IOException {
    Path mls = makeRoot("shared/vectors").resolve("mls");
    Files.createFile(mls.resolve("b.json"));
    Files.createFile(mls.resolve("a.json"));
    Files.createFile(mls.resolve("README.md"));
    assertThat(root(module, Map.of()).files("mls"))
        .containsExactly(mls.resolve("a.json"), mls.resolve("b.json"));
  }

  private Path makeRoot(String name) throws IOException {
    Files.createDirectories(temp.resolve(name).resolve("mls"));
    return temp.resolve(name);
  }

  private VectorRoot root(Path workingDirectory, Map<String, String> environment) {
    return new VectorRoot(properties, environment, workingDirectory);
  }
}
