package io.github.mls4j.spi.x509;

import com.google.common.collect.MapMaker;
import io.github.mls4j.codec.Bytes;
import io.github.mls4j.spi.AuthenticationService;
import io.github.mls4j.spi.PresentedCredential;
import io.github.mls4j.spi.Verdict;
import io.github.mls4j.wire.Certificate;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Believes X.509 credentials whose chain leads to a trust anchor (RFC 9420 §5.3, RFC 5280), by the
 * platform's PKIX. The end-entity certificate is for the signature key of its leaf, is not that of
 * an authority, may sign if it says what it may, and names somebody. Credentials of other types are
 * refused: see {@link AuthenticationService#byType}.
 *
 * <p>Whatever a stranger sends is answered by a verdict, and costs no more than {@value
 * CertificateChain#MAX_CERTIFICATES} certificates of {@value CertificateChain#MAX_CERTIFICATE_SIZE}
 * bytes.
 */
public final class X509AuthenticationService implements AuthenticationService {

  /** Which of the parties whose certificate is in order the application wants in its groups. */
  @FunctionalInterface
  public interface Admission {

    /**
     * The application's word on a party: its "reference identifiers" (RFC 9420 §5.3.1).
     *
     * @param identity whom the certificate names
     * @param certificate of the party itself, which is valid
     * @param presented with the role that the party is to have
     */
    Verdict admit(Bytes identity, X509Certificate certificate, PresentedCredential presented);
  }

  private record Named(@Nullable Bytes identity) {}

  private final CertificateIdentity identity;
  private final PathValidator paths;
  private final Admission admission;
  private final boolean identityIsOneClient;

  /** What is asked of all members of a group again and again, for as long as they are in memory. */
  private final Map<Credential, Named> names = new MapMaker().weakKeys().makeMap();

  private X509AuthenticationService(Builder b) {
    identity = b.identity;
    paths = new PathValidator(b.anchors, b.intermediates, b.clock, b.revocation, b.stores);
    admission = b.admission;
    identityIsOneClient = b.identityIsOneClient;
  }

  /**
   * A service to set up.
   *
   * @param anchors whom the application trusts to issue certificates
   * @param identity how certificates name their holders
   * @throws IllegalArgumentException if there are no anchors
   */
  public static Builder builder(Set<TrustAnchor> anchors, CertificateIdentity identity) {
    return new Builder(anchors, identity);
  }

  /**
   * The credential of who holds these certificates.
   *
   * @param chain its own certificate first, each issued by the next; authorities that all others
   *     know may be left out (§5.3)
   * @throws IllegalArgumentException if a certificate cannot be encoded
   */
  public static Credential.X509 credential(List<? extends java.security.cert.Certificate> chain) {
    List<Certificate> entries = new ArrayList<>(chain.size());
    for (java.security.cert.Certificate one : chain) {
      try {
        entries.add(new Certificate(Bytes.wrap(one.getEncoded())));
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("certificate " + entries.size(), e);
      }
    }
    return new Credential.X509(entries);
  }

  @Override
  public Verdict validate(PresentedCredential presented) {
    if (!(presented.credential() instanceof Credential.X509 credential)) {
      return Verdict.refused("not an X.509 credential");
    }
    X509Certificate endEntity;
    try {
      endEntity = CertificateChain.parseEndEntity(credential);
      CertificateChain.checkEndEntity(endEntity, presented.signatureKey());
      paths.validate(CertificateChain.parse(credential));
    } catch (RefusedChain e) {
      return Verdict.refused(e.reason());
    }
    Bytes named = identity.of(endEntity);
    return named == null
        ? Verdict.refused("the certificate names nobody")
        : admission.admit(named, endEntity, presented);
  }

  @Override
  public @Nullable Bytes identity(Credential credential) {
    return names.computeIfAbsent(credential, this::name).identity();
  }

  private Named name(Credential credential) {
    try {
      return new Named(
          credential instanceof Credential.X509 x509
              ? identity.of(CertificateChain.parseEndEntity(x509))
              : null);
    } catch (RefusedChain e) {
      return new Named(null);
    }
  }

  @Override
  public @Nullable Bytes client(Credential credential) {
    return identityIsOneClient ? identity(credential) : null;
  }

  @Override
  public List<CredentialType> credentialTypes() {
    return List.of(CredentialType.X509);
  }

  /** Collects an {@link X509AuthenticationService}; each method is named after what it sets. */
  public static final class Builder {

    private final Set<TrustAnchor> anchors;
    private final CertificateIdentity identity;
    private List<X509Certificate> intermediates = List.of();
    private InstantSource clock = InstantSource.system();
    private @Nullable Set<PKIXRevocationChecker.Option> revocation;
    private List<CertStore> stores = List.of();
    private Admission admission = (identity, certificate, presented) -> Verdict.accepted();
    private boolean identityIsOneClient;

    private Builder(Set<TrustAnchor> anchors, CertificateIdentity identity) {
      if (anchors.isEmpty()) {
        throw new IllegalArgumentException("nobody is trusted");
      }
      this.anchors = Set.copyOf(anchors);
      this.identity = identity;
    }

    /** Authorities that all clients know, so that chains may leave them out. */
    public Builder intermediates(Collection<X509Certificate> value) {
      intermediates = List.copyOf(value);
      return this;
    }

    /** Tells when certificates are looked at; the system's clock unless set. */
    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    /**
     * Checks revocation, which is not done unless asked for.
     *
     * @param options how, as the platform knows it; {@code PREFER_CRLS} and {@code NO_FALLBACK}
     *     together ask nobody over the network
     * @param stores where revocation lists are found; they are looked into at each check, so that a
     *     store over a collection that is replaced in time goes with it
     */
    public Builder revocation(Set<PKIXRevocationChecker.Option> options, List<CertStore> stores) {
      this.revocation =
          options.isEmpty()
              ? EnumSet.noneOf(PKIXRevocationChecker.Option.class)
              : EnumSet.copyOf(options);
      this.stores = List.copyOf(stores);
      return this;
    }

    /** Whom the application wants of those whose certificates are in order; all unless set. */
    public Builder admission(Admission value) {
      admission = value;
      return this;
    }

    /** Whether an identity stands for one client only; see {@link AuthenticationService#client}. */
    public Builder identityIsOneClient(boolean value) {
      identityIsOneClient = value;
      return this;
    }

    /** The service as set up so far. */
    public X509AuthenticationService build() {
      return new X509AuthenticationService(this);
    }
  }
}
