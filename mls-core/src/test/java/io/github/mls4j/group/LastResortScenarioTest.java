package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.extensions.AppDataDictionary;
import io.github.mls4j.extensions.LastResort;
import io.github.mls4j.extensions.MlsExtensions;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.MLSMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key package that may be used again (§10, §16.8; draft-ietf-mls-extensions). */
class LastResortScenarioTest {

  private static TestClient client(String name) {
    return new TestClient(
        name,
        Circle.SUITE,
        builder ->
            builder
                .extensions(List.of(AppDataDictionary.EXTENSION))
                .leafExtensions(
                    List.of(AppDataDictionary.supporting(MlsExtensions.LAST_RESORT_KEY_PACKAGE))));
  }

  private static KeyPackage published(KeyPackageBundle bundle) throws Exception {
    return (KeyPackage) TlsReader.decode(bundle.message(), MLSMessage::readFrom).body();
  }

  private static Group joined(TestClient adder, TestClient joiner, KeyPackageBundle bundle)
      throws Exception {
    try (PendingCommit commit = adder.group.commit().add(bundle.message()).build()) {
      adder.group.merge(commit);
      return Group.join(joiner.config, joiner.identity, bundle, commit.welcome().orElseThrow());
    }
  }

  @Test
  void severalGroupsByOneKeyPackage() throws Exception {
    TestClient bob = client("bob");
    KeyPackageBundle bundle = LastResort.generate(bob.config, bob.identity);
    assertThat(bundle.isLastResort()).isTrue();
    for (String name : List.of("alice", "carol")) {
      TestClient adder = client(name).create("the group of " + name);
      try (Group group = joined(adder, bob, bundle)) {
        assertThat(group.members()).hasSize(2);
        assertThat(group.epochAuthenticator()).isEqualTo(adder.group.epochAuthenticator());
      }
    }
  }

  @Test
  void itIsRememberedWithTheKeys() throws Exception {
    TestClient bob = client("bob");
    for (boolean lastResort : new boolean[] {true, false}) {
      KeyPackageBundle bundle =
          lastResort
              ? LastResort.generate(bob.config, bob.identity)
              : KeyPackageBundle.generate(bob.config, bob.identity);
      try (Secret saved = bundle.save()) {
        KeyPackageBundle restored = KeyPackageBundle.restore(saved);
        assertThat(restored.isLastResort()).isEqualTo(lastResort);
        assertThat(restored.keyPackage()).isEqualTo(bundle.keyPackage());
      }
    }
  }

  /** By an entry without data in the key package's AppDataDictionary. */
  @Test
  void theMarkCanBeSeenByAll() throws Exception {
    TestClient bob = client("bob");
    KeyPackage marked = published(LastResort.generate(bob.config, bob.identity));
    assertThat(LastResort.isMarked(marked)).isTrue();
    assertThat(AppDataDictionary.EXTENSION.find(marked.extensions()).orElseThrow().encode())
        .isEqualTo(Bytes.fromHex("03" + "0004" + "00"));
    assertThat(marked.leafNode().capabilities().extensions())
        .contains(MlsExtensions.APP_DATA_DICTIONARY);
    assertThat(LastResort.isMarked(bob.published())).isFalse();
  }

  /** Without the draft's mark, a last resort is between a client and its own store. */
  @Test
  void aLastResortNeedsNoMark() throws Exception {
    TestClient bob = TestClient.of("bob", Circle.SUITE);
    KeyPackageBundle bundle =
        KeyPackageBundle.generateLastResort(bob.config, bob.identity, List.of());
    assertThat(bundle.isLastResort()).isTrue();
    assertThat(LastResort.isMarked(published(bundle))).isFalse();
  }

  /** Off by default: the mark is an extension, and it is sent by those only who support it. */
  @Test
  void isOffByDefault() {
    TestClient bob = TestClient.of("bob", Circle.SUITE);
    assertThat(bob.keyPackage.isLastResort()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LastResort.generate(bob.config, bob.identity));
  }

  /** Who supports the dictionary says so in its leaf, with the components that it has to. */
  @Test
  void leavesSayWhichComponentsAreSupported() throws Exception {
    TestClient bob = client("bob");
    AppDataDictionary dictionary =
        AppDataDictionary.EXTENSION.find(bob.published().leafNode().extensions()).orElseThrow();
    assertThat(dictionary.find(MlsExtensions.APP_COMPONENTS))
        .contains(Bytes.fromHex("06" + "0001" + "0002" + "0004"));
  }
}
