package io.github.mls4j.cli.interop;

import io.github.mls4j.cli.CommandFailure;
import io.github.mls4j.interop.runner.Config;
import io.github.mls4j.interop.runner.ConfigException;
import io.github.mls4j.interop.runner.ConfigReader;
import io.github.mls4j.interop.runner.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The configs that a command is to play. */
final class ConfigFiles {

  private ConfigFiles() {}

  /**
   * @param named files and folders; if there are none, our own scenarios
   * @param seed what the random ones of ours come of
   */
  static List<Config> read(List<Path> named, long seed) {
    if (named.isEmpty()) {
      return Scenarios.all(seed);
    }
    List<Config> configs = new ArrayList<>();
    for (Path path : named) {
      try {
        for (Path file : files(path)) {
          configs.add(read(file));
        }
      } catch (IOException e) {
        throw new CommandFailure(path + " cannot be read: " + e, e);
      }
    }
    return configs;
  }

  private static Config read(Path file) throws IOException {
    try {
      return ConfigReader.read(file);
    } catch (ConfigException e) {
      throw new CommandFailure(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
