package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.mls4j.crypto.CryptoProviders;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of every published file: one test a case, so that a failure names both. */
class PublishedVectorTest {

  private static final int PUBLISHED_FILES = 16;

  /** What no provider has a part in. */
  private static final Set<VectorKind> WITHOUT_CRYPTOGRAPHY =
      EnumSet.of(VectorKind.TREE_MATH, VectorKind.MESSAGES, VectorKind.DESERIALIZATION);

  @Test
  void everyFileIsThereAndOfAKnownKind() throws Exception {
    assertThat(Published.files())
        .hasSize(PUBLISHED_FILES)
        .extracting(VectorFile::kind)
        .contains(
            Stream.of(VectorKind.values())
                .filter(kind -> kind != VectorKind.REFUSALS)
                .toArray(VectorKind[]::new));
  }

  @TestFactory
  Stream<DynamicNode> defaultProvider() throws Exception {
    return Published.files().stream()
        .map(file -> everyCase(file, Published.defaultProvider(), "default"));
  }

  @TestFactory
  Stream<DynamicNode> bouncyCastleProvider() throws Exception {
    VectorRunner runner = new VectorRunner(CryptoProviders.named("bc"));
    return Published.files().stream()
        .filter(file -> !WITHOUT_CRYPTOGRAPHY.contains(file.kind()))
        .map(file -> everyCase(file, runner, "bc"));
  }

  private static DynamicNode everyCase(VectorFile file, VectorRunner runner, String provider) {
    String name = file.path().getFileName() + " (" + provider + ")";
    return dynamicContainer(
        name,
        IntStream.range(0, file.size())
            .mapToObj(
                i ->
                    dynamicTest(
                        name
                            + " case "
                            + i
                            + (file.suiteOf(i) == null ? "" : " " + file.suiteOf(i)),
                        () -> assertThat(runner.verify(file.read(i))).as("verified").isTrue())));
  }
}
