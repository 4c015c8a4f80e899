package io.github.mls4j.interop.server;

import io.github.mls4j.codec.DecodeException;
import io.github.mls4j.codec.MlsException;
import io.github.mls4j.codec.TlsReader;
import io.github.mls4j.interop.proto.AddExternalSignerRequest;
import io.github.mls4j.interop.proto.AddProposalRequest;
import io.github.mls4j.interop.proto.ExternalPSKProposalRequest;
import io.github.mls4j.interop.proto.GroupContextExtensionsProposalRequest;
import io.github.mls4j.interop.proto.ProposalResponse;
import io.github.mls4j.interop.proto.ReInitProposalRequest;
import io.github.mls4j.interop.proto.RemoveProposalRequest;
import io.github.mls4j.interop.proto.ResumptionPSKProposalRequest;
import io.github.mls4j.interop.proto.UpdateProposalRequest;
import io.github.mls4j.wire.Extension;
import io.github.mls4j.wire.ExtensionType;
import io.github.mls4j.wire.ExternalSender;
import io.github.mls4j.wire.ExternalSenders;
import java.util.ArrayList;
import java.util.List;

/** Proposals that a member sends. */
final class MemberProposals {

  private final States states;

  MemberProposals(States states) {
    this.states = states;
  }

  private ProposalResponse propose(int stateId, States.Use<MemberState, Wish> wish)
      throws MlsException {
    return states.with(
        stateId,
        MemberState.class,
        state ->
            ProposalResponse.newBuilder()
                .setProposal(Requests.field(state.propose(wish.of(state))))
                .build());
  }

  ProposalResponse add(AddProposalRequest request) throws MlsException {
    return propose(
        request.getStateId(), state -> new Wish.Add(Requests.keyPackage(request.getKeyPackage())));
  }

  ProposalResponse update(UpdateProposalRequest request) throws MlsException {
    return propose(request.getStateId(), state -> new Wish.Update());
  }

  ProposalResponse remove(RemoveProposalRequest request) throws MlsException {
    return propose(
        request.getStateId(),
        state -> new Wish.Remove(Requests.leaf(state.group().members(), request.getRemovedId())));
  }

  ProposalResponse externalPsk(ExternalPSKProposalRequest request) throws MlsException {
    return propose(
        request.getStateId(), state -> new Wish.ExternalPsk(Requests.bytes(request.getPskId())));
  }

  ProposalResponse resumptionPsk(ResumptionPSKProposalRequest request) throws MlsException {
    return propose(request.getStateId(), state -> new Wish.ResumptionPsk(request.getEpochId()));
  }

  ProposalResponse groupContextExtensions(GroupContextExtensionsProposalRequest request)
      throws MlsException {
    return propose(
        request.getStateId(),
        state -> new Wish.GroupContextExtensions(Requests.extensions(request.getExtensionsList())));
  }

  ProposalResponse reInit(ReInitProposalRequest request) throws MlsException {
    return propose(
        request.getStateId(),
        state ->
            Wish.reInit(
                request.getGroupId(), request.getCipherSuite(), request.getExtensionsList()));
  }

  ProposalResponse addExternalSigner(AddExternalSignerRequest request) throws MlsException {
    return propose(
        request.getStateId(),
        state ->
            new Wish.GroupContextExtensions(
                withSender(
                    state.group().context().extensions(),
                    TlsReader.decode(
                        Requests.bytes(request.getExternalSender()), ExternalSender::readFrom))));
  }

  /** Keeps what is there, other senders too. */
  private static List<Extension> withSender(List<Extension> extensions, ExternalSender sender)
      throws DecodeException {
    List<Extension> result = new ArrayList<>();
    List<ExternalSender> senders = new ArrayList<>();
    for (Extension extension : extensions) {
      if (extension.extensionType().equals(ExtensionType.EXTERNAL_SENDERS)) {
        senders.addAll(senders(extension));
      } else {
        result.add(extension);
      }
    }
    senders.add(sender);
    result.add(
        new Extension(ExtensionType.EXTERNAL_SENDERS, new ExternalSenders(senders).encode()));
    return result;
  }

  /** Who may send proposals from outside. */
  static List<ExternalSender> senders(Extension extension) throws DecodeException {
    return TlsReader.decode(extension.extensionData(), ExternalSenders::readFrom).externalSenders();
  }
}
