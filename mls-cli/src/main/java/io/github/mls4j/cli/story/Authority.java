package io.github.mls4j.cli.story;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.wire.Certificate;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.SignaturePublicKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues the certificates of a story (RFC 5280). */
final class Authority {

  private static final Duration VALIDITY = Duration.ofDays(365);

  private final X500Name name;
  private final SecureRandom random;
  private final Instant issued;
  private final KeyPair keys;

  /**
   * @param issued when its certificates start to be good
   */
  Authority(String commonName, SecureRandom random, Instant issued) {
    this.name = new X500Name("CN=" + commonName);
    this.random = random;
    this.issued = issued;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform has no EC keys", e);
    }
  }

  /** What those have to know who trust it. */
  Set<TrustAnchor> anchor() {
    return Set.of(
        new TrustAnchor(
            new javax.security.auth.x500.X500Principal(name.toString()), keys.getPublic(), null));
  }

  /** Certifies that a signature key is that of the one with this name. */
  Credential certify(String commonName, CipherSuiteId suite, SignaturePublicKey key) {
    Bytes info = io.github.mls4j.crypto.SubjectPublicKeyInfo.encode(algorithm(suite), key);
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              name,
              new BigInteger(64, random),
              Date.from(issued),
              Date.from(issued.plus(VALIDITY)),
              new X500Name("CN=" + commonName),
              SubjectPublicKeyInfo.getInstance(info.toByteArray()));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      byte[] encoded =
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded();
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded));
      return new Credential.X509(List.of(new Certificate(Bytes.wrap(certificate.getEncoded()))));
    } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("no certificate could be made", e);
    }
  }

  private static SignatureAlgorithm algorithm(CipherSuiteId suite) {
    String scheme = suite.toString();
    if (scheme.endsWith("Ed25519")) {
      return SignatureAlgorithm.ED25519;
    }
    if (scheme.endsWith("Ed448")) {
      return SignatureAlgorithm.ED448;
    }
    if (scheme.endsWith("P256")) {
      return SignatureAlgorithm.ECDSA_SECP256R1_SHA256;
    }
    return scheme.endsWith("P384")
        ? SignatureAlgorithm.ECDSA_SECP384R1_SHA384
        : SignatureAlgorithm.ECDSA_SECP521R1_SHA512;
  }
}
