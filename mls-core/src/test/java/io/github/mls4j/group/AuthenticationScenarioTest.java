package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.PresentedCredential;
import io.github.mls4j.spi.PresentedCredential.Role;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the application is asked about credentials, and when not (RFC 9420 §5.3.1, §5.3.2). */
class AuthenticationScenarioTest {

  /** Writes down each question; a name may end in {@code #} and a number. */
  private static final class Recording implements AuthenticationService {

    final List<List<PresentedCredential>> asked = new ArrayList<>();
    Predicate<Credential> expired = credential -> false;

    @Override
    public Verdict validate(PresentedCredential presented) {
      asked.add(List.of(presented));
      return verdict(presented);
    }

    @Override
    public List<Verdict> validateAll(List<PresentedCredential> presented) {
      asked.add(presented);
      return presented.stream().map(this::verdict).toList();
    }

    private Verdict verdict(PresentedCredential presented) {
      return Verdict.of(!expired.test(presented.credential()), "expired");
    }

    @Override
    public Bytes identity(Credential credential) {
      Bytes name = ((Credential.Basic) credential).identity();
      return name.size() > 2 && name.get(name.size() - 2) == '#'
          ? name.slice(0, name.size() - 2)
          : name;
    }

    List<PresentedCredential> once() {
      assertThat(asked).hasSize(1);
      return asked.remove(0);
    }
  }

  private final Recording service = new Recording();
  private Circle circle;
  private TestClient alice;
  private TestClient bob;

  @BeforeEach
  void aGroupWhoseCreatorIsAsked() throws Exception {
    circle =
        Circle.of(
            builder -> builder.validation(ValidationPolicy.of(service)), "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    service.asked.clear();
  }

  private static PresentedCredential presented(TestClient client, Role role) {
    return new PresentedCredential(
        client.identity.credential(), client.identity.signer().publicKey(), role);
  }

  private TestClient withServer() throws Exception {
    TestClient server = circle.outsider("server");
    ExternalSender sender =
        new ExternalSender(server.identity.signer().publicKey(), server.identity.credential());
    circle.commit(
        alice,
        commit ->
            commit.groupContextExtensions(
                List.of(
                    new Extension(
                        ExtensionType.EXTERNAL_SENDERS,
                        new ExternalSenders(List.of(sender)).encode()))));
    return server;
  }

  @Test
  void aJoinerAsksForAllAtOnce() throws Exception {
    TestClient server = withServer();
    TestClient dave = circle.outsider("dave");
    try (PendingCommit commit = alice.group.commit().add(dave.published()).build()) {
      service.asked.clear();
      dave.join(commit.welcome().orElseThrow());
    }
    assertThat(service.once())
        .containsExactly(
            presented(alice, Role.MEMBER),
            presented(bob, Role.MEMBER),
            presented(circle.member(2), Role.MEMBER),
            presented(dave, Role.MEMBER),
            presented(server, Role.EXTERNAL_SENDER));
  }

  @Test
  void aJoinerRefusesExternalSendersThatItDoesNotBelieve() throws Exception {
    TestClient server = withServer();
    Bytes groupInfo = alice.group.groupInfo(true);
    TestClient dave = circle.outsider("dave");
    service.expired = server.identity.credential()::equals;
    Refusals.assertRefused(
        Rule.EXTERNAL_SENDER_CREDENTIALS_VALID,
        () -> Group.joinExternally(dave.config, dave.identity, groupInfo));
    service.expired = credential -> false;
    circle.welcome(dave, Group.joinExternally(dave.config, dave.identity, groupInfo).build());
  }

  @Test
  void aJoinerRefusesAGroupWithOneThatItDoesNotBelieve() throws Exception {
    TestClient dave = circle.outsider("dave");
    try (PendingCommit commit = alice.group.commit().add(dave.published()).build()) {
      Bytes welcome = commit.welcome().orElseThrow();
      service.expired = credential -> true;
      Refusals.assertRefused(Rule.LEAF_CREDENTIAL_VALID, () -> dave.join(welcome));
      service.expired = credential -> false;
      dave.join(welcome);
    }
  }

  @Test
  void whoIsAddedIsAskedAbout() throws Exception {
    TestClient dave = circle.outsider("dave");
    Bytes add = alice.group.propose().add(dave.published());
    assertThat(service.once()).containsExactly(presented(dave, Role.JOINER));
    bob.group.receive(add);
    assertThat(service.once()).containsExactly(presented(dave, Role.JOINER));
  }

  @Test
  void whoJoinsByACommitIsAskedAbout() throws Exception {
    TestClient dave = circle.outsider("dave");
    Bytes groupInfo = alice.group.groupInfo(true);
    try (PendingJoin join = Group.joinExternally(dave.config, dave.identity, groupInfo).build()) {
      service.asked.clear();
      ((StagedCommit) bob.group.receive(join.message())).close();
      assertThat(service.once()).containsExactly(presented(dave, Role.JOINER));
      service.expired = credential -> true;
      Refusals.assertRefused(Rule.LEAF_CREDENTIAL_VALID, bob, join.message());
    }
  }

  @Test
  void whoHasExpiredGoesOnUntilItIsRemoved() throws Exception {
    service.expired = credential -> true;
    circle.propose(bob, Proposer::update);
    circle.commit(alice, commit -> commit);
    circle.commit(bob, commit -> commit);
    circle.assertAllTalk();
    assertThat(service.asked).isEmpty();
  }

  @Test
  void aNewCredentialCountsWhateverBecameOfTheOld() throws Exception {
    service.expired = bob.identity.credential()::equals;
    Credential renewed = new Credential.Basic(Bytes.ofUtf8("bob#2"));
    Bytes commit = InsiderBuilder.of(bob).leaf(leaf -> Forgery.credential(leaf, renewed)).commit();
    service.expired = renewed::equals;
    Refusals.assertRefused(Rule.LEAF_CREDENTIAL_VALID, alice, commit);
    service.expired = bob.identity.credential()::equals;
    service.asked.clear();
    ((StagedCommit) alice.group.receive(commit)).close();
    assertThat(service.once())
        .containsExactly(
            new PresentedCredential(renewed, bob.identity.signer().publicKey(), Role.MEMBER));
  }

  @Test
  void anotherKeyForTheSameCredentialIsAskedAbout() throws Exception {
    MlsIdentity next =
        MlsIdentity.generate(Circle.SUITE, bob.identity.credential(), bob.config.random());
    try (PendingCommit commit = bob.group.commit().withIdentity(next).build()) {
      service.expired = credential -> true;
      Refusals.assertRefused(Rule.LEAF_CREDENTIAL_VALID, alice, commit.message());
      service.expired = credential -> false;
      service.asked.clear();
      ((StagedCommit) alice.group.receive(commit.message())).close();
      assertThat(service.once())
          .containsExactly(
              new PresentedCredential(next.credential(), next.signer().publicKey(), Role.MEMBER));
    }
  }
}
