package io.github.mls4j.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mls4j.cli.CommandRun;
import io.github.mls4j.cli.term.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

  /** Without pre-shared keys the PSK secret is all zero (RFC 9420 §8.4). */
  private static final String GOOD = psk(1, "00".repeat(32)) + "," + psk(4, "00".repeat(64));

  private static final String BAD = psk(1, "01" + "00".repeat(31));
  private static final String UNKNOWN_SUITE = psk(0xf000, "00");
  private static final String WITHOUT_SUITE = "{\"vlbytes_header\":\"3f\",\"length\":63}";

  @TempDir private Path folder;

  @Test
  void passesGoodFiles() throws IOException {
    write("psk_secret.json", GOOD);
    write("deserialization.json", WITHOUT_SUITE);

    CommandRun run = verify(folder);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(withoutTimes(run.out()))
        .isEqualTo(
            """
            file and suite                            passed   failed  skipped      time
            deserialization.json                           1        0        0 *
            psk_secret.json                                2        0        0 *
              1 X25519 AES128GCM Ed25519                   1        0        0 *
              4 X448 AES256GCM Ed448                       1        0        0 *
            2 files                                        3        0        0 *
            """);
  }

  @Test
  void failsACorruptedCase() throws IOException {
    CommandRun run = verify(write("any-name.json", GOOD + "," + BAD));

    assertThat(run.status()).isEqualTo(1);
    assertThat(withoutTimes(run.out()))
        .contains("  1 X25519 AES128GCM Ed25519                   1        1        0 *\n")
        .containsPattern("✗ case 2 psk_secret: expected 01.* but was 00")
        .contains("1 file                                         2        1        0 *\n");
  }

  @Test
  void showsTheFirstFailuresOnly() throws IOException {
    String manyBad = String.join(",", Collections.nCopies(13, BAD));

    CommandRun run = verify(write("psk_secret.json", manyBad));

    assertThat(run.out()).contains("✗ case 9 ").doesNotContain("✗ case 10").contains("and 3 more");
  }

  @Test
  void failsAFileThatIsNoVectorFile() throws IOException {
    Path good = write("psk_secret.json", GOOD);
    Path other = write("recipes.json", "{\"flour\":3}");

    CommandRun run = verify(good, other);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("recipes.json +not recognised\n")
        .contains("1 not recognised\n");
  }

  @Test
  void aFileThatCannotBeReadFailsAndTheOthersGoOn() throws IOException {
    Path unreadable = Files.createDirectory(folder.resolve("folder.json"));
    write("psk_secret.json", GOOD);

    CommandRun run = verify(folder);

    assertThat(unreadable).isDirectory();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("folder.json +not recognised\n  cannot be read")
        .contains("4 X448");
  }

  @Test
  void aSuiteNobodyHasIsSkipped() throws IOException {
    CommandRun run = verify(write("psk_secret.json", UNKNOWN_SUITE));

    assertThat(run.status()).isZero();
    assertThat(withoutTimes(run.out()))
        .contains("  0xf000                                       0        0        1 *\n");
  }

  @Test
  void writesJson() throws IOException {
    Path good = write("good.json", GOOD);
    Path bad = write("bad.json", BAD);
    Path other = write("other.json", "{}");

    CommandRun run =
        CommandRun.of(
            "vectors", "verify", "--json", good.toString(), bad.toString(), other.toString());

    assertThat(run.status()).isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("ok").booleanValue()).isFalse();
    assertThat(json.path("passed").intValue()).isEqualTo(2);
    assertThat(json.path("failed").intValue()).isEqualTo(1);
    assertThat(json.path("unrecognised").intValue()).isEqualTo(1);
    assertThat(json.at("/files/0/kind").textValue()).isEqualTo("psk_secret");
    assertThat(json.at("/files/0/suites/1/cipher_suite").intValue()).isEqualTo(4);
    assertThat(json.at("/files/1/suites/0/failures/0/case").intValue()).isZero();
    assertThat(json.at("/files/2/kind").isNull()).isTrue();
    assertThat(json.at("/files/2/problem").textValue()).contains("other.json");
  }

  @Test
  void bothProvidersCanBeTested() throws IOException {
    String file = write("psk_secret.json", GOOD).toString();

    assertThat(CommandRun.of("vectors", "verify", "--provider=bc", file).status()).isZero();
    assertThat(CommandRun.of("vectors", "verify", "--provider=none", file).status()).isEqualTo(2);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(CommandRun.of("vectors", "verify", "no/such/folder"))
        .isEqualTo(
            new CommandRun(
                1, "", "mls vectors verify: no/such/folder: there is no such file or folder\n"));
    assertThat(verify(folder).err()).contains("there is no .json file in [" + folder);
    assertThat(CommandRun.of("vectors").status()).isEqualTo(2);
  }

  @Test
  void coloursOnATerminalOnly() throws IOException {
    String file = write("psk_secret.json", GOOD + "," + BAD + "," + UNKNOWN_SUITE).toString();

    CommandRun coloured =
        CommandRun.of(
            new Terminal(true, false, 80),
            InputStream.nullInputStream(),
            "vectors",
            "verify",
            file);

    assertThat(coloured.out()).contains("\u001b[31m");
    assertThat(withoutTimes(coloured.out().replaceAll("\u001b\\[[0-9]+m", "")))
        .isEqualTo(withoutTimes(CommandRun.of("vectors", "verify", file).out()));
  }

  private static CommandRun verify(Path... files) {
    String[] args = new String[2 + files.length];
    args[0] = "vectors";
    args[1] = "verify";
    for (int i = 0; i < files.length; i++) {
      args[2 + i] = files[i].toString();
    }
    return CommandRun.of(args);
  }

  private Path write(String name, String cases) throws IOException {
    String content = cases.startsWith("{\"flour") || cases.equals("{}") ? cases : "[" + cases + "]";
    return Files.writeString(folder.resolve(name), content);
  }

  private static String psk(int suite, String secret) {
    return "{\"cipher_suite\":" + suite + ",\"psks\":[],\"psk_secret\":\"" + secret + "\"}";
  }

  private static String withoutTimes(String table) {
    return table.replaceAll(" +[0-9]+\\.[0-9]{2} s", " *");
  }
}
