package io.github.mls4j.spi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.spi.PresentedCredential;
import io.github.mls4j.spi.PresentedCredential.Role;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.Certificate;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.SignaturePublicKey;
import java.security.SecureRandom;
import java.security.cert.CRL;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chains that are believed, each beside one that is not, for a single fault (RFC 9420 §5.3). */
class X509AuthenticationServiceTest {

  private static final SignatureAlgorithm ED25519 = SignatureAlgorithm.ED25519;

  private static TestAuthority root;
  private static TestAuthority middle;
  private static SignaturePublicKey key;

  private final X509AuthenticationService service = service(builder -> builder);

  @BeforeAll
  static void authorities() throws Exception {
    root = TestAuthority.root("Root");
    middle = root.intermediate("Middle", 0);
    key = newKey(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);
  }

  private static SignaturePublicKey newKey(CipherSuiteId suite) {
    return CipherSuite.of(suite).generateSignatureKeyPair(new SecureRandom()).publicKey();
  }

  private static X509AuthenticationService service(
      UnaryOperator<X509AuthenticationService.Builder> settings) {
    return settings
        .apply(
            X509AuthenticationService.builder(root.anchor(), CertificateIdentity.email())
                .clock(InstantSource.fixed(TestAuthority.NOW)))
        .build();
  }

  private static TestAuthority.Request alice() {
    return middle.request("alice@example.org", ED25519, key);
  }

  private static Credential.X509 chainOf(TestAuthority.Request request) throws Exception {
    return TestAuthority.credential(middle.issue(request), middle.certificate());
  }

  private static PresentedCredential presented(Credential credential) {
    return new PresentedCredential(credential, key, Role.MEMBER);
  }

  private void assertBelieved(Credential credential) {
    assertThat(service.validate(presented(credential))).hasToString("accepted");
  }

  private void assertRefused(Credential credential, String reason) {
    assertRefused(service, credential, reason);
  }

  private static void assertRefused(
      X509AuthenticationService by, Credential credential, String reason) {
    Verdict verdict = by.validate(presented(credential));
    assertThat(verdict.isAccepted()).isFalse();
    assertThat(verdict.reason()).contains(reason);
  }

  @Test
  void control() throws Exception {
    assertBelieved(chainOf(alice()));
    assertBelieved(
        TestAuthority.credential(middle.issue(alice()), middle.certificate(), root.certificate()));
    assertBelieved(
        TestAuthority.credential(root.issue(root.request("alice@example.org", ED25519, key))));
  }

  @Test
  void anotherAnchor() throws Exception {
    TestAuthority stranger = TestAuthority.root("Stranger");
    TestAuthority namesake = TestAuthority.root("Root");
    assertRefused(
        TestAuthority.credential(
            stranger.issue(stranger.request("alice@example.org", ED25519, key))),
        "no trust anchor");
    assertRefused(
        TestAuthority.credential(
            namesake.issue(namesake.request("alice@example.org", ED25519, key))),
        "certificate 0");
  }

  @Test
  void validity() throws Exception {
    assertRefused(chainOf(alice().until(TestAuthority.NOW.minusSeconds(1))), "EXPIRED");
    assertRefused(chainOf(alice().from(TestAuthority.NOW.plusSeconds(1))), "NOT_YET_VALID");
    assertBelieved(
        chainOf(
            alice()
                .from(TestAuthority.NOW.minusSeconds(1))
                .until(TestAuthority.NOW.plusSeconds(1))));
    X509AuthenticationService later =
        service(b -> b.clock(InstantSource.fixed(TestAuthority.NOW.plus(Duration.ofDays(400)))));
    assertRefused(later, chainOf(alice()), "EXPIRED");
  }

  @Test
  void anotherKey() throws Exception {
    SignaturePublicKey other = newKey(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);
    assertRefused(chainOf(middle.request("alice@example.org", ED25519, other)), "for another key");
    SignaturePublicKey curve = newKey(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256);
    assertRefused(
        chainOf(
            middle.request("alice@example.org", SignatureAlgorithm.ECDSA_SECP256R1_SHA256, curve)),
        "for another key");
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void keysOfAllSchemes(SignatureAlgorithm algorithm) throws Exception {
    CipherSuiteId suite =
        switch (algorithm) {
          case ED25519 -> CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519;
          case ED448 -> CipherSuiteId.MLS_256_DHKEMX448_AES256GCM_SHA512_Ed448;
          case ECDSA_SECP256R1_SHA256 -> CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256;
          case ECDSA_SECP384R1_SHA384 -> CipherSuiteId.MLS_256_DHKEMP384_AES256GCM_SHA384_P384;
          case ECDSA_SECP521R1_SHA512 -> CipherSuiteId.MLS_256_DHKEMP521_AES256GCM_SHA512_P521;
        };
    SignaturePublicKey own = newKey(suite);
    Credential credential = chainOf(middle.request("alice@example.org", algorithm, own));
    assertThat(service.validate(new PresentedCredential(credential, own, Role.JOINER)))
        .hasToString("accepted");
    assertThat(service.validate(new PresentedCredential(credential, newKey(suite), Role.JOINER)))
        .hasToString("refused: the certificate is for another key");
  }

  @Test
  void authorityThatIsNone() throws Exception {
    TestAuthority impostor = root.impostor("Impostor");
    assertRefused(
        TestAuthority.credential(
            impostor.issue(impostor.request("alice@example.org", ED25519, key)),
            impostor.certificate()),
        "NOT_CA_CERT");
    assertRefused(chainOf(alice().authority(-1)), "of an authority");
  }

  @Test
  void pathLength() throws Exception {
    TestAuthority deeper = middle.intermediate("Deeper", 0);
    TestAuthority allowed = root.intermediate("Middle", 1);
    TestAuthority below = allowed.intermediate("Deeper", 0);
    assertRefused(
        TestAuthority.credential(
            deeper.issue(deeper.request("alice@example.org", ED25519, key)),
            deeper.certificate(),
            middle.certificate()),
        "PATH_TOO_LONG");
    assertBelieved(
        TestAuthority.credential(
            below.issue(below.request("alice@example.org", ED25519, key)),
            below.certificate(),
            allowed.certificate()));
  }

  @Test
  void keyUsage() throws Exception {
    assertRefused(chainOf(alice().usage(KeyUsage.keyAgreement)), "not for signatures");
    assertBelieved(chainOf(alice().usage(KeyUsage.keyAgreement | KeyUsage.digitalSignature)));
    assertBelieved(chainOf(alice().usage(0)));
  }

  @Test
  void revocation() throws Exception {
    Credential good = chainOf(alice());
    X509Certificate stolen = middle.issue(alice());
    Credential bad = TestAuthority.credential(stolen, middle.certificate());
    Collection<CRL> lists = new ArrayList<>(List.of(root.revoke(), middle.revoke()));
    CertStore store = CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists));
    X509AuthenticationService strict =
        service(b -> b.revocation(Set.of(Option.PREFER_CRLS, Option.NO_FALLBACK), List.of(store)));
    assertThat(strict.validate(presented(bad)).isAccepted()).isTrue();
    lists.clear();
    lists.addAll(List.of(root.revoke(), middle.revoke(stolen)));
    assertRefused(strict, bad, "REVOKED");
    assertThat(strict.validate(presented(good)).isAccepted()).isTrue();
    lists.clear();
    assertRefused(strict, good, "UNDETERMINED_REVOCATION_STATUS");
  }

  @Test
  void order() throws Exception {
    X509Certificate own = middle.issue(alice());
    assertRefused(TestAuthority.credential(middle.certificate(), own), "for another key");
    assertRefused(
        TestAuthority.credential(own, root.certificate(), middle.certificate()),
        "certificate 1 is not the issuer");
    assertBelieved(TestAuthority.credential(own, middle.certificate(), root.certificate()));
  }

  @Test
  void whatIsLeftOutHasToBeKnown() throws Exception {
    Credential alone = TestAuthority.credential(middle.issue(alice()));
    assertRefused(alone, "no trust anchor");
    TestAuthority namesake = TestAuthority.root("Other").intermediate("Middle", 0);
    X509AuthenticationService knowing =
        service(b -> b.intermediates(List.of(namesake.certificate(), middle.certificate())));
    assertThat(knowing.validate(presented(alone))).hasToString("accepted");
  }

  @Test
  void crossSignedAuthorities() throws Exception {
    TestAuthority deeper = middle.intermediate("Deeper", 0);
    TestAuthority allowed = root.intermediate("Middle", -1);
    X509AuthenticationService knowing =
        service(
            b ->
                b.intermediates(
                    List.of(middle.certificate(), allowed.certificate(), deeper.certificate())));
    Credential alone =
        TestAuthority.credential(deeper.issue(deeper.request("a@example.org", ED25519, key)));
    assertRefused(knowing, alone, "certificate");
    TestAuthority below = allowed.intermediate("Below", 0);
    Credential one =
        TestAuthority.credential(
            below.issue(below.request("a@example.org", ED25519, key)), below.certificate());
    assertThat(knowing.validate(presented(one))).hasToString("accepted");
  }

  @Test
  void bytesThatAreNoCertificate() throws Exception {
    Bytes own = Bytes.wrap(middle.issue(alice()).getEncoded());
    Bytes authority = Bytes.wrap(middle.certificate().getEncoded());
    assertRefused(credential(), "empty chain");
    assertRefused(credential(Bytes.EMPTY, authority), "certificate 0");
    assertRefused(credential(Bytes.fromHex("3003020101"), authority), "certificate 0");
    assertRefused(credential(own.slice(0, own.size() - 1), authority), "certificate 0");
    assertRefused(
        credential(Bytes.concat(own, Bytes.copyOf((byte) 0)), authority),
        "certificate 0 is not exactly one");
    assertRefused(credential(Bytes.concat(own, authority)), "certificate 0 is not exactly one");
    assertRefused(
        credential(own, Bytes.concat(authority, own)), "certificate 1 is not exactly one");
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(own.toByteArray())
            + "\n-----END CERTIFICATE-----\n";
    assertRefused(credential(Bytes.ofUtf8(pem), authority), "certificate 0 is not exactly one");
    assertBelieved(credential(own, authority));
  }

  private static Credential credential(Bytes... entries) {
    return new Credential.X509(List.of(entries).stream().map(Certificate::new).toList());
  }

  @Test
  void bounds() throws Exception {
    Bytes own = Bytes.wrap(middle.issue(alice()).getEncoded());
    Bytes[] many = Collections.nCopies(11, own).toArray(Bytes[]::new);
    assertRefused(credential(many), "a chain of 11 certificates");
    assertRefused(credential(Bytes.wrap(new byte[16_385])), "has 16385 bytes");
  }

  /** Nothing that a stranger sends is answered by anything but a verdict. */
  @Test
  void damagedCertificates() throws Exception {
    long seed = Long.getLong("mls.fuzz.seed", 1);
    System.out.println("damagedCertificates: seed " + seed);
    Random random = new Random(seed);
    Bytes own = Bytes.wrap(middle.issue(alice()).getEncoded());
    Bytes authority = Bytes.wrap(middle.certificate().getEncoded());
    for (int i = 0; i < 2_000; i++) {
      Bytes genuine = i % 2 == 0 ? own : authority;
      byte[] bytes = genuine.toByteArray();
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Bytes damaged = Bytes.wrap(bytes);
      if (!damaged.equals(genuine)) {
        Credential credential =
            i % 2 == 0 ? credential(damaged, authority) : credential(own, damaged);
        assertThat(service.validate(presented(credential)).isAccepted())
            .as(damaged::toHex)
            .isFalse();
        service.identity(credential);
      }
    }
  }

  @Test
  void namesOfEachKind() throws Exception {
    X509Certificate certificate =
        middle.issue(
            alice()
                .name(GeneralName.dNSName, "host.example.org")
                .name(GeneralName.uniformResourceIdentifier, "im:alice@example.org"));
    assertThat(CertificateIdentity.email().of(certificate))
        .isEqualTo(Bytes.ofUtf8("alice@example.org"));
    assertThat(CertificateIdentity.dnsName().of(certificate))
        .isEqualTo(Bytes.ofUtf8("host.example.org"));
    assertThat(CertificateIdentity.uri().of(certificate))
        .isEqualTo(Bytes.ofUtf8("im:alice@example.org"));
  }

  @Test
  void names() throws Exception {
    assertRefused(chainOf(alice().unnamed()), "names nobody");
    assertRefused(chainOf(alice().email("alice@example.com")), "names nobody");
    Credential one = chainOf(alice());
    Credential renewed = chainOf(alice());
    Credential other = chainOf(middle.request("bob@example.org", ED25519, key));
    assertThat(service.identity(one)).isEqualTo(Bytes.ofUtf8("alice@example.org"));
    assertThat(service.validateSuccessor(one, renewed).isAccepted()).isTrue();
    assertThat(service.validateSuccessor(one, other).isAccepted()).isFalse();
    assertThat(service.identity(new Credential.Basic(Bytes.ofUtf8("alice")))).isNull();
    assertThat(service.client(one)).isNull();
    assertThat(service(b -> b.identityIsOneClient(true)).client(one))
        .isEqualTo(service.identity(one));
  }

  @Test
  void admission() throws Exception {
    X509AuthenticationService closed =
        service(
            b ->
                b.admission(
                    (identity, certificate, presented) ->
                        Verdict.of(
                            identity.equals(Bytes.ofUtf8("alice@example.org"))
                                && presented.role() == Role.MEMBER,
                            "not on the list")));
    assertThat(closed.validate(presented(chainOf(alice())))).hasToString("accepted");
    assertRefused(
        closed, chainOf(middle.request("bob@example.org", ED25519, key)), "not on the list");
  }

  @Test
  void otherCredentials() {
    assertRefused(new Credential.Basic(Bytes.ofUtf8("alice")), "not an X.509 credential");
    assertThatThrownBy(
            () ->
                X509AuthenticationService.builder(
                    Set.<TrustAnchor>of(), CertificateIdentity.subject()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
