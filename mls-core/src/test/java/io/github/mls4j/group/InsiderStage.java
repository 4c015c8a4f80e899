package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.extensions.SelfRemove;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.PresentedCredential;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.ApplicationId;
import io.github.mls4j.wire.Certificate;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.Proposal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Alice, Bob and Carol are in a group, and Dave is not. Bob breaks rules, and Alice is to notice;
 * whatever she refuses, the group goes on.
 */
abstract class InsiderStage {

  static final CipherSuite SUITE = Circle.SUITE;

  /** An extension that all support but the {@link #simpleton}. */
  static final ExtensionType TOPIC = new ExtensionType(0xf001);

  static final CustomExtension<Bytes> TOPIC_EXTENSION =
      CustomExtension.ofBytes(TOPIC, CustomExtension.ANYWHERE);

  /** One whose data has to be well-formed, wherever it is but in a GroupInfo. */
  static final CustomExtension<ApplicationId> NOTE =
      CustomExtension.of(
          new ExtensionType(0xf003),
          Set.of(
              CustomExtension.Place.KEY_PACKAGE,
              CustomExtension.Place.LEAF_NODE,
              CustomExtension.Place.GROUP_CONTEXT),
          ApplicationId::readFrom);

  /** One of a GroupInfo only. */
  static final CustomExtension<ApplicationId> SEAL =
      CustomExtension.of(
          new ExtensionType(0xf004),
          Set.of(CustomExtension.Place.GROUP_INFO),
          ApplicationId::readFrom);

  /** One that nobody supports. */
  static final ExtensionType UNHEARD_OF = new ExtensionType(0xf002);

  /** A certificate chain that all believe in: another type of credential than all others have. */
  static final Credential CERTIFIED =
      new Credential.X509(List.of(new Certificate(Bytes.ofUtf8("a certificate"))));

  /** Who nobody believes. */
  static final Credential MALLORY = new Credential.Basic(Bytes.ofUtf8("mallory"));

  Circle circle;
  TestClient alice;
  TestClient bob;
  TestClient carol;
  TestClient dave;

  @BeforeEach
  void gather() throws Exception {
    circle = Circle.of(InsiderStage::settings, "alice", "bob", "carol");
    alice = circle.member(0);
    bob = circle.member(1);
    carol = circle.member(2);
    dave = circle.outsider("dave");
  }

  @AfterEach
  void theGroupGoesOn() throws Exception {
    if (circle.members.size() > 1 && alice.group.isActive()) {
      circle.commit(bob, CommitBuilder::withoutPending);
      circle.assertAllTalk();
    }
  }

  static GroupConfig.Builder settings(GroupConfig.Builder builder) {
    return builder
        .psks(TestClient::sharedPsk)
        .extensions(List.of(TOPIC_EXTENSION, NOTE, SEAL))
        .proposals(List.of(new Vote(), new Appeal(), SelfRemove.TYPE))
        .grease(false)
        .validation(
            ValidationPolicy.of(
                new AuthenticationService() {
                  @Override
                  public Verdict validate(PresentedCredential presented) {
                    return Verdict.of(
                        !presented.credential().equals(MALLORY), "nobody believes Mallory");
                  }

                  @Override
                  public Bytes identity(Credential credential) {
                    return credential instanceof Credential.Basic basic
                        ? basic.identity()
                        : credential.encode();
                  }

                  @Override
                  public Bytes client(Credential credential) {
                    return identity(credential);
                  }
                }));
  }

  /** A client that supports no extension and no proposals but the RFC's own. */
  TestClient simpleton() {
    return new TestClient(
        "simpleton",
        SUITE,
        builder -> settings(builder).extensions(List.of()).proposals(List.of()));
  }

  static List<Extension> topic() {
    return List.of(TOPIC_EXTENSION.with(Bytes.ofUtf8("insiders")));
  }

  /** A PSK that all have, under a nonce of as many bytes as there should be. */
  static PreSharedKeyID psk(int salt) {
    return psk(salt, SUITE.hashLength());
  }

  static PreSharedKeyID psk(int salt, int nonceLength) {
    byte[] nonce = new byte[nonceLength];
    java.util.Arrays.fill(nonce, (byte) salt);
    return new PreSharedKeyID.External(TestClient.PSK_ID, Bytes.wrap(nonce));
  }

  InsiderBuilder insider() throws Exception {
    return InsiderBuilder.of(bob);
  }

  InsiderBuilder outsider() throws Exception {
    return InsiderBuilder.outsider(dave, bob);
  }

  void assertRefused(Rule rule, Bytes message) {
    Refusals.assertRefused(rule, alice, message);
  }

  /** What would be refused is not sent either: making it fails by the same rule. */
  void assertNotSent(Rule rule, Proposal... proposals) {
    Bytes before = State.of(bob);
    Refusals.assertRefused(
        rule,
        () -> {
          CommitBuilder commit = bob.group.commit().withoutPending();
          for (Proposal proposal : proposals) {
            commit.propose(proposal);
          }
          commit.build().close();
        });
    assertThat(State.of(bob)).isEqualTo(before);
  }

  /** The same of a proposal alone, which nobody would keep. */
  void assertNotProposed(Rule rule, Proposal proposal) {
    Bytes before = State.of(bob);
    Refusals.assertRefused(rule, () -> bob.group.propose().send(proposal, null));
    assertThat(State.of(bob)).isEqualTo(before);
  }

  /** The control: a member may send it. */
  void assertSent(Proposal... proposals) throws Exception {
    CommitBuilder commit = bob.group.commit().withoutPending();
    for (Proposal proposal : proposals) {
      commit.propose(proposal);
    }
    try (PendingCommit made = commit.build()) {
      assertAccepted(made.message());
    }
  }

  /** The control: without the fault the insider's message is as good as any. */
  void assertAccepted(Bytes message) throws Exception {
    Received received = alice.group.receive(message);
    if (received instanceof StagedCommit staged) {
      staged.close();
    } else {
      assertThat(alice.group.drop(((PendingProposal) received).reference())).isTrue();
    }
  }
}
