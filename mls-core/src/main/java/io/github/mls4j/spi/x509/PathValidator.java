package io.github.mls4j.spi.x509;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RFC 5280 §6 by the platform's PKIX: signatures, validity, authorities, path lengths, names,
 * revocation. The path is the chain as it came, and what the application has to go on from there:
 * no order but this is tried, so that the work is linear in what a stranger sends.
 *
 * @param anchors whom we trust
 * @param intermediates authorities that chains may leave out (RFC 9420 §5.3)
 * @param clock by which certificates are valid or not
 * @param revocation how revocation is checked; null if it is not
 * @param stores where revocation lists are
 */
record PathValidator(
    Set<TrustAnchor> anchors,
    List<X509Certificate> intermediates,
    InstantSource clock,
    @Nullable Set<PKIXRevocationChecker.Option> revocation,
    List<CertStore> stores) {

  private static final String ALGORITHM = "PKIX";

  /** Ways to go on that are tried, where authorities have cross-signed each other. */
  private static final int MAX_PATHS = 16;

  PathValidator {
    anchors = Set.copyOf(anchors);
    intermediates = List.copyOf(intermediates);
    revocation = revocation == null ? null : Set.copyOf(revocation);
    stores = List.copyOf(stores);
  }

  /** Refuses a chain that leads from no anchor to its first certificate. */
  void validate(List<X509Certificate> chain) throws RefusedChain {
    List<List<X509Certificate>> paths = new ArrayList<>();
    collect(withoutAnchor(chain), paths);
    RefusedChain refusal = new RefusedChain("no trust anchor has issued the chain");
    for (List<X509Certificate> path : paths) {
      try {
        validatePath(path);
        return;
      } catch (RefusedChain e) {
        refusal = e;
      }
    }
    throw refusal;
  }

  /** A chain may end with the anchor itself, which needs no proof. */
  private List<X509Certificate> withoutAnchor(List<X509Certificate> chain) {
    int last = chain.size() - 1;
    boolean isAnchor =
        last > 0 && anchors.stream().anyMatch(a -> chain.get(last).equals(a.getTrustedCert()));
    return isAnchor ? chain.subList(0, last) : chain;
  }

  /** All ways from the end of a chain over intermediates that we know to an anchor. */
  private void collect(List<X509Certificate> chain, List<List<X509Certificate>> paths) {
    if (chain.size() > CertificateChain.MAX_CERTIFICATES || paths.size() == MAX_PATHS) {
      return;
    }
    X509Certificate last = chain.get(chain.size() - 1);
    if (anchors.stream().anyMatch(anchor -> hasIssued(anchor, last))) {
      paths.add(chain);
    }
    for (X509Certificate next : intermediates) {
      if (next.getSubjectX500Principal().equals(last.getIssuerX500Principal())
          && !chain.contains(next)) {
        List<X509Certificate> longer = new ArrayList<>(chain);
        longer.add(next);
        collect(longer, paths);
      }
    }
  }

  private static boolean hasIssued(TrustAnchor anchor, X509Certificate certificate) {
    X509Certificate trusted = anchor.getTrustedCert();
    return certificate
        .getIssuerX500Principal()
        .equals(trusted == null ? anchor.getCA() : trusted.getSubjectX500Principal());
  }

  private void validatePath(List<X509Certificate> certificates) throws RefusedChain {
    try {
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
      CertPathValidator validator = CertPathValidator.getInstance(ALGORITHM);
      validator.validate(path, parameters(validator));
    } catch (CertPathValidatorException e) {
      throw new RefusedChain("certificate " + e.getIndex() + ": " + e.getReason(), e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new RefusedChain("the chain cannot be checked", e);
    }
  }

  private PKIXParameters parameters(CertPathValidator validator) throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setDate(Date.from(clock.instant()));
    parameters.setCertStores(stores);
    parameters.setRevocationEnabled(revocation != null);
    if (revocation != null) {
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOptions(revocation);
      parameters.addCertPathChecker(checker);
    }
    return parameters;
  }
}
