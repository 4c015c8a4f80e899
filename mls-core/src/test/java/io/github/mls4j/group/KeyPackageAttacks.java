package io.github.mls4j.group;

import static io.github.mls4j.group.RefusalClients.DAY;
import static io.github.mls4j.group.RefusalClients.NOW;
import static io.github.mls4j.group.RefusalClients.TOPIC;
import static io.github.mls4j.group.RefusalClients.UNHEARD_OF;
import static io.github.mls4j.group.RefusalClients.topic;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Capabilities;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.HPKEPublicKey;
import io.github.mls4j.wire.KeyPackage;
import io.github.mls4j.wire.KeyPackageTBS;
import io.github.mls4j.wire.LeafIndex;
import io.github.mls4j.wire.LeafNode;
import io.github.mls4j.wire.LeafNodeSource;
import io.github.mls4j.wire.Lifetime;
import io.github.mls4j.wire.Proposal;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.List;
import java.util.function.UnaryOperator;

/** Adds of key packages that must not be used (§7.2, §7.3, §10, §10.1). */
final class KeyPackageAttacks {

  private KeyPackageAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    fields(topic);
    keys(topic);
    signatures(topic);
    leaves(topic);
    capabilities(topic);
    lifetimes(topic);
    return topic.attacks();
  }

  /** An Add of Erin with this key package. */
  @FunctionalInterface
  private interface Spoilt {
    KeyPackage of(RefusalScene scene) throws Exception;
  }

  private static Attack.Steps add(Spoilt keyPackage) {
    return s -> {
      s.refuseProposal(new Proposal.Add(keyPackage.of(s)));
      s.note("her genuine key package");
      s.accept(s.insider().propose(new Proposal.Add(s.erin.published())).commit());
    };
  }

  private static Attack.Steps with(UnaryOperator<KeyPackageTBS> change) {
    return add(s -> Forgery.with(s.erin, change));
  }

  private static Attack.Steps leaf(UnaryOperator<LeafNode> change) {
    return add(s -> Forgery.withLeaf(s.erin, change));
  }

  private static KeyPackageTBS initKey(KeyPackageTBS tbs, Bytes key) {
    return new KeyPackageTBS(
        tbs.version(), tbs.cipherSuite(), new HPKEPublicKey(key), tbs.leafNode(), tbs.extensions());
  }

  private static Attack.Steps extensions(Extension... extensions) {
    return with(
        tbs ->
            new KeyPackageTBS(
                tbs.version(),
                tbs.cipherSuite(),
                tbs.initKey(),
                tbs.leafNode(),
                List.of(extensions)));
  }

  private static void fields(Attack.Topic topic) {
    topic
        .steps(
            "10.1-1",
            "key-package-of-another-version",
            with(
                tbs ->
                    new KeyPackageTBS(
                        new ProtocolVersion(2),
                        tbs.cipherSuite(),
                        tbs.initKey(),
                        tbs.leafNode(),
                        tbs.extensions())))
        .steps(
            "10.1-1",
            "key-package-of-another-suite",
            with(
                tbs ->
                    new KeyPackageTBS(
                        tbs.version(),
                        CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519,
                        tbs.initKey(),
                        tbs.leafNode(),
                        tbs.extensions())))
        .steps(
            "13.4-5",
            "key-package-extension-twice",
            extensions(new Extension(TOPIC, Bytes.EMPTY), new Extension(TOPIC, Bytes.EMPTY)))
        .steps(
            "10-8",
            "key-package-leaf-of-an-update",
            leaf(l -> Forgery.source(l, new LeafNodeSource.Update())))
        .steps(
            "10-8",
            "key-package-leaf-of-a-commit",
            leaf(l -> Forgery.source(l, new LeafNodeSource.Commit(Bytes.EMPTY))));
  }

  private static void keys(Attack.Topic topic) {
    topic
        .stepsInAllSuites(
            "10-3",
            "key-package-init-key-truncated",
            with(tbs -> initKey(tbs, RefusalClients.shortened(tbs.initKey().value()))))
        .stepsInAllSuites(
            "10-3",
            "key-package-init-key-with-a-byte-more",
            with(tbs -> initKey(tbs, RefusalClients.lengthened(tbs.initKey().value()))))
        .steps("10-3", "key-package-init-key-empty", with(tbs -> initKey(tbs, Bytes.EMPTY)))
        .stepsInAllSuites(
            "10-3",
            "key-package-init-key-all-zero",
            with(tbs -> initKey(tbs, RefusalClients.zeros(tbs.initKey().value()))))
        .stepsInAllSuites(
            "10.1-4",
            "key-package-init-key-is-the-encryption-key",
            with(tbs -> initKey(tbs, tbs.leafNode().encryptionKey().value())))
        .stepsInAllSuites(
            "10-5",
            "key-package-encryption-key-truncated",
            leaf(
                l ->
                    Forgery.encryptionKey(
                        l, new HPKEPublicKey(RefusalClients.shortened(l.encryptionKey().value())))))
        .stepsInAllSuites(
            "10-5",
            "key-package-encryption-key-all-zero",
            leaf(
                l ->
                    Forgery.encryptionKey(
                        l, new HPKEPublicKey(RefusalClients.zeros(l.encryptionKey().value())))))
        .stepsInAllSuites(
            "5.1.2-1",
            "key-package-signature-key-truncated",
            leaf(
                l ->
                    Forgery.signatureKey(
                        l,
                        new SignaturePublicKey(
                            RefusalClients.shortened(l.signatureKey().value())))))
        .stepsInAllSuites(
            "5.1.2-1",
            "key-package-signature-key-with-a-byte-more",
            leaf(
                l ->
                    Forgery.signatureKey(
                        l,
                        new SignaturePublicKey(
                            RefusalClients.lengthened(l.signatureKey().value())))))
        .steps(
            "7.3-15",
            "key-package-with-the-encryption-key-of-a-member",
            add(
                s ->
                    Forgery.withLeaf(
                        s.erin,
                        l ->
                            Forgery.encryptionKey(
                                l, s.carol.group.self().leafNode().encryptionKey()))))
        .steps(
            "7.3-14",
            "key-package-with-the-signature-key-of-a-member",
            add(s -> new TestClient(s.carol, "carol again").published()))
        .steps(
            "7.3-14",
            "key-package-with-the-signature-key-of-its-receiver",
            add(s -> new TestClient(s.alice, "alice again").published()));
  }

  private static KeyPackage signed(KeyPackage k, Bytes signature) {
    return new KeyPackage(
        k.version(), k.cipherSuite(), k.initKey(), k.leafNode(), k.extensions(), signature);
  }

  private static Attack.Steps signature(UnaryOperator<Bytes> change) {
    return add(s -> signed(s.erin.published(), change.apply(s.erin.published().signature())));
  }

  private static Attack.Steps leafSignature(UnaryOperator<Bytes> change) {
    return add(
        s ->
            Forgery.withSignedLeaf(s.erin, l -> Forgery.signature(l, change.apply(l.signature()))));
  }

  private static void signatures(Attack.Topic topic) {
    topic
        .stepsInAllSuites(
            "10.1-3", "key-package-signature-flipped", signature(RefusalClients::flipped))
        .steps("10-6", "key-package-signature-empty", signature(s -> Bytes.EMPTY))
        .steps("10-6", "key-package-signature-truncated", signature(RefusalClients::shortened))
        .steps(
            "10-12",
            "key-package-signature-of-another-key-package",
            add(
                s ->
                    signed(
                        s.erin.published(),
                        new TestClient(s.erin, "erin again").published().signature())))
        .steps(
            "10-12",
            "key-package-signed-under-another-label",
            add(
                s -> {
                  KeyPackageTBS tbs = KeyPackageTBS.of(s.erin.published());
                  return tbs.signed(
                      s.suite.signWithLabel(s.erin.identity.signer(), "LeafNodeTBS", tbs.encode()));
                }))
        .steps(
            "10.1-3",
            "key-package-signed-by-another",
            add(s -> Forgery.sign(s.carol.identity, KeyPackageTBS.of(s.erin.published()))))
        .stepsInAllSuites(
            "10.1-2", "key-package-leaf-signature-flipped", leafSignature(RefusalClients::flipped))
        .steps("7.3-3", "key-package-leaf-signature-empty", leafSignature(s -> Bytes.EMPTY))
        .steps(
            "7.3-3",
            "key-package-leaf-signed-by-another",
            add(
                s ->
                    Forgery.withSignedLeaf(
                        s.erin,
                        l -> Forgery.sign(s.carol.identity, l, Bytes.EMPTY, new LeafIndex(0)))));
  }

  private static void leaves(Attack.Topic topic) {
    topic
        .steps(
            "7.3-9",
            "key-package-leaf-extension-not-in-capabilities",
            leaf(l -> Forgery.extensions(l, List.of(new Extension(UNHEARD_OF, Bytes.EMPTY)))))
        .steps(
            "13.4-5",
            "key-package-leaf-extension-twice",
            leaf(
                l ->
                    Forgery.extensions(
                        l,
                        List.of(
                            new Extension(TOPIC, Bytes.EMPTY), new Extension(TOPIC, Bytes.EMPTY)))))
        .steps(
            "7.2-5",
            "key-package-credential-not-in-its-capabilities",
            leaf(l -> Forgery.capabilities(l, c -> Forgery.credentials(c, CredentialType.X509))));
  }

  private static Attack.Steps caps(UnaryOperator<Capabilities> change) {
    return leaf(l -> Forgery.capabilities(l, change));
  }

  private static void capabilities(Attack.Topic topic) {
    topic
        .steps("11.1-4", "key-package-lacks-the-version", caps(c -> Forgery.versions(c)))
        .steps(
            "11.1-4",
            "key-package-lists-another-version",
            caps(c -> Forgery.versions(c, new ProtocolVersion(2))))
        .steps("11.1-4", "key-package-lacks-the-suite", caps(c -> Forgery.suites(c)))
        .steps(
            "11.1-4",
            "key-package-lists-another-suite",
            caps(c -> Forgery.suites(c, CipherSuiteId.of(0xf00d))))
        .steps("7.3-6", "key-package-supports-no-credentials", caps(c -> Forgery.credentials(c)))
        .steps(
            "13.4-7",
            "key-package-lacks-a-group-extension",
            s -> {
              s.commit(s.carol, c -> c.groupContextExtensions(topic()));
              s.refuse(
                  s.insider()
                      .propose(new Proposal.Add(s.clients.simpleton("simon").published()))
                      .commit());
            })
        .steps(
            "7.3-4",
            "key-package-lacks-a-required-extension",
            s -> {
              s.commit(
                  s.carol,
                  c ->
                      c.groupContextExtensions(
                          List.of(
                              new Extension(
                                  ExtensionType.REQUIRED_CAPABILITIES,
                                  new RequiredCapabilities(List.of(TOPIC), List.of(), List.of())
                                      .encode()))));
              s.refuseProposal(new Proposal.Add(s.clients.simpleton("simon").published()));
            })
        .steps(
            "13.3-1",
            "key-package-of-a-credential-type-that-members-lack",
            leaf(
                l ->
                    Forgery.capabilities(
                        Forgery.credential(l, new Credential.X509(List.of())),
                        c -> Forgery.credentials(c, CredentialType.BASIC, CredentialType.X509))));
  }

  private static Attack.Steps living(long notBefore, long notAfter) {
    return leaf(
        l -> Forgery.source(l, new LeafNodeSource.KeyPackage(new Lifetime(notBefore, notAfter))));
  }

  private static void lifetimes(Attack.Topic topic) {
    topic
        .steps("7.3-8", "key-package-expired", living(NOW - 9 * DAY, NOW - DAY))
        .steps("7.3-8", "key-package-expired-a-second-ago", living(NOW - 9 * DAY, NOW - 1))
        .steps("7.3-8", "key-package-of-the-future", living(NOW + DAY, NOW + 9 * DAY))
        .steps("7.2-10", "key-package-expires-before-it-begins", living(NOW + 1, NOW - 1))
        .steps("7.2-9", "key-package-for-ever", living(0, -1))
        .steps("7.2-10", "key-package-of-the-end-of-time", living(-2, -1));
  }
}
