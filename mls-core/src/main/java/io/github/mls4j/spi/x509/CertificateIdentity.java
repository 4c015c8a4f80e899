package io.github.mls4j.spi.x509;

import io.github.mls4j.codec.Bytes;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom an end-entity certificate names: the "presented identifier" that an application goes by (RFC
 * 9420 §5.3.1). Certificates of one party, old and new, name it in the same way.
 */
@FunctionalInterface
public interface CertificateIdentity {

  /**
   * The identity, or null if the certificate names nobody in the way that is looked for. The
   * certificate may be one that is not valid.
   */
  @Nullable Bytes of(X509Certificate certificate);

  /** The subject's distinguished name, in DER. A certificate with an empty one names nobody. */
  static CertificateIdentity subject() {
    return certificate ->
        certificate.getSubjectX500Principal().getName().isEmpty()
            ? null
            : Bytes.wrap(certificate.getSubjectX500Principal().getEncoded());
  }

  /** The one {@code rfc822Name} among the subject's alternative names: an e-mail address. */
  static CertificateIdentity email() {
    return alternativeName(1);
  }

  /** The one {@code dNSName} among the subject's alternative names. */
  static CertificateIdentity dnsName() {
    return alternativeName(2);
  }

  /** The one {@code uniformResourceIdentifier} among the subject's alternative names. */
  static CertificateIdentity uri() {
    return alternativeName(6);
  }

  /** One name of that kind (RFC 5280 §4.2.1.6): none is nobody, and of several none is the one. */
  private static CertificateIdentity alternativeName(int kind) {
    return certificate -> {
      Collection<List<?>> names;
      try {
        names = certificate.getSubjectAlternativeNames();
      } catch (CertificateParsingException e) {
        return null;
      }
      Bytes found = null;
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (Integer.valueOf(kind).equals(name.get(0))) {
          if (found != null || !(name.get(1) instanceof String text) || text.isEmpty()) {
            return null;
          }
          found = Bytes.ofUtf8(text);
        }
      }
      return found;
    };
  }
}
