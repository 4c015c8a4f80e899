package io.github.mls4j.interop.runner;

/** A config cannot be played: where in it, as a JSON path, and why. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final String problem;

  ConfigException(String path, String problem) {
    super(path + ": " + problem);
    this.path = path;
    this.problem = problem;
  }

  /** Where, such as {@code $.scripts.add[3].keyPackage}. */
  public String path() {
    return path;
  }

  /** What is wrong there. */
  public String problem() {
    return problem;
  }
}
