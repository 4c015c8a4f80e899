package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What others would refuse is not sent (§12.4.1): the checks are the same. Here it is Alice who
 * asks for what must not be.
 */
class OutgoingRuleTest extends InsiderStage {

  private void assertNotSent(Rule rule, Circle.Sending proposal, Circle.Plan commit) {
    Bytes before = State.of(alice);
    Refusals.assertRefused(rule, () -> proposal.by(alice.group.propose()));
    assertNotCommitted(rule, commit);
    assertThat(State.of(alice)).isEqualTo(before);
  }

  private void assertNotCommitted(Rule rule, Circle.Plan commit) {
    Bytes before = State.of(alice);
    Refusals.assertRefused(rule, () -> commit.of(alice.group.commit()).build());
    assertThat(State.of(alice)).isEqualTo(before);
  }

  private void assertNotAdded(Rule rule, KeyPackage keyPackage) {
    assertNotSent(rule, p -> p.add(keyPackage), c -> c.add(keyPackage));
  }

  private KeyPackage with(ProtocolVersion version, CipherSuiteId suite) throws Exception {
    return Forgery.with(
        dave,
        tbs -> new KeyPackageTBS(version, suite, tbs.initKey(), tbs.leafNode(), tbs.extensions()));
  }

  private KeyPackage livingFor(long from, long to) throws Exception {
    long now = Instant.now().getEpochSecond();
    return Forgery.withLeaf(
        dave,
        leaf ->
            Forgery.source(
                leaf, new LeafNodeSource.KeyPackage(new Lifetime(now + from, now + to))));
  }

  @Test
  void control() throws Exception {
    circle.propose(alice, p -> p.add(dave.published()));
    circle.commit(alice, c -> c.remove(carol.leaf()).groupContextExtensions(topic()), dave);
    circle.assertAllTalk();
  }

  /** §10.1: a key package is validated when it is fetched, and again in every Add. */
  @Test
  void keyPackagesThatAreNotValid() throws Exception {
    KeyPackage genuine = dave.published();
    assertNotAdded(
        Rule.KEY_PACKAGE_VERSION_MATCHES, with(new ProtocolVersion(2), genuine.cipherSuite()));
    assertNotAdded(
        Rule.KEY_PACKAGE_SUITE_MATCHES,
        with(genuine.version(), CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256));
    assertNotAdded(
        Rule.KEY_PACKAGE_LEAF_SOURCE,
        Forgery.withLeaf(dave, leaf -> Forgery.source(leaf, new LeafNodeSource.Update())));
    assertNotAdded(
        Rule.KEY_PACKAGE_SIGNATURE_VALID,
        new KeyPackage(
            genuine.version(),
            genuine.cipherSuite(),
            genuine.initKey(),
            genuine.leafNode(),
            genuine.extensions(),
            carol.published().signature()));
    assertNotAdded(
        Rule.INIT_KEY_DIFFERS_FROM_ENCRYPTION_KEY,
        Forgery.with(
            dave,
            tbs ->
                new KeyPackageTBS(
                    tbs.version(),
                    tbs.cipherSuite(),
                    tbs.leafNode().encryptionKey(),
                    tbs.leafNode(),
                    tbs.extensions())));
  }

  /** §7.3: who sends a leaf makes sure that it is within its lifetime. */
  @Test
  void leavesOutsideTheirLifetime() throws Exception {
    assertNotAdded(Rule.LEAF_WITHIN_LIFETIME, livingFor(-1_000, -10));
    assertNotAdded(Rule.LEAF_WITHIN_LIFETIME, livingFor(1_000, 2_000));
    alice.group.propose().add(livingFor(-1_000, 1_000));
  }

  /** §5.3.1: the application is asked about a credential before it goes into an Add. */
  @Test
  void credentialsThatNobodyBelieves() throws Exception {
    assertNotAdded(
        Rule.LEAF_CREDENTIAL_VALID,
        Forgery.withLeaf(dave, leaf -> Forgery.credential(leaf, MALLORY)));
  }

  /** §13.4: new members support what the group uses. */
  @Test
  void membersThatDoNotSupportWhatTheGroupUses() throws Exception {
    KeyPackage simple = simpleton().published();
    assertNotCommitted(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, c -> c.add(simple).groupContextExtensions(topic()));
    circle.commit(alice, c -> c.groupContextExtensions(topic()));
    assertNotCommitted(Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, c -> c.add(simple));
    assertNotCommitted(
        Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS,
        c -> c.groupContextExtensions(List.of(new Extension(UNHEARD_OF, Bytes.EMPTY))));
    RequiredCapabilities required =
        new RequiredCapabilities(List.of(UNHEARD_OF), List.of(), List.of());
    assertNotCommitted(
        Rule.GROUP_REQUIREMENTS_SUPPORTED,
        c ->
            c.groupContextExtensions(
                List.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode()))));
  }

  /** §7.3: every member supports the credential type of a new one, and it theirs. */
  @Test
  void membersThatCannotReadEachOthersCredentials() throws Exception {
    KeyPackage stranger =
        Forgery.withLeaf(dave, leaf -> Forgery.credential(leaf, unknownCredential()));
    KeyPackage mute =
        Forgery.withLeaf(
            dave,
            leaf ->
                Forgery.capabilities(
                    Forgery.credential(leaf, unknownCredential()),
                    c ->
                        new Capabilities(
                            c.versions(),
                            c.cipherSuites(),
                            c.extensions(),
                            c.proposals(),
                            List.of(CredentialType.X509))));
    assertNotCommitted(Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE, c -> c.add(mute));
    alice.group.commit().add(stranger).build().close();
    TestClient basicOnly =
        new TestClient(
            "basic only",
            SUITE,
            builder -> settings(builder).credentialTypes(List.of(CredentialType.BASIC)));
    circle.add(alice, basicOnly);
    assertNotCommitted(Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE, c -> c.add(stranger));
    // Whoever is removed has no say.
    LeafIndex gone = basicOnly.leaf();
    alice.group.commit().add(stranger).remove(gone).build().close();
  }

  private static Credential unknownCredential() {
    return new Credential.X509(
        List.of(new io.github.mls4j.wire.Certificate(Bytes.ofUtf8("a certificate"))));
  }

  @Test
  void removalOfNobodyAndOfOneself() {
    LeafIndex nobody = new LeafIndex(3);
    assertNotSent(Rule.REMOVED_LEAF_IS_MEMBER, p -> p.remove(nobody), c -> c.remove(nobody));
    assertNotCommitted(Rule.NO_REMOVE_OF_COMMITTER, c -> c.remove(alice.leaf()));
  }

  @Test
  void listsThatContradictThemselves() throws Exception {
    LeafIndex removed = carol.leaf();
    assertNotCommitted(Rule.ONE_UPDATE_OR_REMOVE_A_LEAF, c -> c.remove(removed).remove(removed));
    KeyPackage added = dave.published();
    assertNotCommitted(Rule.CLIENT_ADDED_ONCE, c -> c.add(added).add(added));
    assertNotCommitted(
        Rule.ONE_GROUP_CONTEXT_EXTENSIONS,
        c -> c.groupContextExtensions(topic()).groupContextExtensions(List.of()));
    assertNotCommitted(
        Rule.REINIT_ALONE,
        c ->
            c.reInit(Bytes.ofUtf8("next"), ProtocolVersion.MLS10, SUITE.id(), List.of())
                .add(added));
    assertNotSent(
        Rule.REINIT_VERSION_NOT_LOWER,
        p -> p.reInit(Bytes.ofUtf8("next"), new ProtocolVersion(0), SUITE.id(), List.of()),
        c -> c.reInit(Bytes.ofUtf8("next"), new ProtocolVersion(0), SUITE.id(), List.of()));
    List<Extension> twice = List.of(topic().get(0), topic().get(0));
    assertNotSent(
        Rule.EXTENSION_TYPES_UNIQUE,
        p -> p.groupContextExtensions(twice),
        c -> c.groupContextExtensions(twice));
  }
}
