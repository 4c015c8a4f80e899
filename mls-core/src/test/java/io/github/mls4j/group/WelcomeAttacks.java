package io.github.mls4j.group;

import static io.github.mls4j.group.ForgedWelcome.Kind.PATH_SECRET;
import static io.github.mls4j.group.ForgedWelcome.Kind.TREE_BESIDE;
import static io.github.mls4j.group.RefusalClients.TOPIC;
import static io.github.mls4j.group.RefusalClients.UNHEARD_OF;
import static io.github.mls4j.group.RefusalClients.flipped;
import static io.github.mls4j.group.RefusalClients.lengthened;
import static io.github.mls4j.group.RefusalClients.shortened;
import static io.github.mls4j.group.RefusalClients.topic;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.EncryptedGroupSecrets;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.HPKECiphertext;
import io.github.mls4j.wire.KeyPackageRef;
import io.github.mls4j.wire.Node;
import io.github.mls4j.wire.PathSecret;
import io.github.mls4j.wire.PreSharedKeyID;
import io.github.mls4j.wire.ProtocolVersion;
import io.github.mls4j.wire.RequiredCapabilities;
import io.github.mls4j.wire.ResumptionPSKUsage;
import io.github.mls4j.wire.Welcome;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Welcomes that are wrong but for their tree (§12.4.3.1). */
final class WelcomeAttacks {

  private WelcomeAttacks() {}

  static List<Attack> all() {
    Attack.Topic topic = new Attack.Topic();
    message(topic);
    groupSecrets(topic);
    psks(topic);
    groupInfo(topic);
    groupExtensions(topic);
    pathSecret(topic);
    return topic.attacks();
  }

  private static CipherSuiteId other(ForgedWelcome w) {
    return w.suite.id().value() == 1
        ? CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519
        : CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519;
  }

  private static void message(Attack.Topic topic) {
    topic
        .welcome("2.1.2-7", "welcome-trailing-byte", w -> w.message = RefusalClients::lengthened)
        .welcome("2.1", "welcome-truncated", w -> w.message = RefusalClients::shortened)
        .welcome("2.1", "welcome-empty", w -> w.message = m -> Bytes.EMPTY)
        .welcome("6-4", "welcome-unknown-version", w -> w.message = m -> with(m, 0, 0x0a0a))
        .welcome("6-4", "welcome-unknown-wire-format", w -> w.message = m -> with(m, 2, 0x0a0a))
        .welcome(
            "6", "welcome-is-a-key-package", w -> w.message = m -> w.alice.keyPackage.message())
        .welcomeInAllSuites(
            "12.4.3.1",
            "welcome-of-another-suite",
            w -> w.welcome = g -> new Welcome(other(w), g.secrets(), g.encryptedGroupInfo()))
        .welcome(
            "12.4.3.1-2",
            "welcome-for-nobody",
            w -> w.welcome = g -> new Welcome(g.cipherSuite(), List.of(), g.encryptedGroupInfo()))
        .welcome(
            "12.4.3.1-2",
            "welcome-for-somebody-else",
            w ->
                w.welcome =
                    g ->
                        new Welcome(
                            g.cipherSuite(),
                            List.of(
                                new EncryptedGroupSecrets(
                                    w.suite.keyPackageRef(
                                        w.member(ForgedWelcome.ERIN).keyPackage.keyPackage()),
                                    g.secrets().get(0).encryptedGroupSecrets())),
                            g.encryptedGroupInfo()))
        .welcome(
            "5.2-2",
            "welcome-reference-is-of-the-message",
            w ->
                w.welcome =
                    g ->
                        new Welcome(
                            g.cipherSuite(),
                            List.of(
                                new EncryptedGroupSecrets(
                                    new KeyPackageRef(
                                        w.suite.refHash(
                                            "MLS 1.0 KeyPackage Reference",
                                            w.alice.keyPackage.message())),
                                    g.secrets().get(0).encryptedGroupSecrets())),
                            g.encryptedGroupInfo()));
  }

  /** Two bytes of it replaced. */
  static Bytes with(Bytes bytes, int at, int value) {
    byte[] copy = bytes.toByteArray();
    copy[at] = (byte) (value >> 8);
    copy[at + 1] = (byte) value;
    return Bytes.wrap(copy);
  }

  private static UnaryOperator<HPKECiphertext> ciphertext(UnaryOperator<Bytes> change) {
    return c -> new HPKECiphertext(c.kemOutput(), change.apply(c.ciphertext()));
  }

  private static UnaryOperator<HPKECiphertext> kemOutput(UnaryOperator<Bytes> change) {
    return c -> new HPKECiphertext(change.apply(c.kemOutput()), c.ciphertext());
  }

  private static void groupSecrets(Attack.Topic topic) {
    String opens = "12.4.3.1-3";
    topic
        .welcomeInAllSuites(
            opens,
            "group-secrets-flipped",
            w -> w.groupSecrets = ciphertext(RefusalClients::flipped))
        .welcome(
            opens,
            "group-secrets-truncated",
            w -> w.groupSecrets = ciphertext(RefusalClients::shortened))
        .welcome(
            "5.1-2",
            "group-secrets-shorter-than-a-tag",
            w -> w.groupSecrets = ciphertext(c -> c.slice(0, 15)))
        .welcome(opens, "group-secrets-empty", w -> w.groupSecrets = ciphertext(c -> Bytes.EMPTY))
        .welcomeInAllSuites(
            "5.1.3-2",
            "group-secrets-kem-output-all-zero",
            w -> w.groupSecrets = kemOutput(RefusalClients::zeros))
        .welcomeInAllSuites(
            "5.1.3-2",
            "group-secrets-kem-output-truncated",
            w -> w.groupSecrets = kemOutput(RefusalClients::shortened))
        .welcome(
            "5.1.3-2",
            "group-secrets-kem-output-empty",
            w -> w.groupSecrets = kemOutput(k -> Bytes.EMPTY))
        .welcome(
            opens,
            "group-secrets-bound-to-other-group-info",
            w -> w.groupSecretsContext = RefusalClients::flipped)
        .welcome(
            "5.1.3-1",
            "group-secrets-bound-to-nothing",
            w -> w.groupSecretsContext = c -> Bytes.EMPTY)
        .welcome(
            "2.1.2-7",
            "group-secrets-trailing-byte",
            w -> w.groupSecretsPlaintext = RefusalClients::lengthened)
        .welcome(
            "2.1",
            "group-secrets-not-complete",
            w -> w.groupSecretsPlaintext = RefusalClients::shortened)
        .welcome(
            "2.1.1-2",
            "group-secrets-presence-octet-2",
            w ->
                w.groupSecretsPlaintext =
                    p -> {
                      byte[] copy = p.toByteArray();
                      copy[1 + w.suite.hashLength()] = 2;
                      return Bytes.wrap(copy);
                    })
        .welcome(
            "12.4.3.1-6",
            "joiner-secret-of-another-group",
            w ->
                w.groupSecretsPlaintext =
                    p -> {
                      byte[] copy = p.toByteArray();
                      copy[1] ^= 1;
                      return Bytes.wrap(copy);
                    });
  }

  private static PreSharedKeyID external(ForgedWelcome w, String id) {
    return new PreSharedKeyID.External(
        Bytes.ofUtf8(id), RefusalClients.nonce(1, w.suite.hashLength()));
  }

  private static PreSharedKeyID resumption(ForgedWelcome w, ResumptionPSKUsage usage, int salt) {
    return new PreSharedKeyID.Resumption(
        usage, Bytes.ofUtf8("another group"), 3, RefusalClients.nonce(salt, w.suite.hashLength()));
  }

  private static void psks(Attack.Topic topic) {
    topic
        .welcome(
            "12.4.3.1-4",
            "welcome-psk-that-the-client-does-not-have",
            w -> w.listedPsks = none -> List.of(external(w, "unknown")))
        .welcome(
            "12.4.3.1-4",
            "welcome-resumption-psk-of-an-unknown-group",
            w -> w.listedPsks = none -> List.of(resumption(w, ResumptionPSKUsage.APPLICATION, 1)))
        .welcome(
            "12.4.3.1-4",
            "welcome-branch-psk-of-an-unknown-group",
            w -> w.listedPsks = none -> List.of(resumption(w, ResumptionPSKUsage.BRANCH, 1)))
        .welcome(
            "12.4.3.1-4",
            "welcome-reinit-psk-of-an-unknown-group",
            w -> w.listedPsks = none -> List.of(resumption(w, ResumptionPSKUsage.REINIT, 1)))
        .welcome(
            "12.4.3.1-5",
            "welcome-two-branch-psks",
            w ->
                w.listedPsks =
                    none ->
                        List.of(
                            resumption(w, ResumptionPSKUsage.BRANCH, 1),
                            resumption(w, ResumptionPSKUsage.BRANCH, 2)))
        .welcome(
            "12.4.3.1-5",
            "welcome-reinit-and-branch-psk",
            w ->
                w.listedPsks =
                    none ->
                        List.of(
                            resumption(w, ResumptionPSKUsage.REINIT, 1),
                            resumption(w, ResumptionPSKUsage.BRANCH, 2)))
        .welcome(
            "8.4-1",
            "welcome-psk-listed-but-not-mixed-in",
            w -> w.listedPsks = none -> List.of(w.clients.psk(1)))
        .welcome(
            "8.4-1",
            "welcome-psk-mixed-in-but-not-listed",
            w -> {
              w.mixedPsks = none -> List.of(w.clients.psk(1));
              w.listedPsks = mixed -> List.of();
            })
        .welcomeInAllSuites(
            "8.4-1",
            "welcome-psks-in-another-order",
            w -> {
              w.mixedPsks = none -> List.of(w.clients.psk(1), w.clients.psk(2));
              w.listedPsks = mixed -> List.of(w.clients.psk(2), w.clients.psk(1));
            })
        .welcome(
            "8.4-3",
            "welcome-psk-under-another-nonce",
            w -> {
              w.mixedPsks = none -> List.of(w.clients.psk(1));
              w.listedPsks = mixed -> List.of(w.clients.psk(2));
            });
  }

  private static void groupInfo(Attack.Topic topic) {
    String signed = "12.4.3.1-7";
    topic
        .welcomeInAllSuites(
            "12.4.3.1-6", "group-info-flipped", w -> w.encryptedGroupInfo = RefusalClients::flipped)
        .welcome(
            "12.4.3.1-6",
            "group-info-truncated",
            w -> w.encryptedGroupInfo = RefusalClients::shortened)
        .welcome("5.1-2", "group-info-empty", w -> w.encryptedGroupInfo = e -> Bytes.EMPTY)
        .welcome(
            "2.1.2-7",
            "group-info-trailing-byte",
            w -> w.groupInfoPlaintext = RefusalClients::lengthened)
        .welcome(
            "2.1", "group-info-not-complete", w -> w.groupInfoPlaintext = RefusalClients::shortened)
        .welcomeInAllSuites(
            "12.4.3-6",
            "group-info-signature-flipped",
            w -> w.groupInfoSignature = RefusalClients::flipped)
        .welcomeInAllSuites(
            "12.4.3-6", "group-info-signature-empty", w -> w.groupInfoSignature = s -> Bytes.EMPTY)
        .welcomeInAllSuites(
            "5.1.2-2",
            "group-info-signature-truncated",
            w -> w.groupInfoSignature = RefusalClients::shortened)
        .welcomeInAllSuites(
            "5.1.2-2",
            "group-info-signature-with-a-byte-more",
            w -> w.groupInfoSignature = RefusalClients::lengthened)
        .welcomeInAllSuites(
            "5.1.2-2",
            "group-info-signature-all-zero",
            w -> w.groupInfoSignature = RefusalClients::zeros)
        .welcome(
            "12.4.3-6",
            "group-info-changed-after-signing",
            w ->
                w.groupInfoPlaintext =
                    p -> {
                      // The last byte of the group id, which is the first variable field.
                      byte[] copy = p.toByteArray();
                      copy[9] ^= 1;
                      return Bytes.wrap(copy);
                    })
        .welcome(signed, "group-info-signed-by-another-member", w -> w.claimedSigner(1))
        .welcome(signed, "group-info-signer-is-blank", w -> w.claimedSigner(6))
        .welcome(signed, "group-info-signer-outside-the-tree", w -> w.claimedSigner(8))
        .welcome(
            signed, "group-info-signer-far-outside-the-tree", w -> w.claimedSigner(0xffff_ffffL))
        .welcomeInAllSuites(
            "12.4.3.1-9",
            "group-info-of-another-suite",
            w -> w.context(c -> c.cipherSuite = other(w)))
        .welcome(
            "12.4.3.1-9",
            "group-info-of-an-unknown-suite",
            w -> w.context(c -> c.cipherSuite = CipherSuiteId.of(0xf0f0)))
        .welcome(
            "12.4.3.1-10",
            "group-info-of-another-version",
            w -> w.context(c -> c.version = new ProtocolVersion(2)))
        .welcomeInAllSuites(
            "12.4.3.1-20",
            "confirmation-tag-flipped",
            w -> w.confirmationTag(RefusalClients::flipped))
        .welcome(
            "12.4.3.1-20",
            "confirmation-tag-truncated",
            w -> w.confirmationTag(RefusalClients::shortened))
        .welcome(
            "12.4.3.1-20",
            "confirmation-tag-with-a-byte-more",
            w -> w.confirmationTag(RefusalClients::lengthened))
        .welcome(
            "12.4.3.1-20", "confirmation-tag-empty", w -> w.confirmationTag(tag -> Bytes.EMPTY))
        .welcome(
            "12.4.3.1-20",
            "confirmation-tag-all-zero",
            w -> w.confirmationTag(RefusalClients::zeros));
  }

  private static void groupExtensions(Attack.Topic topic) {
    Extension unheardOf = new Extension(UNHEARD_OF, Bytes.EMPTY);
    topic
        .welcome(
            "13.4-5",
            "group-info-extensions-twice",
            w -> w.extensions(list -> List.of(list.get(0), unheardOf, unheardOf)))
        .welcome(
            "13.4-5",
            "ratchet-tree-twice",
            w -> w.extensions(list -> List.of(list.get(0), list.get(0))))
        .welcome(
            "13.4-5",
            "welcome-group-extensions-twice",
            w -> w.groupExtensions = List.of(topic().get(0), topic().get(0)))
        .welcome(
            "13.4-8",
            "welcome-group-extension-that-nobody-supports",
            w -> w.groupExtensions = List.of(unheardOf))
        .welcome(
            "11.1-2",
            "welcome-required-extension-that-nobody-supports",
            w ->
                w.groupExtensions =
                    List.of(
                        new Extension(
                            ExtensionType.REQUIRED_CAPABILITIES,
                            new RequiredCapabilities(
                                    List.of(TOPIC, UNHEARD_OF), List.of(), List.of())
                                .encode())))
        .welcome(
            "2.1.2-7",
            "welcome-required-capabilities-trailing-byte",
            w ->
                w.groupExtensions =
                    List.of(
                        new Extension(
                            ExtensionType.REQUIRED_CAPABILITIES, Bytes.fromHex("00000000"))))
        .welcome(
            "2.1.2-6",
            "welcome-required-capabilities-of-half-an-entry",
            w ->
                w.groupExtensions =
                    List.of(
                        new Extension(
                            ExtensionType.REQUIRED_CAPABILITIES, Bytes.fromHex("01f00000"))))
        .welcome(
            "2.1",
            "welcome-external-senders-malformed",
            w ->
                w.groupExtensions =
                    List.of(new Extension(ExtensionType.EXTERNAL_SENDERS, Bytes.fromHex("01"))));
  }

  private static void pathSecret(Attack.Topic topic) {
    String fits = "12.4.3.1-19";
    topic
        .welcome(
            fits,
            "welcome-path-secret-of-something-else",
            PATH_SECRET,
            w -> w.pathSecret = s -> secret(RefusalClients.nonce(7, w.suite.hashLength())))
        .welcome(
            "7.5-10",
            "welcome-path-secret-truncated",
            PATH_SECRET,
            w -> w.pathSecret = s -> secret(shortened(reveal(s))))
        .welcome(
            "7.5-10",
            "welcome-path-secret-with-a-byte-more",
            PATH_SECRET,
            w -> w.pathSecret = s -> secret(lengthened(reveal(s))))
        .welcome(
            "7.5-10",
            "welcome-path-secret-empty",
            PATH_SECRET,
            w -> w.pathSecret = s -> secret(Bytes.EMPTY))
        .welcome(
            fits,
            "welcome-path-secret-flipped",
            PATH_SECRET,
            w -> w.pathSecret = s -> secret(flipped(reveal(s))))
        .welcome(
            fits,
            "welcome-path-secret-for-the-root-is-another",
            PATH_SECRET,
            w ->
                w.setPath(
                    4,
                    List.of(
                        w.freshKey(),
                        ((Node.Parent) w.tree.nodes.get(9).orElseThrow())
                            .parentNode()
                            .encryptionKey())))
        .welcome(
            "12.4.3.1-11",
            "tree-beside-the-welcome-is-another",
            TREE_BESIDE,
            w -> w.treeHash = RefusalClients::flipped)
        .welcome("12.4.3.1-1", "tree-nowhere", w -> w.extensions(list -> List.of()));
  }

  private static Optional<PathSecret> secret(Bytes bytes) {
    return Optional.of(new PathSecret(Secret.copyOf(bytes)));
  }

  private static Bytes reveal(Optional<PathSecret> secret) {
    return Bytes.wrap(secret.orElseThrow().pathSecret().reveal());
  }
}
