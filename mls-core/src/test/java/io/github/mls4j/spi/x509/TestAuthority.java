package io.github.mls4j.spi.x509;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.SignaturePublicKey;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that issues whatever a test asks for. */
public final class TestAuthority {

  /** When the clocks of these tests stand still. */
  public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final AtomicInteger SERIAL = new AtomicInteger(1);

  private final X500Name name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  private TestAuthority(X500Name name, KeyPair keys, X509Certificate certificate) {
    this.name = name;
    this.keys = keys;
    this.certificate = certificate;
  }

  /** An authority that nobody has issued a certificate to but itself. */
  public static TestAuthority root(String commonName) throws Exception {
    X500Name name = new X500Name("CN=" + commonName);
    KeyPair keys = newKeys();
    Request request =
        new Request(name, SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    return new TestAuthority(name, keys, request.authority(-1).sign(name, keys));
  }

  private static KeyPair newKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** An authority below this one, with at most so many more below it; -1 is any number. */
  public TestAuthority intermediate(String commonName, int pathLength) throws Exception {
    X500Name below = new X500Name("CN=" + commonName);
    KeyPair its = newKeys();
    X509Certificate issued =
        new Request(below, SubjectPublicKeyInfo.getInstance(its.getPublic().getEncoded()))
            .authority(pathLength)
            .sign(name, keys);
    return new TestAuthority(below, its, issued);
  }

  /** Who signs like an authority with a certificate that does not make it one. */
  public TestAuthority impostor(String commonName) throws Exception {
    X500Name below = new X500Name("CN=" + commonName);
    KeyPair its = newKeys();
    X509Certificate issued =
        new Request(below, SubjectPublicKeyInfo.getInstance(its.getPublic().getEncoded()))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)
            .sign(name, keys);
    return new TestAuthority(below, its, issued);
  }

  /** A certificate to be, for the holder of an MLS signature key. */
  public Request request(String email, SignatureAlgorithm algorithm, SignaturePublicKey key) {
    Bytes info = io.github.mls4j.crypto.SubjectPublicKeyInfo.encode(algorithm, key);
    return new Request(
            new X500Name("CN=" + email), SubjectPublicKeyInfo.getInstance(info.toByteArray()))
        .usage(KeyUsage.digitalSignature)
        .email(email);
  }

  public X509Certificate issue(Request request) throws Exception {
    return request.sign(name, keys);
  }

  /** A list of revoked certificates. */
  public CRL revoke(X509Certificate... revoked) throws Exception {
    X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(NOW.minusSeconds(60)));
    builder.setNextUpdate(Date.from(NOW.plus(Duration.ofDays(7))));
    for (X509Certificate one : revoked) {
      builder.addCRLEntry(
          one.getSerialNumber(), Date.from(NOW.minusSeconds(120)), CRLReason.keyCompromise);
    }
    byte[] encoded = builder.build(signer(keys)).getEncoded();
    return CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public Set<TrustAnchor> anchor() {
    return Set.of(new TrustAnchor(certificate, null));
  }

  /** A credential of these certificates in this order. */
  public static Credential.X509 credential(X509Certificate... chain) throws Exception {
    return X509AuthenticationService.credential(List.of(chain));
  }

  private static ContentSigner signer(KeyPair keys) throws Exception {
    return new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
  }

  /** What a certificate is to say; it is good for a year around {@link #NOW} unless told. */
  public static final class Request {

    private final X500Name subject;
    private final SubjectPublicKeyInfo key;
    private final List<GeneralName> names = new ArrayList<>();
    private Instant notBefore = NOW.minus(Duration.ofDays(30));
    private Instant notAfter = NOW.plus(Duration.ofDays(335));
    private int usage;
    private BasicConstraints constraints = new BasicConstraints(false);

    private Request(X500Name subject, SubjectPublicKeyInfo key) {
      this.subject = subject;
      this.key = key;
    }

    public Request from(Instant value) {
      notBefore = value;
      return this;
    }

    public Request until(Instant value) {
      notAfter = value;
      return this;
    }

    public Request usage(int value) {
      usage = value;
      return this;
    }

    public Request email(String value) {
      return name(GeneralName.rfc822Name, value);
    }

    /**
     * @param kind of alternative name, as {@link GeneralName} numbers them
     */
    public Request name(int kind, String value) {
      names.add(new GeneralName(kind, value));
      return this;
    }

    public Request unnamed() {
      names.clear();
      return this;
    }

    public Request authority(int pathLength) {
      constraints = pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(pathLength);
      usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
      return until(NOW.plus(Duration.ofDays(5_000)));
    }

    private X509Certificate sign(X500Name issuer, KeyPair keys) throws Exception {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(notBefore),
              Date.from(notAfter),
              subject,
              key);
      builder.addExtension(Extension.basicConstraints, true, constraints);
      if (usage != 0) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      }
      if (!names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
      }
      byte[] encoded = builder.build(signer(keys)).getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    }
  }
}
