package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.KemKeyPair;
import io.github.mls4j.rules.Place;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.schedule.KeySchedule;
import io.github.mls4j.tree.PrivateKeys;
import io.github.mls4j.tree.RatchetTree;
import io.github.mls4j.tree.TreeLeaf;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.GroupContext;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.ProtocolVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Epoch numbers are unsigned, up to the last one (RFC 9420 §8.1). */
class EpochRuleTest {

  private static final CipherSuite SUITE =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);

  /** A group of one that claims to be in any epoch. */
  private static TestClient inEpoch(long epoch) throws Exception {
    TestClient alice = TestClient.of("alice", SUITE);
    alice.group = group(alice, epoch, List.of());
    return alice;
  }

  /** A group that nobody would make, with extensions that nobody would set. */
  static Group group(TestClient alice, long epoch, List<Extension> extensions) throws Exception {
    KemKeyPair keys = SUITE.generateKemKeyPair(alice.config.random());
    RatchetTree tree =
        RatchetTree.of(
            SUITE,
            TreeLeaf.of(
                SUITE,
                OwnLeaf.sign(
                    alice.config,
                    alice.identity,
                    keys.publicKey().wire(),
                    new LeafNodeSource.KeyPackage(OwnLeaf.lifetime(alice.config)),
                    List.of()),
                Place.of("leaf_node")));
    GroupContext context =
        new GroupContext(
            ProtocolVersion.MLS10,
            SUITE.id(),
            Bytes.ofUtf8("old"),
            epoch,
            tree.treeHash(),
            Bytes.EMPTY,
            extensions);
    return new Group(
        new GroupState(
            alice.config,
            alice.identity,
            EpochState.enter(
                alice.config,
                context,
                tree,
                KeySchedule.firstEpoch(SUITE, alice.config.random()),
                PrivateKeys.of(new LeafIndex(0), keys.privateKey()))));
  }

  @Test
  void epochsAboveTheLargestLongWork() throws Exception {
    TestClient alice = inEpoch(Long.MAX_VALUE);
    TestClient bob = TestClient.of("bob", SUITE);
    Bytes early;
    try (PendingCommit commit = alice.group.commit().add(bob.keyPackage.message()).build()) {
      alice.group.merge(commit);
      bob.join(commit.welcome().orElseThrow());
      early = alice.say("early");
    }
    assertThat(bob.group.epoch()).isEqualTo(Long.MIN_VALUE);
    try (PendingCommit commit = alice.group.commit().build()) {
      bob.follow(commit.message());
      alice.group.merge(commit);
    }
    bob.restart();
    assertThat(bob.read(early)).isEqualTo("early");
    TestClient.assertAgree(alice, bob);
  }

  @Test
  void noEpochFollowsTheLast() throws Exception {
    TestClient alice = inEpoch(-2);
    try (PendingCommit commit = alice.group.commit().build()) {
      alice.group.merge(commit);
    }
    try (Secret before = alice.group.save()) {
      assertThatThrownBy(() -> alice.group.commit().build())
          .isInstanceOfSatisfying(
              RuleViolation.class, e -> assertThat(e.rule()).isEqualTo(Rule.EPOCH_COUNTABLE));
      try (Secret after = alice.group.save()) {
        assertThat(after).isEqualTo(before);
      }
    }
  }
}
