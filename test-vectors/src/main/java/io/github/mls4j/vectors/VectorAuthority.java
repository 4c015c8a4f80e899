package io.github.mls4j.vectors;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.CipherSuite;
import io.github.mls4j.crypto.SignatureAlgorithm;
import io.github.mls4j.crypto.SignatureKeyPair;
import io.github.mls4j.crypto.Signer;
import io.github.mls4j.wire.Certificate;
import io.github.mls4j.wire.CipherSuiteId;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.SignaturePublicKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * Issues the certificates of vectors (RFC 5280). Its keys are of the group's own signature scheme,
 * so that whoever can verify the group's messages can verify its chains.
 */
final class VectorAuthority {

  private static final Date FROM = Date.from(Instant.parse("2026-01-01T00:00:00Z"));

  /** RFC 5280 §4.1.2.5: no well-defined expiration. */
  private static final Date UNTIL = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

  private static final int SERIAL_BITS = 64;

  private final CipherSuite suite;
  private final Draws draws;
  private final String name;
  private final SignatureKeyPair keys;

  /** Its own certificate, and those above it. */
  private final List<Certificate> chain = new ArrayList<>();

  private VectorAuthority(CipherSuite suite, Draws draws, String name) {
    this.suite = suite;
    this.draws = draws;
    this.name = name;
    this.keys = suite.generateSignatureKeyPair(draws.random());
  }

  /** An authority that is to be trusted. */
  static VectorAuthority root(CipherSuite suite, Draws draws) {
    VectorAuthority root = new VectorAuthority(suite, draws, "Root");
    root.chain.add(root.sign(root.name, root.keys.publicKey(), true));
    return root;
  }

  /** An authority below this one. */
  VectorAuthority intermediate() {
    VectorAuthority below = new VectorAuthority(suite, draws, "Intermediate");
    below.chain.add(sign(below.name, below.keys.publicKey(), true));
    below.chain.addAll(chain);
    return below;
  }

  /** Those who trust this one trust this. */
  Set<TrustAnchor> anchor() throws GeneralSecurityException {
    return Set.of(
        new TrustAnchor(
            (X509Certificate)
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                        new ByteArrayInputStream(chain.get(0).certData().toByteArray())),
            null));
  }

  /**
   * The credential of the party with this name.
   *
   * @param certificates how many of the chain are in it
   */
  Credential certify(String subject, SignaturePublicKey key, int certificates) {
    List<Certificate> all = new ArrayList<>();
    all.add(sign(subject, key, false));
    all.addAll(chain);
    return new Credential.X509(all.subList(0, certificates));
  }

  private Certificate sign(String subject, SignaturePublicKey key, boolean authority) {
    Bytes info = io.github.mls4j.crypto.SubjectPublicKeyInfo.encode(algorithm(suite.id()), key);
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              new X500Name("CN=" + name),
              new BigInteger(SERIAL_BITS, draws.random()),
              FROM,
              UNTIL,
              new X500Name("CN=" + subject),
              SubjectPublicKeyInfo.getInstance(info.toByteArray()));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(authority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
      byte[] encoded =
          builder.build(new Signing(keys, suite.id(), new ByteArrayOutputStream())).getEncoded();
      return new Certificate(Bytes.wrap(encoded));
    } catch (IOException e) {
      throw new IllegalStateException("no certificate could be made", e);
    }
  }

  private record Signing(Signer signer, CipherSuiteId suite, ByteArrayOutputStream content)
      implements ContentSigner {

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid(algorithm(suite))));
    }

    @Override
    public OutputStream getOutputStream() {
      return content;
    }

    @Override
    public byte[] getSignature() {
      return signer.sign(Bytes.wrap(content.toByteArray())).toByteArray();
    }
  }

  /** Of signatures: RFC 8410 §3, RFC 5758 §3.2. */
  private static String oid(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> "1.3.101.112";
      case ED448 -> "1.3.101.113";
      case ECDSA_SECP256R1_SHA256 -> "1.2.840.10045.4.3.2";
      case ECDSA_SECP384R1_SHA384 -> "1.2.840.10045.4.3.3";
      case ECDSA_SECP521R1_SHA512 -> "1.2.840.10045.4.3.4";
    };
  }

  /** RFC 9420 §17.1: the end of a suite's name. */
  private static SignatureAlgorithm algorithm(CipherSuiteId suite) {
    String scheme = suite.toString();
    return switch (scheme.substring(scheme.lastIndexOf('_') + 1)) {
      case "Ed25519" -> SignatureAlgorithm.ED25519;
      case "Ed448" -> SignatureAlgorithm.ED448;
      case "P256" -> SignatureAlgorithm.ECDSA_SECP256R1_SHA256;
      case "P384" -> SignatureAlgorithm.ECDSA_SECP384R1_SHA384;
      case "P521" -> SignatureAlgorithm.ECDSA_SECP521R1_SHA512;
      default -> throw new IllegalArgumentException(scheme);
    };
  }
}
