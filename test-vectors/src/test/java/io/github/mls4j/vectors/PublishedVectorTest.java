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

  private static final int PUBLISHED_FILES = 13;

  /** What the second provider verifies as well: all that is more than structure, and cheap. */
  private static final Set<VectorKind> FOR_SECOND_PROVIDER =
      EnumSet.of(
          VectorKind.CRYPTO_BASICS,
          VectorKind.KEY_SCHEDULE,
          VectorKind.PSK_SECRET,
          VectorKind.SECRET_TREE,
          VectorKind.TRANSCRIPT_HASHES,
          VectorKind.MESSAGE_PROTECTION,
          VectorKind.WELCOME,
          VectorKind.TREE_OPERATIONS,
          VectorKind.TREEKEM);

  @Test
  void everyFileIsThereAndOfAKnownKind() throws Exception {
    assertThat(Published.files())
        .hasSize(PUBLISHED_FILES)
        .extracting(VectorFile::kind)
        .contains(VectorKind.values());
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
        .filter(file -> FOR_SECOND_PROVIDER.contains(file.kind()))
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
