package io.github.mls4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.spi.PresentedCredential.Role;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import io.github.mls4j.wire.SignaturePublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Services side by side, one for each type of credential. */
class AuthenticationByTypeTest {

  private static final Credential ALICE = new Credential.Basic(Bytes.ofUtf8("alice"));
  private static final Credential BOB = new Credential.Basic(Bytes.ofUtf8("bob"));
  private static final Credential CERTIFIED = new Credential.X509(List.of());

  /** Believes all but Bob, names everybody alike, and writes down what it is asked together. */
  private static final class Judge implements AuthenticationService {

    final List<Integer> asked = new ArrayList<>();

    @Override
    public Verdict validate(PresentedCredential presented) {
      return Verdict.of(!presented.credential().equals(BOB), "Bob");
    }

    @Override
    public List<Verdict> validateAll(List<PresentedCredential> presented) {
      asked.add(presented.size());
      return AuthenticationService.super.validateAll(presented);
    }

    @Override
    public Bytes identity(Credential credential) {
      return Bytes.ofUtf8("somebody");
    }

    @Override
    public Bytes client(Credential credential) {
      return Bytes.ofUtf8("something");
    }
  }

  private final Judge basic = new Judge();
  private final Judge x509 = new Judge();
  private final AuthenticationService both = AuthenticationService.byType(types());
  private final AuthenticationService one =
      AuthenticationService.byType(Map.of(CredentialType.BASIC, basic));

  private Map<CredentialType, AuthenticationService> types() {
    Map<CredentialType, AuthenticationService> types = new LinkedHashMap<>();
    types.put(CredentialType.X509, x509);
    types.put(CredentialType.BASIC, basic);
    return types;
  }

  private static List<PresentedCredential> presented(Credential... credentials) {
    SignaturePublicKey key = new SignaturePublicKey(Bytes.EMPTY);
    return Stream.of(credentials).map(c -> new PresentedCredential(c, key, Role.MEMBER)).toList();
  }

  private static List<Boolean> accepted(AuthenticationService service, Credential... credentials) {
    return service.validateAll(presented(credentials)).stream().map(Verdict::isAccepted).toList();
  }

  @Test
  void eachIsAskedOnceForItsOwn() {
    assertThat(accepted(both, ALICE, CERTIFIED, ALICE, CERTIFIED, ALICE))
        .containsExactly(true, true, true, true, true);
    assertThat(basic.asked).containsExactly(3);
    assertThat(x509.asked).containsExactly(2);
  }

  @Test
  void verdictsEndWithTheFirstRefusal() {
    assertThat(accepted(both, ALICE, CERTIFIED, BOB, CERTIFIED, ALICE))
        .startsWith(true, true, false)
        .filteredOn(accepted -> !accepted)
        .hasSize(1);
    assertThat(accepted(one, ALICE, CERTIFIED, BOB)).containsExactly(true, false, false);
    assertThat(accepted(one, CERTIFIED, ALICE, CERTIFIED)).startsWith(false);
  }

  @Test
  void otherTypesAreRefused() {
    assertThat(one.validate(presented(CERTIFIED).get(0)).isAccepted()).isFalse();
    assertThat(one.validate(presented(ALICE).get(0)).isAccepted()).isTrue();
    assertThat(one.identity(CERTIFIED)).isNull();
    assertThat(one.client(CERTIFIED)).isNull();
  }

  @Test
  void nobodyIsTheSameUnderTwoTypes() {
    assertThat(both.identity(ALICE)).isEqualTo(both.identity(BOB));
    assertThat(both.identity(ALICE)).isNotEqualTo(both.identity(CERTIFIED));
    assertThat(both.client(ALICE)).isEqualTo(both.client(BOB));
    assertThat(both.client(ALICE)).isNotEqualTo(both.client(CERTIFIED));
    assertThat(both.validateSuccessor(ALICE, BOB).isAccepted()).isTrue();
    assertThat(both.validateSuccessor(ALICE, CERTIFIED).isAccepted()).isFalse();
    assertThat(one.validateSuccessor(CERTIFIED, CERTIFIED).isAccepted()).isFalse();
  }

  @Test
  void supportedTypesAreThoseThatAreJudged() {
    assertThat(both.credentialTypes()).containsExactly(CredentialType.X509, CredentialType.BASIC);
    assertThat(AuthenticationService.trustingBasicCredentials().credentialTypes())
        .containsExactly(CredentialType.BASIC);
  }
}
