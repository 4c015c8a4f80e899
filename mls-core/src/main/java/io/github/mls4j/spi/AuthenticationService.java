package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application's view on who is who (RFC 9420 §5.3.1). It is asked about every credential that
 * is new to a group, and only then: what it has accepted stays accepted when it expires (§5.3.2).
 *
 * <p>Implementations answer from what they have at hand and do not block for long: they are asked
 * while a message is being processed. All members should come to the same answers, since a commit
 * that some refuse parts them from the others. Groups in several threads ask at the same time.
 */
public interface AuthenticationService {

  /**
   * Whether the credential is to be believed: that it belongs to the signature key, and that it is
   * one that the application wants to see in this role.
   */
  Verdict validate(PresentedCredential presented);

  /**
   * As {@link #validate}, for all members and external senders of a group that is being joined at
   * once: for services that have to ask elsewhere.
   *
   * @return the verdicts in the same order; they may end with the first refusal
   */
  default List<Verdict> validateAll(List<PresentedCredential> presented) {
    List<Verdict> verdicts = new ArrayList<>(presented.size());
    for (PresentedCredential one : presented) {
      Verdict verdict = validate(one);
      verdicts.add(verdict);
      if (!verdict.isAccepted()) {
        break;
      }
    }
    return verdicts;
  }

  /**
   * Whom a credential names, in a form of the application's choice: equal values are the same
   * party. By it members are recognised in a group that starts from another (§11.2, §11.3). It is a
   * function of the credential alone and cheap; the credential may be one that is not valid.
   *
   * @return null if it names nobody
   */
  @Nullable Bytes identity(Credential credential);

  /**
   * Which client a credential stands for, where it tells: then no commit may add that client twice,
   * or while it is in the group (§12.2). Null, unless overridden: as where a user's devices share a
   * name, clients are told apart by their signature keys alone. Like {@link #identity} a function
   * of the credential alone, and cheap.
   */
  default @Nullable Bytes client(Credential credential) {
    return null;
  }

  /**
   * The types of credentials that this service can judge: what a client says it supports (§7.2),
   * unless its configuration says otherwise.
   */
  default List<CredentialType> credentialTypes() {
    return List.of(CredentialType.BASIC, CredentialType.X509);
  }

  /**
   * Whether a new credential, which has been validated, may take the place of another in a leaf.
   * The same identity may, unless overridden; an equal credential is not asked about.
   */
  default Verdict validateSuccessor(Credential credential, Credential successor) {
    Bytes identity = identity(credential);
    return Verdict.of(
        identity != null && identity.equals(identity(successor)), "it names somebody else");
  }

  /**
   * Has each type of credential judged by a service of its own; other types are refused. Nobody is
   * the same party, or the same client, under two types.
   */
  static AuthenticationService byType(Map<CredentialType, AuthenticationService> services) {
    return new AuthenticationByType(services);
  }

  /**
   * Believes what basic credentials claim: for applications that authenticate their members by
   * other means, and for tests. Several clients may have one identity.
   */
  static AuthenticationService trustingBasicCredentials() {
    return new AuthenticationService() {
      @Override
      public Verdict validate(PresentedCredential presented) {
        return Verdict.of(
            presented.credential() instanceof Credential.Basic, "not a basic credential");
      }

      @Override
      public @Nullable Bytes identity(Credential credential) {
        return credential instanceof Credential.Basic basic ? basic.identity() : null;
      }

      @Override
      public List<CredentialType> credentialTypes() {
        return List.of(CredentialType.BASIC);
      }
    };
  }
}
