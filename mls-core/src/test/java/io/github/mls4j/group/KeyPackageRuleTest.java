package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.rules.Rule;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProposalType;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.SignaturePublicKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Adds of key packages that must not be used (§7.2, §7.3, §10.1). */
class KeyPackageRuleTest extends InsiderStage {

  private static final long DAY = 86_400;

  private final long now = Instant.now().getEpochSecond();

  private void assertRefused(Rule rule, KeyPackage keyPackage) throws Exception {
    assertRefused(rule, insider().proposal(new Proposal.Add(keyPackage)));
    assertNotProposed(rule, new Proposal.Add(keyPackage));
    assertRefusedInCommit(rule, keyPackage);
  }

  private void assertRefusedInCommit(Rule rule, KeyPackage keyPackage) throws Exception {
    assertRefused(rule, commit(keyPackage));
    assertNotSent(rule, new Proposal.Add(keyPackage));
  }

  private void assertAccepted(KeyPackage keyPackage) throws Exception {
    assertAccepted(insider().proposal(new Proposal.Add(keyPackage)));
    assertAccepted(commit(keyPackage));
    assertSent(new Proposal.Add(keyPackage));
  }

  private Bytes commit(KeyPackage keyPackage) throws Exception {
    return insider().propose(new Proposal.Add(keyPackage)).commit();
  }

  private KeyPackage livingFrom(long notBefore, long notAfter) throws Exception {
    return Forgery.withLeaf(
        dave,
        leaf ->
            Forgery.source(leaf, new LeafNodeSource.KeyPackage(new Lifetime(notBefore, notAfter))));
  }

  @Test
  void control() throws Exception {
    assertAccepted(dave.published());
    assertAccepted(Forgery.with(dave, tbs -> tbs));
    assertAccepted(Forgery.withLeaf(dave, leaf -> leaf));
  }

  @Test
  void version() throws Exception {
    assertRefused(
        Rule.KEY_PACKAGE_VERSION_MATCHES,
        Forgery.with(
            dave,
            tbs ->
                new KeyPackageTBS(
                    new ProtocolVersion(2),
                    tbs.cipherSuite(),
                    tbs.initKey(),
                    tbs.leafNode(),
                    tbs.extensions())));
  }

  @Test
  void cipherSuite() throws Exception {
    assertRefused(
        Rule.KEY_PACKAGE_SUITE_MATCHES,
        Forgery.with(
            dave,
            tbs ->
                new KeyPackageTBS(
                    tbs.version(),
                    CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519,
                    tbs.initKey(),
                    tbs.leafNode(),
                    tbs.extensions())));
  }

  @Test
  void leafNodeSource() throws Exception {
    assertRefused(
        Rule.KEY_PACKAGE_LEAF_SOURCE,
        Forgery.withLeaf(dave, leaf -> Forgery.source(leaf, new LeafNodeSource.Update())));
    assertRefused(
        Rule.KEY_PACKAGE_LEAF_SOURCE,
        Forgery.withLeaf(
            dave, leaf -> Forgery.source(leaf, new LeafNodeSource.Commit(Bytes.EMPTY))));
  }

  @Test
  void initKey() throws Exception {
    HPKEPublicKey genuine = dave.published().initKey();
    assertRefused(
        Rule.INIT_KEY_FITS_SUITE,
        Forgery.withInitKey(dave, new HPKEPublicKey(genuine.value().slice(0, 31))));
    assertRefused(
        Rule.INIT_KEY_FITS_SUITE, Forgery.withInitKey(dave, new HPKEPublicKey(Bytes.EMPTY)));
    // A point of small order: whatever is encrypted to it, everybody can read.
    assertRefused(
        Rule.INIT_KEY_FITS_SUITE,
        Forgery.withInitKey(dave, new HPKEPublicKey(Bytes.wrap(new byte[32]))));
    assertRefused(
        Rule.INIT_KEY_DIFFERS_FROM_ENCRYPTION_KEY,
        Forgery.withInitKey(dave, dave.published().leafNode().encryptionKey()));
    assertAccepted(Forgery.withInitKey(dave, genuine));
  }

  @Test
  void signature() throws Exception {
    KeyPackage genuine = dave.published();
    KeyPackage other = Forgery.with(circle.outsider("erin"), tbs -> tbs);
    assertRefused(
        Rule.KEY_PACKAGE_SIGNATURE_VALID,
        new KeyPackage(
            genuine.version(),
            genuine.cipherSuite(),
            genuine.initKey(),
            genuine.leafNode(),
            genuine.extensions(),
            other.signature()));
  }

  @Test
  void leafSignature() throws Exception {
    KeyPackage other = Forgery.with(circle.outsider("erin"), tbs -> tbs);
    assertRefused(
        Rule.LEAF_SIGNATURE_VALID,
        Forgery.withSignedLeaf(
            dave,
            leaf ->
                new LeafNode(
                    leaf.encryptionKey(),
                    leaf.signatureKey(),
                    leaf.credential(),
                    leaf.capabilities(),
                    leaf.leafNodeSource(),
                    leaf.extensions(),
                    other.leafNode().signature())));
    assertAccepted(Forgery.withSignedLeaf(dave, leaf -> leaf));
  }

  @Test
  void credential() throws Exception {
    assertRefused(
        Rule.LEAF_CREDENTIAL_VALID,
        Forgery.withLeaf(dave, leaf -> Forgery.credential(leaf, MALLORY)));
  }

  @Test
  void supportOfSuiteAndVersion() throws Exception {
    assertRefused(
        Rule.MEMBER_SUPPORTS_SUITE_AND_VERSION,
        Forgery.withLeaf(
            dave,
            leaf ->
                Forgery.capabilities(
                    leaf,
                    c ->
                        new Capabilities(
                            List.of(),
                            c.cipherSuites(),
                            c.extensions(),
                            c.proposals(),
                            c.credentials()))));
    assertRefused(
        Rule.MEMBER_SUPPORTS_SUITE_AND_VERSION,
        Forgery.withLeaf(
            dave,
            leaf ->
                Forgery.capabilities(
                    leaf,
                    c ->
                        new Capabilities(
                            c.versions(),
                            List.of(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256),
                            c.extensions(),
                            c.proposals(),
                            c.credentials()))));
  }

  @Test
  void lifetime() throws Exception {
    assertRefused(Rule.LIFETIME_WITHIN_MAXIMUM, livingFrom(now - DAY, now + 500 * DAY));
    assertRefused(Rule.LIFETIME_WITHIN_MAXIMUM, livingFrom(now + DAY, now - DAY));
    assertRefused(Rule.LIFETIME_WITHIN_MAXIMUM, livingFrom(0, -1));
    assertRefused(Rule.LEAF_WITHIN_LIFETIME, livingFrom(now - 2 * DAY, now - DAY));
    assertRefused(Rule.LEAF_WITHIN_LIFETIME, livingFrom(now + DAY, now + 2 * DAY));
    assertRefused(Rule.LEAF_WITHIN_LIFETIME, livingFrom(-2, -1));
    assertAccepted(livingFrom(now - DAY, now + DAY));
  }

  @Test
  void leafExtensions() throws Exception {
    Extension unlisted = new Extension(UNHEARD_OF, Bytes.EMPTY);
    assertRefused(
        Rule.LEAF_EXTENSIONS_IN_CAPABILITIES,
        Forgery.withLeaf(dave, leaf -> Forgery.extensions(leaf, List.of(unlisted))));
    Extension listed = new Extension(TOPIC, Bytes.EMPTY);
    assertRefused(
        Rule.EXTENSION_TYPES_UNIQUE,
        Forgery.withLeaf(dave, leaf -> Forgery.extensions(leaf, List.of(listed, listed))));
    Extension applicationId = new Extension(ExtensionType.APPLICATION_ID, Bytes.copyOf((byte) 0));
    assertAccepted(
        Forgery.withLeaf(dave, leaf -> Forgery.extensions(leaf, List.of(listed, applicationId))));
  }

  @Test
  void keyPackageExtensions() throws Exception {
    Extension unknown = new Extension(UNHEARD_OF, Bytes.EMPTY);
    assertRefused(Rule.EXTENSION_TYPES_UNIQUE, withExtensions(List.of(unknown, unknown)));
    assertAccepted(withExtensions(List.of(unknown)));
  }

  private KeyPackage withExtensions(List<Extension> extensions) throws Exception {
    return Forgery.with(
        dave,
        tbs ->
            new KeyPackageTBS(
                tbs.version(), tbs.cipherSuite(), tbs.initKey(), tbs.leafNode(), extensions));
  }

  @Test
  void whatTheGroupRequires() throws Exception {
    RequiredCapabilities required =
        new RequiredCapabilities(List.of(TOPIC), List.of(), List.of(CredentialType.BASIC));
    circle.commit(
        alice,
        commit ->
            commit.groupContextExtensions(
                List.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode()))));
    assertRefusedInCommit(Rule.LEAF_HAS_REQUIRED_CAPABILITIES, simpleton().published());
    assertAccepted(dave.published());
  }

  @Test
  void whatTheGroupUses() throws Exception {
    circle.commit(alice, commit -> commit.groupContextExtensions(topic()));
    assertRefusedInCommit(Rule.MEMBERS_SUPPORT_GROUP_EXTENSIONS, simpleton().published());
    assertAccepted(dave.published());
  }

  @Test
  void ownCredentialType() throws Exception {
    assertRefused(
        Rule.LEAF_LISTS_OWN_CREDENTIAL_TYPE,
        Forgery.withLeaf(dave, leaf -> Forgery.supporting(leaf, CredentialType.X509)));
    assertRefused(
        Rule.LEAF_LISTS_OWN_CREDENTIAL_TYPE,
        Forgery.withLeaf(dave, leaf -> Forgery.supporting(leaf, new CredentialType[0])));
    assertRefused(
        Rule.LEAF_LISTS_OWN_CREDENTIAL_TYPE,
        Forgery.withLeaf(
            dave,
            leaf -> Forgery.supporting(Forgery.credential(leaf, CERTIFIED), CredentialType.BASIC)));
    assertAccepted(Forgery.withLeaf(dave, leaf -> Forgery.supporting(leaf, CredentialType.BASIC)));
  }

  /** A new member whose credential not all understand, or who does not understand all (§7.3). */
  @Test
  void credentialsOfAllMembers() throws Exception {
    KeyPackage certified = Forgery.withLeaf(dave, leaf -> Forgery.credential(leaf, CERTIFIED));
    KeyPackage certifiedOnly =
        Forgery.withLeaf(
            dave,
            leaf -> Forgery.supporting(Forgery.credential(leaf, CERTIFIED), CredentialType.X509));
    KeyPackage basicOnly =
        Forgery.withLeaf(
            circle.outsider("erin"), leaf -> Forgery.supporting(leaf, CredentialType.BASIC));
    assertRefusedInCommit(Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE, certifiedOnly);
    assertRefused(
        Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE,
        insider()
            .propose(new Proposal.Add(basicOnly))
            .propose(new Proposal.Add(certified))
            .commit());
    assertNotSent(
        Rule.LEAF_SUPPORTS_CREDENTIALS_IN_USE,
        new Proposal.Add(basicOnly),
        new Proposal.Add(certified));
    assertAccepted(certified);
    assertAccepted(basicOnly);
  }

  @Test
  void leafKeys() throws Exception {
    HPKEPublicKey smallOrder = new HPKEPublicKey(Bytes.wrap(new byte[32]));
    Bytes nistKey =
        CipherSuite.of(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256)
            .generateKemKeyPair(dave.config.random())
            .publicKey()
            .wire()
            .value();
    assertRefused(
        Rule.LEAF_KEYS_FIT_SUITE,
        Forgery.withLeaf(dave, leaf -> Forgery.encryptionKey(leaf, smallOrder)));
    assertRefused(
        Rule.LEAF_KEYS_FIT_SUITE,
        Forgery.withLeaf(dave, leaf -> Forgery.encryptionKey(leaf, new HPKEPublicKey(nistKey))));
    assertRefused(
        Rule.LEAF_KEYS_FIT_SUITE,
        Forgery.withLeaf(
            dave, leaf -> Forgery.signatureKey(leaf, new SignaturePublicKey(nistKey))));
    assertRefused(
        Rule.LEAF_KEYS_FIT_SUITE,
        Forgery.withLeaf(
            dave, leaf -> Forgery.signatureKey(leaf, new SignaturePublicKey(Bytes.EMPTY))));
    assertAccepted(
        Forgery.withLeaf(
            dave, leaf -> Forgery.signatureKey(leaf, dave.identity.signer().publicKey())));
  }

  /** Keys that a member has already (§7.3): judged by what the commit leads to. */
  @Test
  void keysOfAMember() throws Exception {
    LeafNode carols = carol.group.self().leafNode();
    KeyPackage sameEncryptionKey =
        Forgery.withLeaf(dave, leaf -> Forgery.encryptionKey(leaf, carols.encryptionKey()));
    assertRefusedWithoutPath(Rule.LEAF_ENCRYPTION_KEYS_UNIQUE, sameEncryptionKey);
    KeyPackage carolAgain = new TestClient(carol, "carol again").published();
    assertRefusedWithoutPath(Rule.LEAF_SIGNATURE_KEYS_UNIQUE, carolAgain);
    assertSent(new Proposal.Remove(carol.leaf()), new Proposal.Add(sameEncryptionKey));
    assertSent(new Proposal.Remove(carol.leaf()), new Proposal.Add(carolAgain));
  }

  private void assertRefusedWithoutPath(Rule rule, KeyPackage keyPackage) throws Exception {
    Proposal add = new Proposal.Add(keyPackage);
    assertRefused(rule, insider().propose(add).withoutPath().commit());
    assertNotSent(rule, add);
  }

  @Test
  void unknownCapabilitiesAreIgnored() throws Exception {
    assertAccepted(
        Forgery.withLeaf(
            dave,
            leaf ->
                Forgery.capabilities(
                    leaf,
                    c ->
                        new Capabilities(
                            List.of(new ProtocolVersion(0x0a0a), ProtocolVersion.MLS10),
                            List.of(CipherSuiteId.of(0x1a1a), SUITE.id(), CipherSuiteId.of(0xf00)),
                            List.of(new ExtensionType(0x2a2a), TOPIC, new ExtensionType(0xfafa)),
                            List.of(new ProposalType(0x3a3a), new ProposalType(0xf00f)),
                            List.of(
                                new CredentialType(0x4a4a),
                                CredentialType.BASIC,
                                CredentialType.X509)))));
  }

  /** A required default type need not be listed by anyone (§11.1); a credential type has to be. */
  @Test
  void defaultsAreSupportedByAll() throws Exception {
    RequiredCapabilities required =
        new RequiredCapabilities(
            List.of(ExtensionType.EXTERNAL_SENDERS, ExtensionType.APPLICATION_ID),
            List.of(ProposalType.ADD, ProposalType.EXTERNAL_INIT),
            List.of(CredentialType.BASIC, CredentialType.X509));
    circle.commit(
        alice,
        commit ->
            commit.groupContextExtensions(
                List.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode()))));
    assertAccepted(dave.published());
    assertRefusedInCommit(
        Rule.LEAF_HAS_REQUIRED_CAPABILITIES,
        Forgery.withLeaf(dave, leaf -> Forgery.supporting(leaf, CredentialType.BASIC)));
  }
}
