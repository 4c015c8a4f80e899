package io.github.mls4j.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.Secret;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SubjectPublicKeyInfo;
import io.github.mls4j.crypto.jca.JcaSigner;
import io.github.mls4j.spi.ValidationPolicy;
import io.github.mls4j.spi.x509.CertificateIdentity;
import io.github.mls4j.spi.x509.TestAuthority;
import io.github.mls4j.spi.x509.X509AuthenticationService;
import io.github.mls4j.wire.CipherSuiteId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members whose signature keys and certificates are in a keystore of the Java platform. */
class KeyStoreScenarioTest {

  private static final char[] PASSWORD = "password".toCharArray();

  private TestAuthority root;

  @BeforeEach
  void authority() throws Exception {
    root = TestAuthority.root("Root");
  }

  private GroupConfig.Builder settings(GroupConfig.Builder builder) {
    InstantSource clock = InstantSource.fixed(TestAuthority.NOW);
    X509AuthenticationService service =
        X509AuthenticationService.builder(root.anchor(), CertificateIdentity.email())
            .clock(clock)
            .build();
    return GroupConfig.builder(service)
        .validation(
            new ValidationPolicy(service, clock, true, ValidationPolicy.DEFAULT_MAX_LIFETIME));
  }

  private static KeyPair keys(int suite) throws Exception {
    String name =
        switch (suite) {
          case 1, 3 -> "Ed25519";
          case 2 -> "secp256r1";
          case 5 -> "secp521r1";
          case 7 -> "secp384r1";
          default -> "Ed448";
        };
    if (name.startsWith("Ed")) {
      return KeyPairGenerator.getInstance(name).generateKeyPair();
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }

  /** A keystore as it lies in a file. */
  private byte[] store(String name, int suite) throws Exception {
    KeyPair keys = keys(suite);
    Bytes info = Bytes.wrap(keys.getPublic().getEncoded());
    SignatureAlgorithm algorithm = SubjectPublicKeyInfo.algorithm(info);
    X509Certificate certificate =
        root.issue(
            root.request(
                name + "@example.org", algorithm, SubjectPublicKeyInfo.decode(algorithm, info)));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(name, keys.getPrivate(), PASSWORD, new Certificate[] {certificate});
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    store.store(file, PASSWORD);
    return file.toByteArray();
  }

  private static MlsIdentity identity(CipherSuite suite, byte[] file, String name)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(file), PASSWORD);
    return new MlsIdentity(
        suite,
        X509AuthenticationService.credential(List.of(store.getCertificateChain(name))),
        JcaSigner.of(
            (PrivateKey) store.getKey(name, PASSWORD),
            store.getCertificate(name).getPublicKey(),
            new SecureRandom()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void aGroupInEachSuite(int number) throws Exception {
    CipherSuite suite = CipherSuite.of(CipherSuiteId.of(number));
    TestClient alice =
        new TestClient("alice", identity(suite, store("alice", number), "alice"), this::settings)
            .create("group");
    TestClient bob =
        new TestClient("bob", identity(suite, store("bob", number), "bob"), this::settings);
    try (PendingCommit commit = alice.group.commit().add(bob.published()).build()) {
      alice.group.merge(commit);
      bob.join(commit.welcome().orElseThrow());
    }
    assertThat(bob.read(alice.say("from a keystore"))).isEqualTo("from a keystore");
    try (PendingCommit commit = bob.group.commit().build()) {
      alice.follow(commit.message());
      bob.group.merge(commit);
    }
    TestClient.assertAgree(alice, bob);
    assertThat(alice.read(bob.say("and back"))).isEqualTo("and back");
  }

  /** After a restart the key is fetched from the keystore again: it is in no written state. */
  @Test
  void theKeyStaysInItsStore() throws Exception {
    CipherSuite suite = CipherSuite.of(CipherSuiteId.of(2));
    byte[] file = store("alice", 2);
    TestClient alice =
        new TestClient("alice", identity(suite, file, "alice"), this::settings).create("group");
    MlsIdentity again = identity(suite, file, "alice");
    try (Secret saved = alice.group.save();
        Group restored = Group.restore(alice.config, again, saved);
        PendingCommit commit = restored.commit().build()) {
      restored.merge(commit);
      assertThat(restored.epoch()).isEqualTo(1);
    }
  }

  @Test
  void aKeyOfAnotherSuite() throws Exception {
    byte[] file = store("alice", 2);
    CipherSuite other = CipherSuite.of(CipherSuiteId.of(1));
    assertThatThrownBy(() -> identity(other, file, "alice"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(identity(CipherSuite.of(CipherSuiteId.of(2)), file, "alice").credential())
        .isNotNull();
  }
}
