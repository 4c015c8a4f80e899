package io.github.mls4j.spi;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.wire.Credential;
import io.github.mls4j.wire.CredentialType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One authentication service for each type of credential. */
final class AuthenticationByType implements AuthenticationService {

  private final Map<CredentialType, AuthenticationService> services;

  AuthenticationByType(Map<CredentialType, AuthenticationService> services) {
    this.services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
  }

  @Override
  public Verdict validate(PresentedCredential presented) {
    AuthenticationService service = services.get(presented.credential().credentialType());
    return service == null
        ? Verdict.refused("credentials of this type are not taken")
        : service.validate(presented);
  }

  /** Each service is asked once, for all of its type. */
  @Override
  public List<Verdict> validateAll(List<PresentedCredential> presented) {
    Map<CredentialType, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < presented.size(); i++) {
      CredentialType type = presented.get(i).credential().credentialType();
      places.computeIfAbsent(type, t -> new ArrayList<>()).add(i);
    }
    Map<Integer, Verdict> answers = new HashMap<>();
    places.forEach(
        (type, indices) -> {
          List<PresentedCredential> ofType = indices.stream().map(presented::get).toList();
          AuthenticationService service = services.get(type);
          List<Verdict> verdicts =
              service == null ? List.of(validate(ofType.get(0))) : service.validateAll(ofType);
          for (int i = 0; i < Math.min(verdicts.size(), indices.size()); i++) {
            answers.put(indices.get(i), verdicts.get(i));
          }
        });
    // A service that ended with a refusal has left only later ones open.
    List<Verdict> inOrder = new ArrayList<>();
    for (int i = 0; i < presented.size() && answers.get(i) != null; i++) {
      inOrder.add(answers.get(i));
    }
    return inOrder;
  }

  @Override
  public @Nullable Bytes identity(Credential credential) {
    AuthenticationService service = services.get(credential.credentialType());
    return service == null ? null : underType(credential, service.identity(credential));
  }

  @Override
  public @Nullable Bytes client(Credential credential) {
    AuthenticationService service = services.get(credential.credentialType());
    return service == null ? null : underType(credential, service.client(credential));
  }

  @Override
  public List<CredentialType> credentialTypes() {
    return List.copyOf(services.keySet());
  }

  private static @Nullable Bytes underType(Credential credential, @Nullable Bytes name) {
    return name == null ? null : Bytes.concat(credential.credentialType().encode(), name);
  }

  @Override
  public Verdict validateSuccessor(Credential credential, Credential successor) {
    CredentialType type = credential.credentialType();
    AuthenticationService service = services.get(type);
    return service == null || !type.equals(successor.credentialType())
        ? Verdict.refused("it is of another type")
        : service.validateSuccessor(credential, successor);
  }
}
