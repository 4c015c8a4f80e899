package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.MissingInput;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.PresentedCredential;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.ExtensionType;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9420 §7.5, §12.1.2: a member goes over to another signature key or credential. */
class IdentityChangeScenarioTest {

  private static final Credential ROBERT = new Credential.Basic(Bytes.ofUtf8("robert"));
  private static final Credential MALLORY = new Credential.Basic(Bytes.ofUtf8("mallory"));

  /** Bob may call himself Robert, and nobody may become Mallory. */
  private static final class Registry implements AuthenticationService {

    @Override
    public Verdict validate(PresentedCredential presented) {
      return Verdict.accepted();
    }

    @Override
    public Bytes identity(Credential credential) {
      return ((Credential.Basic) credential).identity();
    }

    @Override
    public Verdict validateSuccessor(Credential credential, Credential successor) {
      return Verdict.of(successor.equals(ROBERT), "only Robert is a new name");
    }
  }

  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void setUp() throws Exception {
    setUp(true);
  }

  private void setUp(boolean encrypted) throws Exception {
    circle =
        Circle.of(
            builder ->
                builder.encryptHandshake(encrypted).validation(ValidationPolicy.of(new Registry())),
            "alice",
            "bob",
            "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
  }

  private static MlsIdentity fresh(TestClient client, Credential credential) {
    return MlsIdentity.generate(Circle.SUITE, credential, client.config.random());
  }

  private static Group restored(TestClient client, MlsIdentity identity) throws Exception {
    try (Secret saved = client.group.save()) {
      return Group.restore(client.config, identity, saved);
    }
  }

  /** As in OpenMLS #2143: the GroupInfo in the Welcome has to be signed with the new key. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCommitThatAddsSomebody(boolean encrypted) throws Exception {
    setUp(encrypted);
    MlsIdentity next = fresh(bob, bob.identity.credential());
    TestClient dave = circle.outsider("dave");
    CommitChanges changes =
        circle.commit(bob, commit -> commit.withIdentity(next).add(dave.published()), dave);
    assertThat(changes.updated()).hasSize(1).allMatch(LeafChange::signatureKeyChanged);
    assertThat(changes.updated()).noneMatch(LeafChange::credentialChanged);
    assertThat(bob.group.identity()).isEqualTo(next);
    assertThat(bob.group.self().leafNode().signatureKey()).isEqualTo(next.signer().publicKey());
    circle.assertAllTalk();
    circle.commit(bob, commit -> commit);
    TestClient erin = circle.outsider("erin");
    circle.welcome(
        erin, Group.joinExternally(erin.config, erin.identity, bob.group.groupInfo(true)).build());
    circle.assertAllTalk();
  }

  @Test
  void theGroupIsRestoredWithTheNewIdentity() throws Exception {
    MlsIdentity next = fresh(bob, ROBERT);
    CommitChanges changes = circle.commit(bob, commit -> commit.withoutPath().withIdentity(next));
    assertThat(changes.updated()).hasSize(1).allMatch(LeafChange::credentialChanged);
    assertThat(alice.group.members(Bytes.ofUtf8("robert"))).containsExactly(bob.group.self());
    assertThat(
            catchThrowableOfType(
                io.github.mls4j.codec.DecodeException.class, () -> restored(bob, bob.identity)))
        .isNotNull();
    bob.group = restored(bob, next);
    circle.commit(bob, commit -> commit);
    circle.assertAllTalk();
  }

  @Test
  void untilTheCommitIsMergedTheOldIdentityIsInUse() throws Exception {
    try (PendingCommit discarded = bob.group.commit().withIdentity(fresh(bob, ROBERT)).build()) {
      assertThat(discarded.changes().committer().credential()).isEqualTo(ROBERT);
    }
    assertThat(bob.group.identity()).isEqualTo(bob.identity);
    circle.assertAllTalk();
    circle.commit(alice, commit -> commit);
    circle.assertAllTalk();
  }

  @Test
  void lateMessagesAreByWhoItWasThen() throws Exception {
    Bytes late = bob.say("signed with the old key");
    Member then = bob.group.self();
    circle.commit(bob, commit -> commit.withIdentity(fresh(bob, ROBERT)));
    ApplicationMessage opened = (ApplicationMessage) alice.group.receive(late);
    assertThat(opened.sender()).isEqualTo(then);
    assertThat(opened.sender().credential()).isEqualTo(bob.identity.credential());
  }

  @Test
  void anUpdateByProposal() throws Exception {
    MlsIdentity next = fresh(bob, ROBERT);
    circle.propose(bob, proposer -> proposer.update(next));
    assertThat(bob.group.identity()).isEqualTo(bob.identity);
    circle.commit(alice, commit -> commit);
    assertThat(bob.group.identity()).isEqualTo(next);
    circle.commit(bob, commit -> commit);
    circle.assertAllTalk();
  }

  @Test
  void anotherCredentialForTheSameKey() throws Exception {
    MlsIdentity renamed = new MlsIdentity(Circle.SUITE, ROBERT, bob.identity.signer());
    circle.propose(bob, proposer -> proposer.update(renamed));
    circle.commit(alice, commit -> commit);
    assertThat(bob.group.identity()).isEqualTo(renamed);
    circle.commit(bob, commit -> commit);
    assertThat(alice.group.members(Bytes.ofUtf8("robert"))).containsExactly(bob.group.self());
  }

  @Test
  void anUpdateThatIsNotCommittedChangesNothing() throws Exception {
    circle.propose(bob, proposer -> proposer.update(fresh(bob, ROBERT)));
    circle.commit(alice, CommitBuilder::withoutPending);
    assertThat(bob.group.identity()).isEqualTo(bob.identity);
    circle.assertAllTalk();
  }

  @Test
  void afterARestartTheIdentityOfAPendingUpdateHasToBeGivenAgain() throws Exception {
    MlsIdentity next = fresh(bob, ROBERT);
    circle.propose(bob, proposer -> proposer.update(next));
    bob.group = restored(bob, bob.identity);
    try (PendingCommit commit = alice.group.commit().build()) {
      Refusals.assertMissing(MissingInput.Kind.IDENTITY, bob, commit.message());
      bob.group.addIdentity(next);
      bob.follow(commit.message());
      carol.follow(commit.message());
      alice.group.merge(commit);
    }
    assertThat(bob.group.identity()).isEqualTo(next);
    circle.assertAgree();
    circle.assertAllTalk();
  }

  @Test
  void soHasTheIdentityOfAPendingCommit() throws Exception {
    MlsIdentity next = fresh(bob, ROBERT);
    Bytes sent = bob.group.commit().withIdentity(next).build().message();
    bob.group = restored(bob, bob.identity);
    OwnMessage echo = (OwnMessage) bob.group.receive(sent);
    PendingCommit commit = bob.group.pendingCommit(echo.commit().orElseThrow()).orElseThrow();
    bob.group.addIdentity(next);
    bob.group.merge(commit);
    alice.follow(sent);
    carol.follow(sent);
    assertThat(bob.group.identity()).isEqualTo(next);
    circle.commit(bob, builder -> builder);
    circle.assertAllTalk();
  }

  /** §7.5: what a leaf says of itself follows the configuration, from the next commit on. */
  @Test
  void otherCapabilitiesComeWithAnotherConfiguration() throws Exception {
    ExtensionType topic = ExtensionType.of(0xf00a);
    GroupConfig more =
        bob.config.toBuilder()
            .extensions(List.of(CustomExtension.ofBytes(topic, CustomExtension.ANYWHERE)))
            .build();
    try (Secret saved = bob.group.save()) {
      bob.group = Group.restore(more, bob.identity, saved);
    }
    assertThat(bob.group.self().leafNode().capabilities().extensions()).doesNotContain(topic);
    CommitChanges changes = circle.commit(bob, commit -> commit);
    assertThat(changes.updated().get(0).after().leafNode().capabilities().extensions())
        .contains(topic);
    circle.assertAllTalk();
  }

  @Test
  void whatOthersWouldRefuseIsNotSent() throws Exception {
    Bytes before = State.of(bob);
    CommitBuilder commit = bob.group.commit().withIdentity(fresh(bob, MALLORY));
    Refusals.assertRefused(Rule.CREDENTIAL_SUCCESSOR_ACCEPTED, commit::build);
    assertThat(State.of(bob)).as("not even a generation is used").isEqualTo(before);
    MlsIdentity next = fresh(bob, MALLORY);
    Refusals.assertRefused(
        Rule.CREDENTIAL_SUCCESSOR_ACCEPTED, () -> bob.group.propose().update(next));
    MlsIdentity stolen = new MlsIdentity(Circle.SUITE, ROBERT, carol.identity.signer());
    CommitBuilder ofCarol = bob.group.commit().withIdentity(stolen);
    Refusals.assertRefused(Rule.LEAF_SIGNATURE_KEYS_UNIQUE, ofCarol::build);
    assertThat(State.of(bob)).isEqualTo(before);
    circle.commit(bob, builder -> builder.withIdentity(fresh(bob, ROBERT)));
    circle.assertAllTalk();
  }

  @Test
  void anIdentityIsOfTheGroupsSuite() {
    CipherSuite other =
        CipherSuite.of(CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519);
    MlsIdentity elsewhere = MlsIdentity.generate(other, ROBERT, bob.config.random());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bob.group.commit().withIdentity(elsewhere));
    assertThatIllegalArgumentException().isThrownBy(() -> bob.group.propose().update(elsewhere));
    assertThatIllegalArgumentException().isThrownBy(() -> bob.group.addIdentity(elsewhere));
  }

  /** A commit is by whoever this client is when it is made, not when it was started. */
  @Test
  void aCommitThatWasStartedBeforeDoesNotGoBack() throws Exception {
    MlsIdentity next = fresh(bob, ROBERT);
    CommitBuilder started = bob.group.commit();
    circle.commit(bob, commit -> commit.withIdentity(next));
    circle.commit(bob, commit -> started);
    assertThat(bob.group.identity()).isEqualTo(next);
    assertThat(bob.group.self().leafNode().signatureKey()).isEqualTo(next.signer().publicKey());
    circle.assertAllTalk();
  }

  /**
   * What the others believe is in the leaf; the identity that a restored group is given may lag.
   */
  @Test
  void aRestoredGroupGoesByTheCredentialInItsLeaf() throws Exception {
    MlsIdentity renamed = new MlsIdentity(Circle.SUITE, ROBERT, bob.identity.signer());
    circle.commit(bob, commit -> commit.withIdentity(renamed));
    bob.group = restored(bob, bob.identity);
    assertThat(bob.group.identity()).isEqualTo(renamed);
    circle.commit(bob, commit -> commit);
    assertThat(bob.group.self().credential()).isEqualTo(ROBERT);
  }
}
