package io.github.mls4j.interop.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

  private static final String GROUP =
      "{'action': 'createGroup', 'actor': 'alice', 'members': ['bob']}";
  private static final String KEY_PACKAGE = "{'action': 'createKeyPackage', 'actor': 'carol'}";

  @Test
  void readsEachKindOfStep() throws Exception {
    for (Config config : Scenarios.all(Scenarios.SEED)) {
      assertThat(config.scripts()).isNotEmpty();
    }
    Script script =
        script(GROUP, KEY_PACKAGE, "{'action': 'addProposal', 'actor': 'bob', 'keyPackage': 1}");

    assertThat(script.actors()).containsExactly("alice", "bob", "carol");
    assertThat(script.steps().get(2).step())
        .isEqualTo(new Step.Propose("bob", new Proposal.Add(1)));
    assertThat(script.steps().get(2).action()).isEqualTo("addProposal");
  }

  /** Published configs name the same options both ways. */
  @ParameterizedTest
  @CsvSource({"force_path,external_tree", "forcePath,externalTree", "forcepath,EXTERNAL_TREE"})
  void optionsCountHoweverTheyAreSpelt(String path, String tree) throws Exception {
    Script script =
        script(
            GROUP,
            "{'action': 'branch', 'actor': 'alice', 'members': ['bob'], '%s': true, '%s': true}"
                .formatted(path, tree));

    assertThat(script.steps().get(1).step())
        .isEqualTo(new Step.Branch("alice", List.of("bob"), List.of(), true, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "$.scripts.s[1].action | missing | {'actor': 'alice'}",
        "$.scripts.s[1].action | unknown action 'dance' | {'action': 'dance', 'actor': 'alice'}",
        "$.scripts.s[1].action | not a string | {'action': 7}",
        "$.scripts.s[1].actor | missing | {'action': 'commit'}",
        "$.scripts.s[1].actor | unknown actor 'zoe' | {'action': 'commit', 'actor': 'zoe'}",
        "$.scripts.s[1].actor | no name | {'action': 'createKeyPackage', 'actor': ''}",
        "$.scripts.s[1].actor | no name | {'action': 'createKeyPackage', 'actor': '\\u001b[2J'}",
        "$.scripts.s[1].members[1] | unknown actor 'zoe' | {'action': 'fullCommit', 'actor': 'alice', 'members': ['bob', 'zoe']}",
        "$.scripts.s[1].members[0] | not a string | {'action': 'fullCommit', 'actor': 'alice', 'members': [3]}",
        "$.scripts.s[1].members | not a list | {'action': 'fullCommit', 'actor': 'alice', 'members': 'bob'}",
        "$.scripts.s[1].removed | unknown actor 'zoe' | {'action': 'removeProposal', 'actor': 'alice', 'removed': 'zoe'}",
        "$.scripts.s[1].forcePaths | unknown | {'action': 'commit', 'actor': 'alice', 'forcePaths': true}",
        "$.scripts.s[1].force_path | neither true nor false | {'action': 'commit', 'actor': 'alice', 'force_path': 1}",
        "$.scripts.s[1].keyPackage | missing | {'action': 'addProposal', 'actor': 'alice'}",
        "$.scripts.s[1].keyPackage | step 0 is none | {'action': 'addProposal', 'actor': 'alice', 'keyPackage': 0}",
        "$.scripts.s[1].keyPackage | step 1 is none | {'action': 'addProposal', 'actor': 'alice', 'keyPackage': 1}",
        "$.scripts.s[1].keyPackage | not a whole number | {'action': 'addProposal', 'actor': 'alice', 'keyPackage': -1}",
        "$.scripts.s[1].keyPackage | not a whole number | {'action': 'addProposal', 'actor': 'alice', 'keyPackage': 4294967296}",
        "$.scripts.s[1].keyPackage | not a whole number | {'action': 'addProposal', 'actor': 'alice', 'keyPackage': 1.5}",
        "$.scripts.s[1].byReference[0] | step 9 is none | {'action': 'commit', 'actor': 'alice', 'byReference': [9]}",
        "$.scripts.s[1].byValue[0].proposalType | unknown type of proposal 'dance' | {'action': 'commit', 'actor': 'alice', 'byValue': [{'proposalType': 'dance'}]}",
        "$.scripts.s[1].byValue[0].proposalType | an Update can only | {'action': 'commit', 'actor': 'alice', 'byValue': [{'proposalType': 'update'}]}",
        "$.scripts.s[1].byValue[0] | not an object | {'action': 'commit', 'actor': 'alice', 'byValue': [3]}",
        "$.scripts.s[1].extensions[0].extension_data | not base64 | {'action': 'branch', 'actor': 'alice', 'extensions': [{'extension_type': 3, 'extension_data': '*'}]}",
        "$.scripts.s[1].extensions[0].extension_type | not a whole number | {'action': 'branch', 'actor': 'alice', 'extensions': [{'extension_type': 65536}]}",
        "$.scripts.s[1].forcePath | there twice | {'action': 'commit', 'actor': 'alice', 'force_path': true, 'forcePath': true}",
        "$.scripts.s[1].externalReinitProposal | step 0 is none | {'action': 'reinit', 'committer': 'alice', 'welcomer': 'bob'}",
        "$.scripts.s[1].description | missing | {'action': 'externalSignerProposal', 'actor': 'alice', 'member': 'bob'}",
        "$.scripts.s[1].length | not a whole number | {'action': 'compareSecrets', 'actor': 'alice', 'length': 1000000}",
        "$.scripts.s[1] | not an object | 3"
      })
  void saysWhereAStepIsBad(String path, String problem, String step) {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> script(GROUP, step));

    assertThat(refused.path()).isEqualTo(path);
    assertThat(refused.problem()).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "$ | not an object | []",
        "$ | not an object | \"\"",
        "$ | no JSON that can be read | {",
        "$ | no JSON that can be read | {} {}",
        "$ | no JSON that can be read | {'scripts': {'a': [], 'a': []}}",
        "$.scripts | missing | {}",
        "$.scripts | not an object | {'scripts': []}",
        "$.scripts.a | not a list | {'scripts': {'a': {}}}",
        "$.script | unknown | {'scripts': {}, 'script': {}}"
      })
  void saysWhereAConfigIsBad(String path, String problem, String json) {
    ConfigException refused = catchThrowableOfType(ConfigException.class, () -> read(json));

    assertThat(refused.path()).isEqualTo(path);
    assertThat(refused.problem()).contains(problem);
  }

  @Test
  void whatIsRefusedMakesNothingThatALaterStepCouldUse() {
    assertThatThrownBy(
            () ->
                script(
                    GROUP,
                    "{'action': 'commit', 'actor': 'alice', 'mustFail': true}",
                    "{'action': 'handleCommit', 'actor': 'bob', 'commit': 1}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("$.scripts.s[2].commit: ");
  }

  @Test
  void boundsWhatItReads() {
    String deep = "[".repeat(10_000);
    String longText = "{'scripts': {'s': [{'action': '" + "x".repeat(70_000) + "'}]}}";
    String steps = String.join(",", Collections.nCopies(ConfigReader.MAX_STEPS + 1, KEY_PACKAGE));
    StringBuilder scripts = new StringBuilder();
    for (int i = 0; i <= ConfigReader.MAX_SCRIPTS; i++) {
      scripts.append(i == 0 ? "" : ",").append("'s").append(i).append("': []");
    }

    assertThatThrownBy(() -> read(deep)).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> read(longText))
        .isInstanceOf(ConfigException.class)
        .hasMessage("$.scripts.s[0].action: longer than 65536");
    assertThatThrownBy(() -> script(steps))
        .isInstanceOf(ConfigException.class)
        .hasMessage("$.scripts.s: more than 20000 steps");
    assertThatThrownBy(() -> read("{'scripts': {" + scripts + "}}"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("$.scripts: more than 1000");
  }

  @Test
  void doesNotReadOnAndOn() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] to, int from, int length) {
            java.util.Arrays.fill(to, from, from + length, (byte) ' ');
            return length;
          }
        };

    assertThatThrownBy(() -> ConfigReader.read("endless", endless))
        .isInstanceOf(ConfigException.class)
        .hasMessage("$: larger than 16777216 bytes");
  }

  /** Whatever stands in a file, it is a config or a typed refusal. */
  @Test
  void damagedConfigsAreRefusedOrRead() throws IOException {
    Random random = new Random(9420);
    byte[] good;
    try (InputStream in = Scenarios.class.getResourceAsStream("external_proposals.json")) {
      good = java.util.Objects.requireNonNull(in).readAllBytes();
    }
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = good.clone();
      for (int j = 0; j <= random.nextInt(3); j++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      try {
        ConfigReader.read("bad", new ByteArrayInputStream(bad));
      } catch (ConfigException e) {
        assertThat(e.path()).startsWith("$");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  private static Script script(String... steps) throws Exception {
    return read("{'scripts': {'s': [" + String.join(",", steps) + "]}}").scripts().get(0);
  }

  static Config read(String json) throws IOException, ConfigException {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ConfigReader.read("test", new ByteArrayInputStream(bytes));
  }
}
