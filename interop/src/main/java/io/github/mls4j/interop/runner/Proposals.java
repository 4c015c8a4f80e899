package io.github.mls4j.interop.runner;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.AddProposalRequest;
import io.github.mls4j.interop.proto.ExternalPSKProposalRequest;
import io.github.mls4j.interop.proto.GroupContextExtensionsProposalRequest;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.github.mls4j.interop.proto.ProposalDescription;
import io.github.mls4j.interop.proto.ProposalResponse;
import io.github.mls4j.interop.proto.ReInitProposalRequest;
import io.github.mls4j.interop.proto.RemoveProposalRequest;
import io.github.mls4j.interop.proto.ResumptionPSKProposalRequest;
import io.github.mls4j.interop.proto.StorePSKRequest;
import io.github.mls4j.interop.proto.UpdateProposalRequest;
import java.util.ArrayList;
import java.util.List;

/** Proposals: those that a member sends, and descriptions of those to be made elsewhere. */
final class Proposals {

  private final Conversation conversation;

  Proposals(Conversation conversation) {
    this.conversation = conversation;
  }

  /** A random PSK for each of these. */
  void installPsk(List<String> actors) throws StepFailure {
    ByteString id = conversation.randomBytes();
    ByteString secret = conversation.randomBytes();
    conversation.make(Output.PSK_ID, id);
    conversation.make(Output.PSK_SECRET, secret);
    for (String actor : actors) {
      conversation.call(
          actor,
          MLSClientGrpc.getStorePSKMethod(),
          StorePSKRequest.newBuilder()
              .setStateOrTransactionId(conversation.stateOrTransaction(actor))
              .setPskId(id)
              .setPskSecret(secret)
              .build());
    }
  }

  /** The actor sends a proposal. */
  ByteString propose(String actor, Proposal proposal) throws StepFailure {
    ByteString sent = send(actor, conversation.state(actor), proposal).getProposal();
    conversation.make(Output.PROPOSAL, sent);
    return sent;
  }

  private ProposalResponse send(String actor, int state, Proposal proposal) throws StepFailure {
    if (proposal instanceof Proposal.Add add) {
      return conversation.call(
          actor,
          MLSClientGrpc.getAddProposalMethod(),
          AddProposalRequest.newBuilder()
              .setStateId(state)
              .setKeyPackage(conversation.made(actor, add.keyPackage(), Output.KEY_PACKAGE))
              .build());
    } else if (proposal instanceof Proposal.Update) {
      return conversation.call(
          actor,
          MLSClientGrpc.getUpdateProposalMethod(),
          UpdateProposalRequest.newBuilder().setStateId(state).build());
    } else if (proposal instanceof Proposal.Remove remove) {
      return conversation.call(
          actor,
          MLSClientGrpc.getRemoveProposalMethod(),
          RemoveProposalRequest.newBuilder()
              .setStateId(state)
              .setRemovedId(ByteString.copyFromUtf8(remove.removed()))
              .build());
    } else if (proposal instanceof Proposal.ExternalPsk psk) {
      return conversation.call(
          actor,
          MLSClientGrpc.getExternalPSKProposalMethod(),
          ExternalPSKProposalRequest.newBuilder()
              .setStateId(state)
              .setPskId(conversation.made(actor, psk.psk(), Output.PSK_ID))
              .build());
    } else if (proposal instanceof Proposal.ResumptionPsk psk) {
      return conversation.call(
          actor,
          MLSClientGrpc.getResumptionPSKProposalMethod(),
          ResumptionPSKProposalRequest.newBuilder()
              .setStateId(state)
              .setEpochId(psk.epoch())
              .build());
    } else if (proposal instanceof Proposal.GroupContextExtensions extensions) {
      return conversation.call(
          actor,
          MLSClientGrpc.getGroupContextExtensionsProposalMethod(),
          GroupContextExtensionsProposalRequest.newBuilder()
              .setStateId(state)
              .addAllExtensions(Extension.toProto(extensions.extensions()))
              .build());
    }
    return sendReInit(actor, state, (Proposal.ReInit) proposal);
  }

  private ProposalResponse sendReInit(String actor, int state, Proposal.ReInit reInit)
      throws StepFailure {
    if (reInit.changeCipherSuite()) {
      conversation.changeCipherSuite(actor);
    }
    return conversation.call(
        actor,
        MLSClientGrpc.getReInitProposalMethod(),
        ReInitProposalRequest.newBuilder()
            .setStateId(state)
            .setCipherSuite(conversation.suite())
            .setGroupId(conversation.nextGroupId(reInit.changeGroupId()))
            .addAllExtensions(Extension.toProto(reInit.extensions()))
            .build());
  }

  List<ProposalDescription> describe(String actor, List<Proposal> proposals) throws StepFailure {
    List<ProposalDescription> descriptions = new ArrayList<>();
    for (Proposal proposal : proposals) {
      descriptions.add(describe(actor, proposal));
    }
    return descriptions;
  }

  /** The proposal, to be made by the actor's client. */
  ProposalDescription describe(String actor, Proposal proposal) throws StepFailure {
    if (proposal instanceof Proposal.Add add) {
      return describeAdd(conversation.made(actor, add.keyPackage(), Output.KEY_PACKAGE));
    } else if (proposal instanceof Proposal.Remove remove) {
      return named("remove").setRemovedId(ByteString.copyFromUtf8(remove.removed())).build();
    } else if (proposal instanceof Proposal.ExternalPsk psk) {
      return named("externalPSK")
          .setPskId(conversation.made(actor, psk.psk(), Output.PSK_ID))
          .build();
    } else if (proposal instanceof Proposal.ResumptionPsk psk) {
      return named("resumptionPSK").setEpochId(psk.epoch()).build();
    } else if (proposal instanceof Proposal.GroupContextExtensions extensions) {
      return named("groupContextExtensions")
          .addAllExtensions(Extension.toProto(extensions.extensions()))
          .build();
    } else if (proposal instanceof Proposal.ReInit reInit) {
      if (reInit.changeCipherSuite()) {
        conversation.changeCipherSuite(actor);
      }
      return named("reinit")
          .setCipherSuite(conversation.suite())
          .setGroupId(conversation.nextGroupId(reInit.changeGroupId()))
          .addAllExtensions(Extension.toProto(reInit.extensions()))
          .build();
    }
    throw StepFailure.impossible(actor, "an Update cannot be described");
  }

  static ProposalDescription describeAdd(ByteString keyPackage) {
    return named("add").setKeyPackage(keyPackage).build();
  }

  private static ProposalDescription.Builder named(String type) {
    return ProposalDescription.newBuilder().setProposalType(ByteString.copyFromUtf8(type));
  }
}
