package io.github.mls4j.interop.runner;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.AddExternalSignerRequest;
import io.github.mls4j.interop.proto.CreateExternalSignerRequest;
import io.github.mls4j.interop.proto.CreateExternalSignerResponse;
import io.github.mls4j.interop.proto.ExternalSignerProposalRequest;
import io.github.mls4j.interop.proto.GroupInfoRequest;
import io.github.mls4j.interop.proto.GroupInfoResponse;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.github.mls4j.interop.proto.NewMemberAddProposalRequest;
import io.github.mls4j.interop.proto.NewMemberAddProposalResponse;

/** Proposals of those who are no members (RFC 9420 §12.1.8). */
final class Outsiders {

  private final Conversation conversation;
  private final Proposals proposals;

  Outsiders(Conversation conversation, Proposals proposals) {
    this.conversation = conversation;
    this.proposals = proposals;
  }

  void newMemberAdd(Step.NewMemberAdd step) throws StepFailure {
    GroupInfoResponse info = groupInfo(step.actor(), false);
    NewMemberAddProposalResponse proposed =
        conversation.call(
            step.joiner(),
            MLSClientGrpc.getNewMemberAddProposalMethod(),
            NewMemberAddProposalRequest.newBuilder()
                .setGroupInfo(info.getGroupInfo())
                .setIdentity(ByteString.copyFromUtf8(step.joiner()))
                .build());
    conversation.transaction(step.joiner(), proposed.getTransactionId());
    conversation.make(Output.PROPOSAL, proposed.getProposal());
  }

  void addExternalSigner(Step.AddExternalSigner step) throws StepFailure {
    CreateExternalSignerResponse made =
        conversation.call(
            step.signer(),
            MLSClientGrpc.getCreateExternalSignerMethod(),
            CreateExternalSignerRequest.newBuilder()
                .setCipherSuite(conversation.suite())
                .setIdentity(ByteString.copyFromUtf8(step.signer()))
                .build());
    conversation.signer(step.signer(), made.getSignerId());
    conversation.make(
        Output.PROPOSAL,
        conversation
            .call(
                step.actor(),
                MLSClientGrpc.getAddExternalSignerMethod(),
                AddExternalSignerRequest.newBuilder()
                    .setStateId(conversation.state(step.actor()))
                    .setExternalSender(made.getExternalSender())
                    .build())
            .getProposal());
  }

  void propose(Step.ExternalSignerPropose step) throws StepFailure {
    GroupInfoResponse info = groupInfo(step.member(), true);
    ExternalSignerProposalRequest request =
        ExternalSignerProposalRequest.newBuilder()
            .setSignerId(conversation.signer(step.actor()))
            .setGroupInfo(info.getGroupInfo())
            .setRatchetTree(info.getRatchetTree())
            .setDescription(proposals.describe(step.actor(), step.proposal()))
            .build();
    conversation.make(
        Output.PROPOSAL,
        conversation
            .call(step.actor(), MLSClientGrpc.getExternalSignerProposalMethod(), request)
            .getProposal());
  }

  private GroupInfoResponse groupInfo(String member, boolean externalTree) throws StepFailure {
    return conversation.call(
        member,
        MLSClientGrpc.getGroupInfoMethod(),
        GroupInfoRequest.newBuilder()
            .setStateId(conversation.state(member))
            .setExternalTree(externalTree)
            .build());
  }
}
