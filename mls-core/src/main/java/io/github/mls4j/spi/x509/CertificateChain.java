package io.github.mls4j.spi.x509;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.crypto.SubjectPublicKeyInfo;
import io.github.mls4j.wire.Certificate;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.SignaturePublicKey;
import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9420 §5.3: the certificates of a credential, parsed: one DER certificate an entry, the
 * client's own first, each issued by the next. Nothing is known of their signatures.
 */
final class CertificateChain {

  /** No public key infrastructure needs more; each costs the check of a signature. */
  static final int MAX_CERTIFICATES = 10;

  /** Several times the size of a certificate with many names or a large key. */
  static final int MAX_CERTIFICATE_SIZE = 16_384;

  /** The bit for {@code digitalSignature} (RFC 5280 §4.2.1.3). */
  private static final int DIGITAL_SIGNATURE = 0;

  private CertificateChain() {}

  /** The whole chain, in its order. */
  static List<X509Certificate> parse(Credential.X509 credential) throws RefusedChain {
    List<Certificate> entries = credential.certificates();
    if (entries.size() > MAX_CERTIFICATES) {
      throw new RefusedChain("a chain of " + entries.size() + " certificates");
    }
    List<X509Certificate> chain = new ArrayList<>(entries.size());
    for (Certificate entry : entries) {
      X509Certificate next = parse(entry.certData(), chain.size());
      if (!chain.isEmpty()
          && !chain
              .get(chain.size() - 1)
              .getIssuerX500Principal()
              .equals(next.getSubjectX500Principal())) {
        throw new RefusedChain("certificate " + chain.size() + " is not the issuer of the last");
      }
      chain.add(next);
    }
    return chain;
  }

  /** The certificate of the client itself. */
  static X509Certificate parseEndEntity(Credential.X509 credential) throws RefusedChain {
    if (credential.certificates().isEmpty()) {
      throw new RefusedChain("an empty chain");
    }
    return parse(credential.certificates().get(0).certData(), 0);
  }

  /** The platform also reads other forms, and stops at the end of the first certificate. */
  private static X509Certificate parse(Bytes der, int index) throws RefusedChain {
    if (der.size() > MAX_CERTIFICATE_SIZE) {
      throw new RefusedChain("certificate " + index + " has " + der.size() + " bytes");
    }
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
      if (certificate != null && Bytes.wrap(certificate.getEncoded()).equals(der)) {
        return certificate;
      }
    } catch (CertificateException | RuntimeException e) {
      throw new RefusedChain("certificate " + index + " is not one", e);
    }
    throw new RefusedChain("certificate " + index + " is not exactly one in DER");
  }

  /** What makes a certificate that of a member, who signs with this key. */
  static void checkEndEntity(X509Certificate certificate, SignaturePublicKey key)
      throws RefusedChain {
    if (!key.equals(signatureKey(certificate))) {
      throw new RefusedChain("the certificate is for another key");
    }
    if (certificate.getBasicConstraints() >= 0) {
      throw new RefusedChain("the certificate is that of an authority");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      throw new RefusedChain("the certificate is not for signatures");
    }
  }

  private static @Nullable SignaturePublicKey signatureKey(X509Certificate certificate)
      throws RefusedChain {
    try {
      PublicKey key = certificate.getPublicKey();
      byte[] encoded = key.getEncoded();
      return encoded == null ? null : SubjectPublicKeyInfo.decode(Bytes.wrap(encoded));
    } catch (RuntimeException e) {
      throw new RefusedChain("the certificate's key is not one", e);
    }
  }
}
