package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.validation.ExtensionLists;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.GroupInfo;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.MLSMessage;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.RequiredCapabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What other implementations of MLS once had wrong, and what no test of ours has for its subject
 * already. All of them: {@code spec-notes/known-bugs.md}.
 */
class KnownBugsTest extends InsiderStage {

  /** A secret tree that is not written after a message has been received. */
  @Test
  void aReceivedMessageStaysReceivedAfterARestart() throws Exception {
    Bytes first = bob.say("first");
    Bytes second = bob.say("second");
    assertThat(alice.read(second)).isEqualTo("second");
    alice.restart();
    assertRefused(Rule.GENERATION_NOT_USED_TWICE, second);
    assertThat(alice.read(first)).isEqualTo("first");
    alice.restart();
    assertRefused(Rule.GENERATION_NOT_USED_TWICE, first);
  }

  /** Required credential types, left out of the comparison. */
  @Test
  void requiredCredentialTypesCount() throws Exception {
    Extension both =
        new Extension(
            ExtensionType.REQUIRED_CAPABILITIES,
            new RequiredCapabilities(
                    List.of(), List.of(), List.of(CredentialType.BASIC, CredentialType.X509))
                .encode());
    circle.commit(alice, commit -> commit.groupContextExtensions(List.of(both)));
    Proposal add = new Proposal.Add(Forgery.withLeaf(dave, KnownBugsTest::basicOnly));
    assertRefused(Rule.LEAF_HAS_REQUIRED_CAPABILITIES, insider().propose(add).commit());
    assertAccepted(insider().propose(new Proposal.Add(dave.published())).commit());
  }

  private static LeafNode basicOnly(LeafNode leaf) {
    return Forgery.capabilities(
        leaf,
        c ->
            new Capabilities(
                c.versions(),
                c.cipherSuites(),
                c.extensions(),
                c.proposals(),
                List.of(CredentialType.BASIC)));
  }

  /** Default types, looked for in capabilities although nobody lists them. */
  @Test
  void requiredTypesOfTheRfcItselfAreEverybodys() throws Exception {
    Extension defaults =
        new Extension(
            ExtensionType.REQUIRED_CAPABILITIES,
            new RequiredCapabilities(
                    List.of(ExtensionType.APPLICATION_ID, ExtensionType.EXTERNAL_SENDERS),
                    List.of(ProposalType.ADD),
                    List.of(CredentialType.BASIC))
                .encode());
    circle.commit(alice, commit -> commit.groupContextExtensions(List.of(defaults)));
    circle.add(bob, dave);
    circle.assertAllTalk();
  }

  /** A time check that locks joiners out of groups with members that have been there for long. */
  @Test
  void anExpiredLeafInTheTreeIsForThePolicyToJudge() throws Exception {
    Instant[] now = {Instant.now()};
    UnaryOperator<GroupConfig.Builder> strict = settings(now, true);
    Circle old = Circle.of(strict, "alice", "bob");
    now[0] = now[0].plus(Duration.ofDays(100));
    TestClient refuses = new TestClient("refuses", SUITE, strict);
    TestClient takes = new TestClient("takes", SUITE, settings(now, false));
    try (PendingCommit commit =
        old.member(0).group.commit().add(refuses.published()).add(takes.published()).build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      Refusals.assertRefused(Rule.LEAF_WITHIN_LIFETIME, () -> refuses.join(welcome));
      takes.join(welcome);
      assertThat(takes.group.members()).hasSize(4);
    }
  }

  private static UnaryOperator<GroupConfig.Builder> settings(Instant[] now, boolean strict) {
    return builder -> {
      ValidationPolicy policy = builder.build().validation();
      return builder.validation(
          new ValidationPolicy(
              policy.authentication(), () -> now[0], strict, policy.maxLifetime()));
    };
  }

  /** Signature keys of Updates that are not looked up among those of the members. */
  @Test
  void anUpdateCannotTakeTheSignatureKeyOfAnother() throws Exception {
    InsiderBuilder insider =
        insider()
            .signedLeaf(
                leaf ->
                    Forgery.sign(carol.identity, asCarols(leaf), bob.group.groupId(), bob.leaf()));
    Bytes theft = insider.proposal(insider.update(leaf -> leaf));
    alice.group.receive(theft);
    carol.group.receive(theft);
    try (PendingCommit commit = carol.group.commit().build()) {
      assertThat(commit.changes().updated()).hasSize(1);
      assertThat(commit.leftOut()).hasSize(1);
      Refusals.assertRefused(
          Rule.LEAF_SIGNATURE_KEYS_UNIQUE,
          () -> {
            throw commit.leftOut().get(0).reason();
          });
      alice.follow(commit.message());
      bob.follow(commit.message());
      carol.group.merge(commit);
    }
    circle.propose(bob, Proposer::update);
    assertThat(circle.commit(carol, commit -> commit).updated()).hasSize(2);
  }

  private LeafNode asCarols(LeafNode leaf) {
    return new LeafNode(
        leaf.encryptionKey(),
        carol.identity.signer().publicKey(),
        leaf.credential(),
        leaf.capabilities(),
        leaf.leafNodeSource(),
        leaf.extensions(),
        leaf.signature());
  }

  /** An Update of the member at leaf 0, taken for none. */
  @Test
  void theMemberAtLeafZeroUpdates() throws Exception {
    assertThat(alice.leaf()).isEqualTo(new LeafIndex(0));
    circle.propose(alice, Proposer::update);
    circle.commit(bob, commit -> commit);
    assertThat(alice.group.self().leafNode().leafNodeSource())
        .isInstanceOf(LeafNodeSource.Update.class);
    circle.assertAllTalk();
  }

  /** A client that cannot follow an external commit because of a commit of its own. */
  @Test
  void anExternalCommitArrivesWhileAnOwnOneWaits() throws Exception {
    try (PendingCommit own = alice.group.commit().build();
        PendingJoin join =
            Group.joinExternally(dave.config, dave.identity, bob.group.groupInfo(true)).build()) {
      circle.welcome(dave, join);
      assertThatIllegalArgumentException().isThrownBy(() -> alice.group.merge(own));
    }
    circle.assertAllTalk();
  }

  /** An external key that is of the epoch before. */
  @Test
  void theExternalKeyIsThatOfTheEpoch() throws Exception {
    Set<Bytes> keys = new HashSet<>();
    for (TestClient committer : List.of(alice, bob, carol)) {
      assertThat(keys.add(externalPub(alice))).isTrue();
      circle.commit(committer, commit -> commit);
      assertThat(externalPub(bob)).isEqualTo(externalPub(alice)).isEqualTo(externalPub(carol));
    }
  }

  private static Bytes externalPub(TestClient member) throws Exception {
    GroupInfo info =
        (GroupInfo) TlsReader.decode(member.group.groupInfo(true), MLSMessage::readFrom).body();
    return ExtensionLists.find(info.extensions(), ExtensionType.EXTERNAL_PUB)
        .orElseThrow()
        .extensionData();
  }

  /** Parent hashes over a left subtree that has become empty. */
  @Test
  void aGroupWhoseLeftHalfIsBlankGoesOn() throws Exception {
    Circle wide =
        Circle.of(IntStream.range(0, 8).mapToObj(i -> "member " + i).toArray(String[]::new));
    TestClient five = wide.member(5);
    TestClient six = wide.member(6);
    wide.commit(
        five,
        commit -> {
          for (int i = 0; i < 4; i++) {
            commit.remove(new LeafIndex(i));
          }
          return commit;
        });
    wide.commit(six, commit -> commit);
    TestClient late = wide.outsider("late");
    wide.commit(five, commit -> commit.add(late.published()), late);
    assertThat(late.leaf()).isEqualTo(new LeafIndex(0));
    TestClient later = wide.outsider("later");
    wide.welcome(
        later,
        Group.joinExternally(later.config, later.identity, six.group.groupInfo(true)).build());
    wide.assertAllTalk();
  }

  /** An own commit that comes back after a restart and is taken for one of somebody else. */
  @Test
  void anOwnCommitIsNotAppliedTwice() throws Exception {
    try (PendingCommit commit = alice.group.commit().build()) {
      bob.follow(commit.message());
      carol.follow(commit.message());
      alice.group.merge(commit);
      alice.restart();
      Bytes before = State.of(alice);
      assertThat(alice.group.receive(commit.message())).isInstanceOf(OwnMessage.class);
      assertThat(State.of(alice)).isEqualTo(before);
    }
    circle.assertAgree();
  }
}
