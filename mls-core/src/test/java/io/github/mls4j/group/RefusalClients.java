package io.github.mls4j.group;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.CustomExtension;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.PreSharedKeyID;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** The clients of refusal vectors: all that is random or temporal in them comes of the seed. */
final class RefusalClients {

  /** The clock of all of them: the first second of 2026. */
  static final long NOW = 1_767_225_600L;

  static final long DAY = 86_400;

  /** A private extension that all of them support but the {@link #simpleton}. */
  static final ExtensionType TOPIC = new ExtensionType(0xf001);

  private static final CustomExtension<Bytes> TOPIC_EXTENSION =
      CustomExtension.ofBytes(TOPIC, CustomExtension.ANYWHERE);

  /** One that nobody supports. */
  static final ExtensionType UNHEARD_OF = new ExtensionType(0xf002);

  final CipherSuite suite;
  final SeededRandom random;

  /**
   * @param seed of all keys
   */
  RefusalClients(CipherSuite suite, String seed) {
    this.suite = suite;
    this.random = new SeededRandom(seed);
  }

  TestClient client(String name) {
    return new TestClient(name, suite, this::settings);
  }

  /** A client that supports no extension. */
  TestClient simpleton(String name) {
    return new TestClient(name, suite, builder -> settings(builder).extensions(List.of()));
  }

  private GroupConfig.Builder settings(GroupConfig.Builder builder) {
    return builder
        .random(random)
        .psks(TestClient::sharedPsk)
        .grease(false)
        .cipherSuites(List.of(suite.id()))
        .credentialTypes(List.of(CredentialType.BASIC))
        .extensions(List.of(TOPIC_EXTENSION))
        .encryptHandshake(false)
        .validation(
            new ValidationPolicy(
                AuthenticationService.trustingBasicCredentials(),
                InstantSource.fixed(Instant.ofEpochSecond(NOW)),
                true,
                ValidationPolicy.DEFAULT_MAX_LIFETIME));
  }

  /** What a vector says of a client. */
  static RefusalCase.Client published(TestClient client) {
    try (Secret psk = TestClient.sharedPsk(TestClient.PSK_ID);
        Secret signature = ((SignatureKeyPair) client.identity.signer()).serializePrivateKey()) {
      return new RefusalCase.Client(
          TestClient.PSK_ID,
          Bytes.wrap(psk.reveal()),
          client.keyPackage.message(),
          Bytes.wrap(signature.reveal()),
          Bytes.wrap(client.keyPackage.encryptionKey().reveal()),
          Bytes.wrap(client.keyPackage.initKey().reveal()),
          NOW);
    }
  }

  static List<Extension> topic() {
    return List.of(new Extension(TOPIC, Bytes.ofUtf8("insiders")));
  }

  /** The PSK that all have, under a nonce that is filled with {@code salt}. */
  PreSharedKeyID psk(int salt) {
    return new PreSharedKeyID.External(TestClient.PSK_ID, nonce(salt, suite.hashLength()));
  }

  static Bytes nonce(int salt, int length) {
    byte[] nonce = new byte[length];
    Arrays.fill(nonce, (byte) salt);
    return Bytes.wrap(nonce);
  }

  // Bytes that are almost right

  static Bytes flipped(Bytes bytes) {
    byte[] copy = bytes.toByteArray();
    copy[copy.length - 1] ^= 1;
    return Bytes.wrap(copy);
  }

  static Bytes shortened(Bytes bytes) {
    return bytes.slice(0, bytes.size() - 1);
  }

  static Bytes lengthened(Bytes bytes) {
    return Bytes.concat(bytes, Bytes.copyOf((byte) 0));
  }

  static Bytes zeros(Bytes bytes) {
    return Bytes.wrap(new byte[bytes.size()]);
  }
}
