package io.github.mls4j.interop.server;

import io.github.mls4j.codec.Bytes;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.group.ApplicationMessage;
import io.github.mls4j.group.Group;
import io.github.mls4j.interop.proto.ExportRequest;
import io.github.mls4j.interop.proto.ExportResponse;
import io.github.mls4j.interop.proto.GroupInfoRequest;
import io.github.mls4j.interop.proto.GroupInfoResponse;
import io.github.mls4j.interop.proto.ProtectRequest;
import io.github.mls4j.interop.proto.ProtectResponse;
import io.github.mls4j.interop.proto.StateAuthRequest;
import io.github.mls4j.interop.proto.StateAuthResponse;
import io.github.mls4j.interop.proto.StorePSKRequest;
import io.github.mls4j.interop.proto.StorePSKResponse;
import io.github.mls4j.interop.proto.UnprotectRequest;
import io.github.mls4j.interop.proto.UnprotectResponse;
import io.github.mls4j.wire.ContentType;

/** What a member does without proposing or committing anything. */
final class Messages {

  private final States states;

  Messages(States states) {
    this.states = states;
  }

  GroupInfoResponse groupInfo(GroupInfoRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state -> {
          Group group = state.group();
          GroupInfoResponse.Builder response =
              GroupInfoResponse.newBuilder()
                  .setGroupInfo(Requests.field(group.groupInfo(!request.getExternalTree())));
          if (request.getExternalTree()) {
            response.setRatchetTree(Requests.field(group.ratchetTree()));
          }
          return response.build();
        });
  }

  StateAuthResponse stateAuth(StateAuthRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state ->
            StateAuthResponse.newBuilder()
                .setStateAuthSecret(Requests.field(state.epochAuthenticator()))
                .build());
  }

  ExportResponse export(ExportRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state ->
            ExportResponse.newBuilder()
                .setExportedSecret(
                    Requests.shown(
                        state
                            .group()
                            .export(
                                request.getLabel(),
                                Requests.bytes(request.getContext()),
                                request.getKeyLength())))
                .build());
  }

  ProtectResponse protect(ProtectRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state ->
            ProtectResponse.newBuilder()
                .setCiphertext(
                    Requests.field(
                        state
                            .group()
                            .protect(
                                Requests.bytes(request.getPlaintext()),
                                Requests.bytes(request.getAuthenticatedData()))))
                .build());
  }

  UnprotectResponse unprotect(UnprotectRequest request) throws MlsException {
    return states.with(
        request.getStateId(),
        MemberState.class,
        state -> {
          Bytes message = Requests.framed(request.getCiphertext(), ContentType.APPLICATION);
          if (!(state.group().receive(message) instanceof ApplicationMessage opened)) {
            throw Refusals.failed("nobody opens a message of its own (RFC 9420 §9)");
          }
          return UnprotectResponse.newBuilder()
              .setAuthenticatedData(Requests.field(opened.authenticatedData()))
              .setPlaintext(Requests.field(opened.data()))
              .build();
        });
  }

  StorePSKResponse storePsk(StorePSKRequest request) throws MlsException {
    return states.with(
        request.getStateOrTransactionId(),
        Held.class,
        held -> {
          Memberships.keep(psks(held), Requests.bytes(request.getPskId()), request.getPskSecret());
          return StorePSKResponse.getDefaultInstance();
        });
  }

  private static ExternalPsks psks(Held held) {
    if (held instanceof MemberState state) {
      return state.actor().psks();
    }
    if (held instanceof Joiner joiner) {
      return joiner.actor().psks();
    }
    throw Refusals.notFound("a " + held.kind() + " is neither a state nor a transaction");
  }
}
