package io.github.mls4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.wire.CipherSuiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorRunnerTest {

  private static final String GOOD_CASE = "{\"vlbytes_header\": \"3f\", \"length\": 63}";
  private static final String BAD_CASE = "{\"vlbytes_header\": \"3f\", \"length\": 62}";
  private static final String OTHER_FORMAT_CASE = "{\"vlbytes_header\": \"3f\"}";

  @TempDir Path folder;

  private final VectorRunner runner = Published.defaultProvider();
  private final List<String> progress = new ArrayList<>();

  @Test
  void countsWhatPassedAndNamesWhatFailed() throws Exception {
    FileResult result =
        run(
            write(
                "deserialization.json", "[" + GOOD_CASE + "," + BAD_CASE + "," + GOOD_CASE + "]"));

    assertThat(result.kind()).isEqualTo(VectorKind.DESERIALIZATION);
    assertThat(result.passed()).isEqualTo(2);
    assertThat(result.failed()).isOne();
    assertThat(result.ok()).isFalse();
    assertThat(result.time()).isPositive();
    assertThat(result.suites())
        .singleElement()
        .satisfies(
            suite -> {
              assertThat(suite.suite()).isNull();
              assertThat(suite.failures())
                  .containsExactly(new CaseFailure(1, "length: expected 62 but was 63"));
            });
    assertThat(progress).containsExactly("1/3", "2/3", "3/3");
  }

  @Test
  void aCaseOfAnotherFormatFails() throws Exception {
    FileResult result = run(write("any.json", "[" + GOOD_CASE + "," + OTHER_FORMAT_CASE + "]"));
    assertThat(result.passed()).isOne();
    assertThat(result.suites().get(0).failures().get(0).message()).contains("length");
  }

  @Test
  void aSuiteThatTheProviderDoesNotHaveIsSkipped() throws Exception {
    Path file =
        write("psk.json", "[{\"cipher_suite\": 61440, \"psks\": [], \"psk_secret\": \"00\"}]");
    FileResult result = run(file);
    assertThat(result.skipped()).isOne();
    assertThat(result.suites().get(0).suite()).isEqualTo(new CipherSuiteId(61440));
    assertThat(result.ok()).isTrue();
  }

  @Test
  void aFileIsRecognisedByItsFieldsUnderAnyName() throws Exception {
    assertThat(run(write("passive-client-story.json", "[" + GOOD_CASE + "]")).kind())
        .isEqualTo(VectorKind.DESERIALIZATION);
  }

  @Test
  void aFileWithOtherFieldsUnderAKnownNameSaysWhichFieldIsWrong() throws Exception {
    FileResult result =
        run(write("deserialization.json", "[{\"vlbytes\": \"3f\", \"length\": 1}]"));
    assertThat(result.kind()).isEqualTo(VectorKind.DESERIALIZATION);
    assertThat(result.suites().get(0).failures().get(0).message()).contains("vlbytes");
  }

  @Test
  void whatIsNoVectorFileIsSaidToBeNone() throws Exception {
    for (String content : List.of("[", "{}", "[]", "17", "", "[{\"a\": 1}]", "[3]", "[[]]")) {
      FileResult result = run(write("some.json", content));
      assertThat(result.kind()).as(content).isNull();
      assertThat(result.problem()).as(content).contains("some.json");
      assertThat(result.ok()).as(content).isFalse();
    }
  }

  @Test
  void aFolderStandsForItsFilesAndARootForThoseInMls() throws Exception {
    Path single = write("b.json", "[]");
    Path first = write("a.json", "[]");
    write("notes.txt", "");
    Path mls = Files.createDirectories(folder.resolve("root/mls"));
    Path below = Files.writeString(mls.resolve("c.json"), "[]");
    assertThat(VectorRunner.files(List.of(folder, single, folder.resolve("root"))))
        .containsExactly(first, single, single, below);
  }

  private FileResult run(Path file) throws IOException {
    return runner.run(file, this::note);
  }

  private void note(Path file, int done, int total) {
    progress.add(done + "/" + total);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
