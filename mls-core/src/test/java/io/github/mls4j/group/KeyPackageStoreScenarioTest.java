package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.spi.InMemoryStore;
import io.github.mls4j.wire.KeyPackageRef;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key package is in the store until a group that it opened is there, and no longer. */
class KeyPackageStoreScenarioTest {

  private TestClient alice;
  private TestClient bob;
  private TestStore groups;
  private InMemoryStore keyPackages;
  private GroupConfig config;

  @BeforeEach
  void setUp() throws Exception {
    alice = TestClient.of("alice", Circle.SUITE).create("group");
    bob = TestClient.of("bob", Circle.SUITE);
    groups = new TestStore();
    keyPackages = groups.inner;
    config = bob.config.toBuilder().store(groups).keyPackages(keyPackages).build();
  }

  private Bytes welcome(KeyPackageBundle... bundles) throws Exception {
    CommitBuilder commit = alice.group.commit();
    for (KeyPackageBundle bundle : bundles) {
      commit.add(bundle.message());
    }
    try (PendingCommit pending = commit.build()) {
      alice.group.merge(pending);
      return pending.welcome().orElseThrow();
    }
  }

  private boolean isStored(KeyPackageBundle bundle) {
    KeyPackageRef reference = Circle.SUITE.keyPackageRef(bundle.keyPackage());
    try (Secret found = keyPackages.find(reference)) {
      return found != null;
    }
  }

  @Test
  void theRightOneIsFoundAndUsedUp() throws Exception {
    KeyPackageBundle other = KeyPackageBundle.generate(config, bob.identity);
    KeyPackageBundle used = KeyPackageBundle.generate(config, bob.identity);
    TestClient carol = TestClient.of("carol", Circle.SUITE);
    Bytes welcome = welcome(carol.keyPackage, used);
    bob.group = Group.join(config, bob.identity, welcome);
    TestClient.assertAgree(alice, bob);
    assertThat(isStored(used)).isFalse();
    assertThat(isStored(other)).isTrue();
    assertThat(groups.last().consumed()).isEqualTo(Circle.SUITE.keyPackageRef(used.keyPackage()));
  }

  @Test
  void withTheTreeBeside() throws Exception {
    KeyPackageBundle used = KeyPackageBundle.generate(config, bob.identity);
    Bytes welcome = welcome(used);
    bob.group =
        Group.joinByWelcome(config, bob.identity, welcome)
            .ratchetTree(alice.group.ratchetTree())
            .join();
    TestClient.assertAgree(alice, bob);
    assertThat(isStored(used)).isFalse();
  }

  @Test
  void ofAStoreOfItsOwnToo() throws Exception {
    keyPackages = new InMemoryStore();
    config = config.toBuilder().keyPackages(keyPackages).build();
    KeyPackageBundle used = KeyPackageBundle.generate(config, bob.identity);
    Group.join(config, bob.identity, welcome(used)).close();
    assertThat(isStored(used)).isFalse();
  }

  @Test
  void aLastResortStays() throws Exception {
    KeyPackageBundle last = KeyPackageBundle.generateLastResort(config, bob.identity, List.of());
    Group.join(config, bob.identity, welcome(last)).close();
    assertThat(isStored(last)).isTrue();
    assertThat(groups.last().consumed()).isNull();
  }

  /** OpenMLS at 79ebb5b: a Welcome of garbage uses the key package up, and keeps its owner out. */
  @Test
  void aWelcomeThatIsRefusedUsesNothingUp() throws Exception {
    KeyPackageBundle used = KeyPackageBundle.generate(config, bob.identity);
    Bytes welcome = welcome(used);
    for (int at = welcome.size() - 1; at > 0; at -= 7) {
      Bytes damaged =
          Bytes.concat(
              welcome.slice(0, at),
              Bytes.copyOf((byte) (welcome.get(at) ^ 1)),
              welcome.slice(at + 1, welcome.size() - at - 1));
      assertThat(catchThrowable(() -> Group.join(config, bob.identity, damaged))).isNotNull();
      assertThat(isStored(used)).isTrue();
    }
    bob.group = Group.join(config, bob.identity, welcome);
    TestClient.assertAgree(alice, bob);
    assertThat(isStored(used)).isFalse();
    assertThatThrownBy(() -> Group.join(config, bob.identity, welcome))
        .isInstanceOf(MissingInput.class);
  }

  @Test
  void aCrashKeepsOneOfBoth() throws Exception {
    for (TestStore.Crash crash : TestStore.Crash.values()) {
      setUp();
      KeyPackageBundle used = KeyPackageBundle.generate(config, bob.identity);
      Bytes welcome = welcome(used);
      groups.crash(crash);
      assertThatThrownBy(() -> Group.join(config, bob.identity, welcome))
          .isInstanceOf(TestStore.Died.class);
      boolean joined = Group.load(config, bob.identity, Bytes.ofUtf8("group")).isPresent();
      assertThat(joined).isEqualTo(crash == TestStore.Crash.AFTER_THE_BATCH);
      assertThat(isStored(used)).isEqualTo(!joined);
      if (joined) {
        assertThatThrownBy(() -> Group.join(config, bob.identity, used, welcome))
            .isInstanceOf(RuleViolation.class);
        bob.group = Group.load(config, bob.identity, Bytes.ofUtf8("group")).orElseThrow();
      } else {
        bob.group = Group.join(config, bob.identity, welcome);
      }
      TestClient.assertAgree(alice, bob);
    }
  }

  @Test
  void ofAnotherIdentityItIsNotTaken() throws Exception {
    KeyPackageBundle used = KeyPackageBundle.generate(config, bob.identity);
    Bytes welcome = welcome(used);
    TestClient other = TestClient.of("other", Circle.SUITE);
    assertThatThrownBy(() -> Group.join(config, other.identity, welcome))
        .isInstanceOfSatisfying(
            MissingInput.class,
            missing -> assertThat(missing.kind()).isEqualTo(MissingInput.Kind.KEY_PACKAGE));
    assertThat(isStored(used)).isTrue();
  }
}
