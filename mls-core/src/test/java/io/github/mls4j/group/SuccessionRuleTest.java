package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.rules.RuleViolation;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.ResumptionPSKUsage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * RFC 9420 §11.2, §11.3: groups that start from another one, as they should and as they should not.
 */
class SuccessionRuleTest {

  private static final CipherSuite SUITE =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);
  private static final CipherSuite OTHER =
      CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519);
  private static final Bytes NEXT = Bytes.ofUtf8("next");

  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void threeMembers() throws Exception {
    alice = TestClient.of("alice", SUITE).create("first");
    bob = TestClient.of("bob", SUITE);
    carol = TestClient.of("carol", SUITE);
    try (PendingCommit commit =
        alice.group.commit().add(bob.published()).add(carol.published()).build()) {
      alice.group.merge(commit);
      bob.join(commit.welcome().orElseThrow());
      carol.join(commit.welcome().orElseThrow());
    }
  }

  private void reInit(CipherSuite suite) throws Exception {
    try (PendingCommit commit =
        alice.group.commit().reInit(NEXT, ProtocolVersion.MLS10, suite.id(), List.of()).build()) {
      bob.follow(commit.message());
      carol.follow(commit.message());
      alice.group.merge(commit);
    }
  }

  /** A welcome into a group that somebody made as it pleased. */
  private static Bytes found(
      TestClient creator, Bytes groupId, ResumptionPSKUsage usage, Group origin, TestClient... all)
      throws Exception {
    return found(creator, groupId, List.of(), usage, origin, origin.epoch(), all);
  }

  private static Bytes found(
      TestClient creator,
      Bytes groupId,
      List<Extension> extensions,
      ResumptionPSKUsage usage,
      Group origin,
      long epoch,
      TestClient... all)
      throws Exception {
    Group group = Group.create(creator.config, creator.identity, groupId, extensions);
    return welcome(
        group, group.commit().startingFrom(origin.state, psk(creator, usage, origin, epoch)), all);
  }

  private static PreSharedKeyID.Resumption psk(
      TestClient creator, ResumptionPSKUsage usage, Group origin, long epoch) {
    return new PreSharedKeyID.Resumption(
        usage,
        origin.groupId(),
        epoch,
        Proposals.nonce(creator.config.random(), creator.identity.suite().hashLength()));
  }

  private static Bytes welcome(Group group, CommitBuilder builder, TestClient... all)
      throws Exception {
    for (TestClient client : all) {
      builder.add(client.keyPackage.message());
    }
    try (PendingCommit commit = builder.build()) {
      group.merge(commit);
      return commit.welcome().orElseThrow();
    }
  }

  private static TestClient again(TestClient client, CipherSuite suite) {
    return TestClient.of(client.name, suite);
  }

  private static void joins(TestClient fresh, Bytes welcome, Group origin) throws Exception {
    fresh.group =
        Group.joinByWelcome(fresh.config, fresh.identity, welcome)
            .keyPackage(fresh.keyPackage)
            .origin(origin)
            .join();
  }

  private static void refuses(Rule rule, TestClient fresh, Bytes welcome, Group origin) {
    assertThatThrownBy(() -> joins(fresh, welcome, origin))
        .isInstanceOfSatisfying(RuleViolation.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  @Test
  void successorInAnotherSuite() throws Exception {
    reInit(OTHER);
    assertThat(bob.group.isActive()).isFalse();
    TestClient newAlice = again(alice, OTHER);
    TestClient newBob = again(bob, OTHER);
    TestClient newCarol = again(carol, OTHER);
    FoundedGroup founded =
        bob.group.reInitialize(
            newBob.identity, List.of(newAlice.keyPackage.message(), newCarol.keyPackage.message()));
    newBob.group = founded.group();
    joins(newAlice, founded.welcome(), alice.group);
    joins(newCarol, founded.welcome(), carol.group);
    TestClient.assertAgree(newBob, newAlice, newCarol);
    assertThat(newAlice.group.groupId()).isEqualTo(NEXT);
    assertThat(newBob.read(newAlice.say("here we are"))).isEqualTo("here we are");
  }

  /** §11.2: the three steps may be done by three members. */
  @Test
  void oneProposesAnotherCommitsAndAThirdCreates() throws Exception {
    Bytes proposal =
        alice.group.propose().reInit(NEXT, ProtocolVersion.MLS10, OTHER.id(), List.of());
    bob.group.receive(proposal);
    carol.group.receive(proposal);
    try (PendingCommit commit = bob.group.commit().build()) {
      assertThat(alice.follow(commit.message()).reInit()).isPresent();
      carol.follow(commit.message());
      bob.group.merge(commit);
    }
    TestClient newAlice = again(alice, OTHER);
    TestClient newBob = again(bob, OTHER);
    TestClient newCarol = new TestClient("carol", OTHER, builder -> builder.treeInWelcome(false));
    GroupConfig small = carol.config.toBuilder().treeInWelcome(false).build();
    try (Secret saved = carol.group.save()) {
      carol.group = Group.restore(small, carol.identity, saved);
    }
    FoundedGroup founded =
        carol.group.reInitialize(
            newCarol.identity, List.of(newBob.keyPackage.message(), newAlice.keyPackage.message()));
    newCarol.group = founded.group();
    assertThatThrownBy(() -> joins(newAlice, founded.welcome(), alice.group))
        .isInstanceOfSatisfying(
            MissingInput.class,
            e -> assertThat(e.kind()).isEqualTo(MissingInput.Kind.RATCHET_TREE));
    Bytes tree = founded.group().ratchetTree();
    for (TestClient[] pair : new TestClient[][] {{newAlice, alice}, {newBob, bob}}) {
      pair[0].group =
          Group.joinByWelcome(pair[0].config, pair[0].identity, founded.welcome())
              .keyPackage(pair[0].keyPackage)
              .ratchetTree(tree)
              .origin(pair[1].group)
              .join();
    }
    TestClient.assertAgree(newCarol, newAlice, newBob);
  }

  @Test
  void withoutTheOldGroupItsSecretIsMissing() throws Exception {
    reInit(SUITE);
    TestClient newBob = again(bob, SUITE);
    TestClient newCarol = again(carol, SUITE);
    Bytes welcome =
        alice
            .group
            .reInitialize(
                again(alice, SUITE).identity,
                List.of(newBob.keyPackage.message(), newCarol.keyPackage.message()))
            .welcome();
    assertThatThrownBy(() -> newBob.join(welcome))
        .isInstanceOfSatisfying(
            MissingInput.class,
            e -> assertThat(e.kind()).isEqualTo(MissingInput.Kind.PRE_SHARED_KEY));
    joins(newBob, welcome, bob.group);
  }

  @Test
  void successorHasToBeWhatTheReInitSays() throws Exception {
    reInit(SUITE);
    TestClient newBob = again(bob, SUITE);
    Bytes wrong =
        found(
            again(alice, SUITE),
            Bytes.ofUtf8("other"),
            ResumptionPSKUsage.REINIT,
            alice.group,
            newBob,
            again(carol, SUITE));
    refuses(Rule.SUCCESSOR_MATCHES_REINIT, newBob, wrong, bob.group);
    Bytes right =
        found(
            again(alice, SUITE),
            NEXT,
            ResumptionPSKUsage.REINIT,
            alice.group,
            newBob,
            again(carol, SUITE));
    joins(newBob, right, bob.group);
  }

  /** Each parameter of the ReInit binds the successor (§11.2). */
  @Test
  void successorKeepsToEachParameter() throws Exception {
    reInit(SUITE);
    TestClient newBob = again(bob, SUITE);
    TestClient newCarol = again(carol, SUITE);
    Extension extra =
        new Extension(
            ExtensionType.REQUIRED_CAPABILITIES,
            new RequiredCapabilities(List.of(), List.of(), List.of()).encode());
    Bytes otherExtensions =
        found(
            again(alice, SUITE),
            NEXT,
            List.of(extra),
            ResumptionPSKUsage.REINIT,
            alice.group,
            alice.group.epoch(),
            newBob,
            newCarol);
    refuses(Rule.SUCCESSOR_MATCHES_REINIT, newBob, otherExtensions, bob.group);
    Bytes secretOfTheEpochBefore =
        found(
            again(alice, SUITE),
            NEXT,
            List.of(),
            ResumptionPSKUsage.REINIT,
            alice.group,
            alice.group.epoch() - 1,
            newBob,
            newCarol);
    refuses(Rule.SUCCESSOR_MATCHES_REINIT, newBob, secretOfTheEpochBefore, bob.group);
    Bytes right =
        found(again(alice, SUITE), NEXT, ResumptionPSKUsage.REINIT, alice.group, newBob, newCarol);
    joins(newBob, right, bob.group);
  }

  @Test
  void successorInTheOldSuiteAfterAll() throws Exception {
    reInit(OTHER);
    TestClient newBob = again(bob, SUITE);
    Bytes wrong =
        found(
            again(alice, SUITE),
            NEXT,
            ResumptionPSKUsage.REINIT,
            alice.group,
            newBob,
            again(carol, SUITE));
    refuses(Rule.SUCCESSOR_MATCHES_REINIT, newBob, wrong, bob.group);
  }

  @Test
  void successorOfAVersionThatIsNotAgreed() throws Exception {
    try (PendingCommit commit =
        alice.group.commit().reInit(NEXT, new ProtocolVersion(2), SUITE.id(), List.of()).build()) {
      bob.follow(commit.message());
      alice.group.merge(commit);
    }
    TestClient newBob = again(bob, SUITE);
    Bytes wrong =
        found(
            again(alice, SUITE),
            NEXT,
            ResumptionPSKUsage.REINIT,
            alice.group,
            newBob,
            again(carol, SUITE));
    refuses(Rule.SUCCESSOR_MATCHES_REINIT, newBob, wrong, bob.group);
  }

  /** A group that does not know the old one's secret does not start from it, whatever its name. */
  @Test
  void successorWithoutTheOldSecret() throws Exception {
    reInit(SUITE);
    TestClient newBob = again(bob, SUITE);
    TestClient creator = again(alice, SUITE);
    Group group = Group.create(creator.config, creator.identity, NEXT);
    Bytes wrong = welcome(group, group.commit(), newBob, again(carol, SUITE));
    refuses(Rule.SUCCESSION_PSK_PRESENT, newBob, wrong, bob.group);
    Bytes right =
        found(
            again(alice, SUITE),
            NEXT,
            ResumptionPSKUsage.REINIT,
            alice.group,
            newBob,
            again(carol, SUITE));
    joins(newBob, right, bob.group);
  }

  /** Proposed by one, committed by another, and founded by a third (§11.2). */
  @Test
  void eachStepByAnotherMember() throws Exception {
    Bytes proposal =
        alice.group.propose().reInit(NEXT, ProtocolVersion.MLS10, SUITE.id(), List.of());
    bob.group.receive(proposal);
    carol.group.receive(proposal);
    try (PendingCommit commit = bob.group.commit().build()) {
      alice.follow(commit.message());
      carol.follow(commit.message());
      bob.group.merge(commit);
    }
    TestClient newAlice = again(alice, SUITE);
    TestClient newBob = again(bob, SUITE);
    TestClient newCarol = again(carol, SUITE);
    FoundedGroup founded =
        carol.group.reInitialize(
            newCarol.identity, List.of(newAlice.keyPackage.message(), newBob.keyPackage.message()));
    newCarol.group = founded.group();
    joins(newAlice, founded.welcome(), alice.group);
    joins(newBob, founded.welcome(), bob.group);
    TestClient.assertAgree(newCarol, newAlice, newBob);
  }

  @Test
  void successorOfAGroupThatGoesOn() throws Exception {
    TestClient newBob = again(bob, SUITE);
    Bytes wrong =
        found(
            again(alice, SUITE),
            NEXT,
            ResumptionPSKUsage.REINIT,
            alice.group,
            newBob,
            again(carol, SUITE));
    refuses(Rule.SUCCESSOR_MATCHES_REINIT, newBob, wrong, bob.group);
  }

  @Test
  void successorKeepsAllMembers() throws Exception {
    reInit(SUITE);
    TestClient newBob = again(bob, SUITE);
    Bytes wrong = found(again(alice, SUITE), NEXT, ResumptionPSKUsage.REINIT, alice.group, newBob);
    refuses(Rule.SUCCESSOR_KEEPS_MEMBERS, newBob, wrong, bob.group);
    assertThatThrownBy(
            () ->
                alice.group.reInitialize(
                    again(alice, SUITE).identity, List.of(newBob.keyPackage.message())))
        .isInstanceOfSatisfying(
            RuleViolation.class, e -> assertThat(e.rule()).isEqualTo(Rule.SUCCESSOR_KEEPS_MEMBERS));
  }

  @Test
  void branchOfSomeMembers() throws Exception {
    TestClient newBob = again(bob, SUITE);
    FoundedGroup founded =
        alice.group.branch(NEXT, List.of(), List.of(newBob.keyPackage.message()));
    try (PendingCommit commit = carol.group.commit().build()) {
      bob.follow(commit.message());
      carol.group.merge(commit);
    }
    joins(newBob, founded.welcome(), bob.group);
    assertThat(newBob.group.epochAuthenticator()).isEqualTo(founded.group().epochAuthenticator());
    assertThat(alice.group.isActive()).isTrue();
  }

  @Test
  void branchKeepsSuiteAndVersion() throws Exception {
    TestClient newBob = again(bob, OTHER);
    Bytes wrong = found(again(alice, OTHER), NEXT, ResumptionPSKUsage.BRANCH, alice.group, newBob);
    refuses(Rule.BRANCH_KEEPS_PARAMETERS, newBob, wrong, bob.group);
  }

  @Test
  void branchHasNoStrangers() throws Exception {
    TestClient newBob = again(bob, SUITE);
    TestClient dave = TestClient.of("dave", SUITE);
    Bytes wrong =
        found(again(alice, SUITE), NEXT, ResumptionPSKUsage.BRANCH, alice.group, newBob, dave);
    refuses(Rule.BRANCH_MEMBERS_ARE_MEMBERS, newBob, wrong, bob.group);
    assertThatThrownBy(
            () ->
                alice.group.branch(
                    NEXT,
                    List.of(),
                    List.of(newBob.keyPackage.message(), dave.keyPackage.message())))
        .isInstanceOfSatisfying(
            RuleViolation.class,
            e -> assertThat(e.rule()).isEqualTo(Rule.BRANCH_MEMBERS_ARE_MEMBERS));
  }

  /** Which members there are is asked of the epoch that the PSK names (§11.3). */
  @Test
  void branchOfWhoWasAMemberThen() throws Exception {
    long before = alice.group.epoch();
    try (PendingCommit commit = alice.group.commit().remove(carol.leaf()).build()) {
      bob.follow(commit.message());
      alice.group.merge(commit);
    }
    TestClient newBob = again(bob, SUITE);
    TestClient newCarol = again(carol, SUITE);
    Bytes now =
        found(again(alice, SUITE), NEXT, ResumptionPSKUsage.BRANCH, alice.group, newBob, newCarol);
    refuses(Rule.BRANCH_MEMBERS_ARE_MEMBERS, newBob, now, bob.group);
    Bytes then =
        found(
            again(alice, SUITE),
            NEXT,
            List.of(),
            ResumptionPSKUsage.BRANCH,
            alice.group,
            before,
            newBob,
            newCarol);
    joins(newBob, then, bob.group);
  }

  /** Each branch has a nonce of its own, as long as the hash (§11.3); another is not sent. */
  @Test
  void nonceOfABranch() throws Exception {
    TestClient creator = again(alice, SUITE);
    TestClient newBob = again(bob, SUITE);
    for (int length : new int[] {0, SUITE.hashLength() - 1, SUITE.hashLength() + 1}) {
      PreSharedKeyID.Resumption psk =
          new PreSharedKeyID.Resumption(
              ResumptionPSKUsage.BRANCH,
              alice.group.groupId(),
              alice.group.epoch(),
              Bytes.wrap(new byte[length]));
      Group group = Group.create(creator.config, creator.identity, NEXT);
      Refusals.assertRefused(
          Rule.PSK_NONCE_LENGTH,
          () -> welcome(group, group.commit().startingFrom(alice.group.state, psk), newBob));
    }
    List<Bytes> nonces = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      nonces.add(psk(creator, ResumptionPSKUsage.BRANCH, alice.group, 1).pskNonce());
    }
    assertThat(nonces).doesNotHaveDuplicates().allMatch(n -> n.size() == SUITE.hashLength());
  }

  /** The PSK of succession may be in the company of others, but not of its kind (§12.4.3.1). */
  @Test
  void otherPsksBesideTheOneOfSuccession() throws Exception {
    TestClient creator = withPsk("alice");
    TestClient newBob = withPsk("bob");
    Group group = Group.create(creator.config, creator.identity, NEXT);
    PreSharedKeyID.Resumption psk =
        psk(creator, ResumptionPSKUsage.BRANCH, alice.group, alice.group.epoch());
    Bytes welcome =
        welcome(
            group,
            group.commit().startingFrom(alice.group.state, psk).externalPsk(TestClient.PSK_ID),
            newBob);
    joins(newBob, welcome, bob.group);
  }

  private static TestClient withPsk(String name) {
    return new TestClient(name, SUITE, builder -> builder.psks(TestClient::sharedPsk));
  }

  /** A group that has gone on is not what was agreed any more (§11.2, §11.3). */
  @Test
  void successorsAreJoinedInEpochOne() throws Exception {
    TestClient newBob = again(bob, SUITE);
    TestClient newCarol = again(carol, SUITE);
    for (ResumptionPSKUsage usage : List.of(ResumptionPSKUsage.BRANCH, ResumptionPSKUsage.REINIT)) {
      TestClient creator = again(alice, SUITE);
      Group group = Group.create(creator.config, creator.identity, NEXT);
      PreSharedKeyID.Resumption psk = psk(creator, usage, alice.group, alice.group.epoch());
      welcome(group, group.commit().startingFrom(alice.group.state, psk), newBob);
      creator.group = group;
      InsiderBuilder.Made late =
          InsiderBuilder.of(creator)
              .resumptions(alice.group)
              .propose(new Proposal.Add(newCarol.published()))
              .propose(new Proposal.PreSharedKey(psk))
              .made();
      Bytes message = new InsiderWelcome(late, creator, newCarol.published()).message();
      refuses(Rule.SUCCESSOR_GROUP_EPOCH, newCarol, message, carol.group);
    }
  }
}
