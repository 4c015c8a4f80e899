package io.github.mls4j.interop.runner;

import java.util.List;

/** The scripts of one file, in its order. */
public record Config(String name, List<Script> scripts) {

  public Config {
    scripts = List.copyOf(scripts);
  }

  /** Whether the name is that of the config, of one of its scripts, or {@code config/script}. */
  public boolean has(String scenario) {
    return scripts.stream().anyMatch(script -> isNamed(script, scenario));
  }

  boolean isNamed(Script script, String scenario) {
    return scenario.equals(name)
        || scenario.equals(script.name())
        || scenario.equals(name + "/" + script.name());
  }
}
