package io.github.mls4j.interop.runner;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Our own scripts, in the working group's format with the additions that the README names. */
public final class Scenarios {

  /** What the random scripts come of where nothing else is said. */
  public static final long SEED = 9420;

  private static final List<String> NAMES =
      List.of(
          "welcome",
          "application",
          "commit",
          "external_join",
          "external_proposals",
          "reinit",
          "branch",
          "secrets",
          "refusals");

  private Scenarios() {}

  /**
   * All of them.
   *
   * @param seed what the random ones come of
   */
  public static List<Config> all(long seed) {
    List<Config> configs = new ArrayList<>();
    for (String name : NAMES) {
      configs.add(resource(name));
    }
    configs.add(DeepRandom.config(seed));
    return configs;
  }

  private static Config resource(String name) {
    try (InputStream in = Scenarios.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return ConfigReader.read(name, in);
    } catch (IOException | ConfigException e) {
      throw new IllegalStateException("resource " + name, e);
    }
  }
}
