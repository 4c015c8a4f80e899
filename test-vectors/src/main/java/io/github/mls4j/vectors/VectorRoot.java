package io.github.mls4j.vectors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the published vectors are: one folder with {@code mls/}, {@code hpke/} and {@code
 * wycheproof/} in it. They are never part of the repository.
 *
 * <p>It is the first of: the system property {@code mls.vectors}; the environment's {@code
 * MLS_VECTORS}; {@code ../shared/vectors} beside the repository; {@code test-vectors/published} in
 * it, which {@code test-vectors/fetch} fills. Naming a folder that is not there is an error, not a
 * reason to look further.
 */
public final class VectorRoot {

  /** The system property that names the folder. */
  public static final String PROPERTY = "mls.vectors";

  /** The system property by which the launcher says where the repository is. */
  private static final String HOME_PROPERTY = "mls.home";

  /** The environment variable that names the folder. */
  public static final String VARIABLE = "MLS_VECTORS";

  private static final String REQUIRED_PROPERTY = "mls.vectors.required";
  private static final String REQUIRED_VARIABLE = "MLS_VECTORS_REQUIRED";

  /** How to come by the vectors, for a message to someone who has none. */
  public static final String HOW_TO_GET =
      "no published vectors here: run test-vectors/fetch, or name their folder (with mls/, hpke/ and"
          + " wycheproof/ in it) by -D"
          + PROPERTY
          + "=DIR or the environment's "
          + VARIABLE;

  private final Properties properties;
  private final Map<String, String> environment;
  private final Path workingDirectory;

  VectorRoot(Properties properties, Map<String, String> environment, Path workingDirectory) {
    this.properties = properties;
    this.environment = environment;
    this.workingDirectory = workingDirectory.toAbsolutePath();
  }

  /** For this process: its system properties, environment and working directory. */
  public static VectorRoot ofProcess() {
    return new VectorRoot(System.getProperties(), System.getenv(), Path.of(""));
  }

  /**
   * The folder, or null if there is none.
   *
   * @throws IllegalStateException if a folder was named that does not exist
   */
  public @Nullable Path find() {
    String named = Objects.requireNonNullElse(properties.getProperty(PROPERTY), "");
    if (named.isEmpty()) {
      named = environment.getOrDefault(VARIABLE, "");
    }
    if (!named.isEmpty()) {
      // Maven runs tests in their module's folder: a relative name may start further up.
      return named(named);
    }
    return repositories()
        .flatMap(
            repository ->
                Stream.of(
                    repository.resolveSibling("shared/vectors"),
                    repository.resolve("test-vectors/published")))
        .filter(VectorRoot::isRoot)
        .findFirst()
        .orElse(null);
  }

  /**
   * The folder of the refusal vectors, which are part of the repository; null if it is not here.
   */
  public @Nullable Path refusals() {
    return repositories()
        .map(repository -> repository.resolve("test-vectors/refusals"))
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(null);
  }

  /**
   * The vector files of one folder under the root, such as {@code mls}, by name.
   *
   * @return an empty list if there are no vectors here and that is allowed
   * @throws IllegalStateException if there are none although they are required
   */
  public List<Path> files(String folder) {
    Path root = find();
    if (root == null) {
      if (required()) {
        throw new IllegalStateException(HOW_TO_GET);
      }
      return List.of();
    }
    return VectorRunner.jsonFiles(root.resolve(folder));
  }

  /** Whether tests must fail, rather than be skipped, where there are no vectors. */
  public boolean required() {
    return Boolean.parseBoolean(properties.getProperty(REQUIRED_PROPERTY))
        || "1".equals(environment.get(REQUIRED_VARIABLE));
  }

  private Path named(String name) {
    return workingDirectoryAndAbove()
        .map(folder -> folder.resolve(name).normalize())
        .filter(VectorRoot::isRoot)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("there is no folder " + name + " with mls/ in it"));
  }

  /** The one that we are in, and then the one that we were started from. */
  private Stream<Path> repositories() {
    String home = properties.getProperty(HOME_PROPERTY);
    return Stream.concat(
            workingDirectoryAndAbove(), home == null ? Stream.empty() : Stream.of(Path.of(home)))
        .filter(folder -> Files.exists(folder.resolve("test-vectors/pom.xml")));
  }

  private Stream<Path> workingDirectoryAndAbove() {
    return Stream.iterate(workingDirectory, Objects::nonNull, Path::getParent);
  }

  private static boolean isRoot(Path folder) {
    return Files.isDirectory(folder.resolve("mls"));
  }
}
