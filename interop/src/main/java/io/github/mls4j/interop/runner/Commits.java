package io.github.mls4j.interop.runner;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.CreateKeyPackageResponse;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.HandleCommitResponse;
import io.github.mls4j.interop.proto.HandlePendingCommitRequest;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.github.mls4j.interop.proto.ProposalDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commits, and how members go on to the epochs that they make. */
final class Commits {

  private final Conversation conversation;
  private final Proposals proposals;
  private final Joins joins;

  /** The step in which an actor has last committed. */
  private final Map<String, Integer> pending = new HashMap<>();

  Commits(Conversation conversation, Proposals proposals, Joins joins) {
    this.conversation = conversation;
    this.proposals = proposals;
    this.joins = joins;
  }

  /** The first commit of a group: all these are added by value. */
  void addAll(String creator, List<String> members) throws StepFailure {
    List<ProposalDescription> adds = new ArrayList<>();
    for (String member : members) {
      CreateKeyPackageResponse made = joins.createKeyPackage(member);
      conversation.transaction(member, made.getTransactionId());
      adds.add(Proposals.describeAdd(made.getKeyPackage()));
    }
    commit(creator, CommitRequest.newBuilder().addAllByValue(adds));
    handlePending(creator);
    for (String member : members) {
      joins.joinGroup(member, conversation.currentStep());
    }
  }

  void commit(Step.Commit step) throws StepFailure {
    String actor = step.actor();
    commit(
        actor,
        CommitRequest.newBuilder()
            .addAllByReference(conversation.made(actor, step.byReference(), Output.PROPOSAL))
            .addAllByValue(proposals.describe(actor, step.byValue()))
            .setForcePath(step.forcePath())
            .setExternalTree(step.externalTree()));
    if (!step.full()) {
      return;
    }
    int made = conversation.currentStep();
    handlePending(actor);
    for (String member : step.members()) {
      handle(member, made, step.byReference());
    }
    for (String joiner : step.joiners()) {
      joins.joinGroup(joiner, made);
    }
  }

  private void commit(String actor, CommitRequest.Builder request) throws StepFailure {
    CommitResponse made =
        conversation.call(
            actor,
            MLSClientGrpc.getCommitMethod(),
            request.setStateId(conversation.state(actor)).build());
    conversation.make(Output.COMMIT, made.getCommit());
    conversation.make(Output.WELCOME, made.getWelcome());
    if (request.getExternalTree()) {
      conversation.make(Output.RATCHET_TREE, made.getRatchetTree());
    }
    pending.put(actor, conversation.currentStep());
  }

  /** The actor goes on to the epoch of its own commit. */
  void handlePending(String actor) throws StepFailure {
    Integer step = pending.get(actor);
    if (step == null) {
      throw StepFailure.impossible(actor, actor + " has not committed");
    }
    HandleCommitResponse handled =
        conversation.call(
            actor,
            MLSClientGrpc.getHandlePendingCommitMethod(),
            HandlePendingCommitRequest.newBuilder().setStateId(conversation.state(actor)).build());
    pending.remove(actor);
    conversation.advance(actor, handled.getStateId());
    conversation
        .agreement(step)
        .require(
            actor, MLSClientGrpc.getHandlePendingCommitMethod(), handled.getEpochAuthenticator());
  }

  /** A member takes the commit of that step. */
  void handle(String member, int step, List<Integer> byReference) throws StepFailure {
    List<ByteString> referred = conversation.made(member, byReference, Output.PROPOSAL);
    HandleCommitResponse handled =
        conversation.call(
            member,
            MLSClientGrpc.getHandleCommitMethod(),
            HandleCommitRequest.newBuilder()
                .setStateId(conversation.state(member))
                .addAllProposal(referred)
                .setCommit(conversation.made(member, step, Output.COMMIT))
                .build());
    conversation.advance(member, handled.getStateId());
    conversation
        .agreement(step)
        .require(member, MLSClientGrpc.getHandleCommitMethod(), handled.getEpochAuthenticator());
  }

  /** A member takes the external commit that was just made. */
  void handleExternal(String member) throws StepFailure {
    handle(member, conversation.currentStep(), List.of());
  }
}
