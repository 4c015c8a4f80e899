package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.spi.x509.CertificateIdentity;
import io.github.mls4j.spi.x509.TestAuthority;
import io.github.mls4j.spi.x509.X509AuthenticationService;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Proposal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members with certificates, and one with a basic credential among them (RFC 9420 §5.3). */
class X509ScenarioTest {

  private static final Duration YEAR = Duration.ofDays(365);

  private Instant now = TestAuthority.NOW;
  private TestAuthority root;
  private TestAuthority authority;
  private Circle circle;
  private TestClient alice;
  private TestClient bob;
  private TestClient carol;

  @BeforeEach
  void aMixedGroup() throws Exception {
    root = TestAuthority.root("Root");
    authority = root.intermediate("Authority", 0);
    circle = Circle.of(this::settings, "alice");
    alice = circle.member(0);
    bob = client("bob", identity("bob", authority, TestAuthority.NOW.plus(YEAR)));
    carol = client("carol", identity("carol", authority, TestAuthority.NOW.plus(YEAR)));
    circle.add(alice, bob, carol);
  }

  private GroupConfig.Builder settings(GroupConfig.Builder builder) {
    AuthenticationService certificates =
        X509AuthenticationService.builder(root.anchor(), CertificateIdentity.email())
            .clock(() -> now)
            .identityIsOneClient(true)
            .build();
    AuthenticationService both =
        AuthenticationService.byType(
            Map.of(
                CredentialType.X509,
                certificates,
                CredentialType.BASIC,
                AuthenticationService.trustingBasicCredentials()));
    return GroupConfig.builder(both)
        .keyPackageLifetime(Duration.ofDays(5_000))
        .validation(
            new ValidationPolicy(both, () -> now, true, ValidationPolicy.UNBOUNDED_LIFETIME));
  }

  private static MlsIdentity identity(String name, TestAuthority by, Instant until)
      throws Exception {
    SignatureKeyPair keys = Circle.SUITE.generateSignatureKeyPair(new SecureRandom());
    TestAuthority.Request request =
        by.request(name + "@example.org", SignatureAlgorithm.ED25519, keys.publicKey());
    return new MlsIdentity(
        Circle.SUITE,
        TestAuthority.credential(by.issue(request.until(until)), by.certificate()),
        keys.signer());
  }

  private TestClient client(String name, MlsIdentity identity) {
    return new TestClient(name, identity, this::settings);
  }

  @Test
  void aWholeLife() throws Exception {
    circle.assertAllTalk();
    circle.propose(bob, Proposer::update);
    circle.commit(carol, commit -> commit);
    circle.commit(bob, commit -> commit.remove(alice.leaf()));
    circle.add(carol, circle.outsider("alice"));
    circle.assertAllTalk();
  }

  @Test
  void aStrangersCertificateAddsNobody() throws Exception {
    TestAuthority stranger = TestAuthority.root("Root");
    TestClient mallory =
        client("mallory", identity("alice", stranger, TestAuthority.NOW.plus(YEAR)));
    Bytes commit = InsiderBuilder.of(bob).propose(new Proposal.Add(mallory.published())).commit();
    Refusals.assertRefused(Rule.LEAF_CREDENTIAL_VALID, alice, commit);
    TestClient dave = client("dave", identity("dave", authority, TestAuthority.NOW.plus(YEAR)));
    circle.add(bob, dave);
    circle.assertAllTalk();
  }

  @Test
  void aCertificateForAnotherKeyAddsNobody() throws Exception {
    SignatureKeyPair keys = Circle.SUITE.generateSignatureKeyPair(new SecureRandom());
    TestClient mallory =
        client("mallory", new MlsIdentity(Circle.SUITE, bob.identity.credential(), keys.signer()));
    Refusals.assertRefused(
        Rule.LEAF_CREDENTIAL_VALID, () -> alice.group.commit().add(mallory.published()).build());
    Bytes groupInfo = alice.group.groupInfo(true);
    Bytes takeover =
        InsiderBuilder.outsider(mallory, alice)
            .propose(new Proposal.Remove(bob.leaf()))
            .externalInit()
            .commit();
    Refusals.assertRefused(Rule.LEAF_CREDENTIAL_VALID, carol, takeover);
    TestClient bobAgain = client("bob", identity("bob", authority, TestAuthority.NOW.plus(YEAR)));
    ExternalJoin join = Group.joinExternally(bobAgain.config, bobAgain.identity, groupInfo);
    circle.welcome(bobAgain, join.replacing(bob.leaf()).build());
    circle.assertAllTalk();
  }

  @Test
  void aBasicCredentialDoesNotTakeThePlaceOfACertificate() throws Exception {
    Credential basic = new Credential.Basic(Bytes.ofUtf8("bob@example.org"));
    Refusals.assertRefused(
        Rule.CREDENTIAL_SUCCESSOR_ACCEPTED,
        alice,
        InsiderBuilder.of(bob).leaf(leaf -> Forgery.credential(leaf, basic)).commit());
    circle.commit(bob, commit -> commit);
  }

  @Test
  void aPersonIsInTheGroupOnce() throws Exception {
    TestClient twin = client("bob", identity("bob", authority, TestAuthority.NOW.plus(YEAR)));
    Refusals.assertRefused(
        Rule.ADDED_CLIENT_IS_NO_MEMBER, () -> alice.group.commit().add(twin.published()).build());
    circle.commit(alice, commit -> commit.remove(bob.leaf()).add(twin.published()), twin);
    circle.assertAllTalk();
  }

  /** §5.3.2: a member that has expired goes on, can renew, and stands in the way of joiners. */
  @Test
  void expiry() throws Exception {
    Bytes late = bob.say("sent in time");
    now = TestAuthority.NOW.plus(YEAR).plusSeconds(1);
    assertThat(carol.read(late)).isEqualTo("sent in time");
    alice.group.receive(late);
    circle.propose(carol, Proposer::update);
    circle.commit(bob, commit -> commit);
    circle.assertAllTalk();

    TestClient dave = circle.outsider("dave");
    try (PendingCommit commit = alice.group.commit().add(dave.published()).build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      Refusals.assertRefused(Rule.LEAF_CREDENTIAL_VALID, () -> dave.join(welcome));
    }

    TestAuthority renewed = root.intermediate("Renewed", 0);
    circle.commit(bob, commit -> commit.withIdentity(identity("bob", renewed, now.plus(YEAR))));
    circle.commit(carol, commit -> commit.withIdentity(identity("carol", renewed, now.plus(YEAR))));
    circle.assertAllTalk();
  }
}
