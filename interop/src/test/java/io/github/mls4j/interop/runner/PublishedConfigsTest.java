package io.github.mls4j.interop.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The working group's configs, where they are at hand: its repository's {@code interop/configs},
 * named by {@code MLS_INTEROP_CONFIGS} in the environment or {@code -Dmls.interop.configs}.
 */
class PublishedConfigsTest {

  /** Its random script takes a minute. */
  private static final String LONG = "deep_random";

  @Test
  void pass() throws Exception {
    List<Config> configs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
        Config config = ConfigReader.read(file);
        if (!config.name().equals(LONG)) {
          configs.add(config);
        }
      }
    }
    assertThat(configs).isNotEmpty();
    try (TestClient client = new TestClient(Spoiler.none())) {
      RunReport report =
          TestClient.run(
              new RunOptions(Set.of(1, 2), true, true, Set.of(), 256, 8, 2, false),
              configs,
              client);

      assertThat(ScenariosTest.failures(report)).isEmpty();
      assertThat(report.ok()).isTrue();
    }
  }

  private static Path folder() {
    String named =
        Objects.requireNonNullElseGet(
            System.getProperty("mls.interop.configs"),
            () -> System.getenv().getOrDefault("MLS_INTEROP_CONFIGS", ""));
    if (named.isEmpty()) {
      abort(
          "no published configs: name the folder interop/configs of mlswg/mls-implementations by"
              + " -Dmls.interop.configs=DIR or MLS_INTEROP_CONFIGS");
    }
    return Path.of(named);
  }
}
