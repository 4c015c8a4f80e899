package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9420 §11: a creator is not talked into a lesser cipher suite than its members support. */
class GroupCreationRuleTest {

  private static final CipherSuiteId BETTER =
      CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519;
  private static final CipherSuiteId LESSER = Circle.SUITE.id();

  /** Prefers the one, but its identity is in the suite of the stories: the other. */
  private static TestClient choosy(String name, CipherSuiteId... supported) {
    return new TestClient(
        name,
        Circle.SUITE,
        builder ->
            builder
                .grease(false)
                .preferredSuites(List.of(BETTER, LESSER))
                .cipherSuites(List.of(supported)));
  }

  @Test
  void theFirstCommitOfAGroupInALesserSuite() throws Exception {
    TestClient alice = choosy("alice", BETTER, LESSER).create("group");
    TestClient bob = choosy("bob", BETTER, LESSER);
    TestClient oldTimer = choosy("carol", LESSER);
    Bytes before = State.of(alice);
    CommitBuilder lesser = alice.group.commit().add(bob.published());
    Refusals.assertRefused(Rule.GROUP_SUITE_IS_BEST, lesser::build);
    Refusals.assertRefused(Rule.GROUP_SUITE_IS_BEST, lesser::preview);
    assertThat(State.of(alice)).isEqualTo(before);
    assertThat(alice.group.bestSuite()).contains(BETTER);

    CommitBuilder best = alice.group.commit().add(bob.published()).add(oldTimer.published());
    try (PendingCommit commit = best.build()) {
      alice.group.merge(commit);
      bob.join(commit.welcome().orElseThrow());
      oldTimer.join(commit.welcome().orElseThrow());
    }
    TestClient.assertAgree(alice, bob, oldTimer);
    assertThat(alice.group.bestSuite()).contains(LESSER);
    try (PendingCommit later = alice.group.commit().remove(oldTimer.leaf()).build()) {
      alice.group.merge(later);
    }
    assertThat(alice.group.bestSuite()).as("time to reinitialize").contains(BETTER);
    try (PendingCommit goesOn =
        alice.group.commit().add(choosy("dave", BETTER, LESSER).published()).build()) {
      assertThat(goesOn.changes().added()).hasSize(1);
    }
  }

  @Test
  void theBestCommonSuiteOfKeyPackages() throws Exception {
    TestClient alice = choosy("alice", BETTER, LESSER);
    TestClient oldTimer = choosy("carol", LESSER);
    TestClient stranger =
        new TestClient(
            "dave",
            CipherSuite.of(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256),
            builder -> builder.cipherSuites(List.of()));
    assertThat(CommonSuite.best(alice.config, List.of(alice.keyPackage.message())))
        .contains(BETTER);
    assertThat(
            CommonSuite.best(
                alice.config, List.of(alice.keyPackage.message(), oldTimer.keyPackage.message())))
        .contains(LESSER);
    assertThat(
            CommonSuite.best(
                alice.config, List.of(alice.keyPackage.message(), stranger.keyPackage.message())))
        .isEmpty();
  }

  @Test
  void aSubgroupHasNoChoice() throws Exception {
    TestClient alice = choosy("alice", BETTER, LESSER).create("group");
    TestClient bob = choosy("bob", BETTER, LESSER);
    TestClient carol = choosy("carol", LESSER);
    try (PendingCommit commit =
        alice.group.commit().add(bob.published()).add(carol.published()).build()) {
      alice.group.merge(commit);
    }
    FoundedGroup branch =
        alice.group.branch(
            Bytes.ofUtf8("branch"),
            List.of(),
            List.of(choosy("bob", BETTER, LESSER).keyPackage.message()));
    assertThat(branch.group().context().cipherSuite()).isEqualTo(LESSER);
    assertThat(branch.group().context().version()).isEqualTo(ProtocolVersion.MLS10);
  }
}
