package io.github.mls4j.interop.runner;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CreateBranchRequest;
import io.github.mls4j.interop.proto.CreateKeyPackageResponse;
import io.github.mls4j.interop.proto.CreateSubgroupResponse;
import io.github.mls4j.interop.proto.HandleBranchRequest;
import io.github.mls4j.interop.proto.HandleBranchResponse;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.HandlePendingCommitRequest;
import io.github.mls4j.interop.proto.HandleReInitCommitResponse;
import io.github.mls4j.interop.proto.HandleReInitWelcomeRequest;
import io.github.mls4j.interop.proto.JoinGroupResponse;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.github.mls4j.interop.proto.ReInitWelcomeRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups that come of others: by ReInit and by branching (RFC 9420 §11.2, §11.3). */
final class Subgroups {

  private final Conversation conversation;
  private final Proposals proposals;
  private final Joins joins;

  Subgroups(Conversation conversation, Proposals proposals, Joins joins) {
    this.conversation = conversation;
    this.proposals = proposals;
    this.joins = joins;
  }

  /** All members of a group that ends, and what each has for the next one. */
  private static final class Ending {
    final Map<String, HandleReInitCommitResponse> members = new LinkedHashMap<>();

    HandleReInitCommitResponse of(String member) {
      HandleReInitCommitResponse response = members.get(member);
      if (response == null) {
        throw new IllegalStateException(member + " has not handled the commit");
      }
      return response;
    }
  }

  void reInit(Step.ReInit step) throws StepFailure {
    Ending ending = end(step, proposal(step));

    String welcomer = step.welcomer();
    List<ByteString> keyPackages = new ArrayList<>();
    ending.members.forEach(
        (member, response) -> {
          if (!member.equals(welcomer)) {
            keyPackages.add(response.getKeyPackage());
          }
        });
    CreateSubgroupResponse created =
        conversation.call(
            welcomer,
            MLSClientGrpc.getReInitWelcomeMethod(),
            ReInitWelcomeRequest.newBuilder()
                .setReinitId(ending.of(welcomer).getReinitId())
                .addAllKeyPackage(keyPackages)
                .setForcePath(step.forcePath())
                .setExternalTree(step.externalTree())
                .build());
    conversation.succeed(welcomer, created.getStateId());
    Agreement agreement = new Agreement();
    agreement.require(
        welcomer, MLSClientGrpc.getReInitWelcomeMethod(), created.getEpochAuthenticator());

    ByteString tree = step.externalTree() ? created.getRatchetTree() : ByteString.EMPTY;
    for (String member : ending.members.keySet()) {
      if (!member.equals(welcomer)) {
        JoinGroupResponse joined =
            conversation.call(
                member,
                MLSClientGrpc.getHandleReInitWelcomeMethod(),
                HandleReInitWelcomeRequest.newBuilder()
                    .setReinitId(ending.of(member).getReinitId())
                    .setWelcome(created.getWelcome())
                    .setRatchetTree(tree)
                    .build());
        conversation.succeed(member, joined.getStateId());
        agreement.require(
            member, MLSClientGrpc.getHandleReInitWelcomeMethod(), joined.getEpochAuthenticator());
      }
    }
  }

  private ByteString proposal(Step.ReInit step) throws StepFailure {
    if (step.proposer() == null) {
      return conversation.made(step.committer(), step.externalProposal(), Output.PROPOSAL);
    }
    return proposals.propose(step.proposer(), step.proposal());
  }

  /** The last commit of the old group, and everyone's answer to it. */
  private Ending end(Step.ReInit step, ByteString proposal) throws StepFailure {
    String committer = step.committer();
    ByteString commit =
        conversation
            .call(
                committer,
                MLSClientGrpc.getReInitCommitMethod(),
                CommitRequest.newBuilder()
                    .setStateId(conversation.state(committer))
                    .addByReference(proposal)
                    .build())
            .getCommit();
    Ending ending = new Ending();
    HandleReInitCommitResponse own =
        conversation.call(
            committer,
            MLSClientGrpc.getHandlePendingReInitCommitMethod(),
            HandlePendingCommitRequest.newBuilder()
                .setStateId(conversation.state(committer))
                .build());
    ending.members.put(committer, own);
    Agreement agreement = new Agreement();
    agreement.require(
        committer, MLSClientGrpc.getHandlePendingReInitCommitMethod(), own.getEpochAuthenticator());
    for (String member : others(step)) {
      HandleReInitCommitResponse handled =
          conversation.call(
              member,
              MLSClientGrpc.getHandleReInitCommitMethod(),
              HandleCommitRequest.newBuilder()
                  .setStateId(conversation.state(member))
                  .addProposal(proposal)
                  .setCommit(commit)
                  .build());
      ending.members.put(member, handled);
      agreement.require(
          member, MLSClientGrpc.getHandleReInitCommitMethod(), handled.getEpochAuthenticator());
    }
    return ending;
  }

  private static Set<String> others(Step.ReInit step) {
    Set<String> others = new LinkedHashSet<>(step.members());
    others.add(step.welcomer());
    if (step.proposer() != null) {
      others.add(step.proposer());
    }
    others.remove(step.committer());
    return others;
  }

  void branch(Step.Branch step) throws StepFailure {
    Map<String, Integer> transactions = new LinkedHashMap<>();
    List<ByteString> keyPackages = new ArrayList<>();
    for (String member : step.members()) {
      CreateKeyPackageResponse made = joins.createKeyPackage(member);
      transactions.put(member, made.getTransactionId());
      keyPackages.add(made.getKeyPackage());
    }
    String actor = step.actor();
    CreateSubgroupResponse created =
        conversation.call(
            actor,
            MLSClientGrpc.getCreateBranchMethod(),
            CreateBranchRequest.newBuilder()
                .setStateId(conversation.state(actor))
                .setGroupId(conversation.newGroup())
                .addAllExtensions(Extension.toProto(step.extensions()))
                .addAllKeyPackages(keyPackages)
                .setForcePath(step.forcePath())
                .setExternalTree(step.externalTree())
                .build());
    conversation.enter(actor, created.getStateId());
    Agreement agreement = new Agreement();
    agreement.require(
        actor, MLSClientGrpc.getCreateBranchMethod(), created.getEpochAuthenticator());

    ByteString tree = step.externalTree() ? created.getRatchetTree() : ByteString.EMPTY;
    for (Map.Entry<String, Integer> joiner : transactions.entrySet()) {
      String member = joiner.getKey();
      HandleBranchResponse joined =
          conversation.call(
              member,
              MLSClientGrpc.getHandleBranchMethod(),
              HandleBranchRequest.newBuilder()
                  .setStateId(conversation.state(member))
                  .setTransactionId(joiner.getValue())
                  .setWelcome(created.getWelcome())
                  .setRatchetTree(tree)
                  .build());
      conversation.enter(member, joined.getStateId());
      agreement.require(
          member, MLSClientGrpc.getHandleBranchMethod(), joined.getEpochAuthenticator());
    }
    conversation.freeReplaced();
  }
}
