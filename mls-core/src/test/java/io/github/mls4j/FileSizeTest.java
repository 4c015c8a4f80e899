package io.github.mls4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files stay small: 300 lines is a sign to look, 600 a wall. */
class FileSizeTest {

  private static final int WALL = 600;

  @Test
  void noSourceFileIsLongerThanTheWall() {
    List<Path> sources =
        Stream.of(
                "mls-codec",
                "mls-crypto",
                "mls-core",
                "test-vectors",
                "interop",
                "bench",
                "mls-cli")
            .flatMap(module -> sources(Path.of("..", module, "src")))
            .toList();
    assertThat(sources).isNotEmpty().allMatch(file -> lines(file) <= WALL);
  }

  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
