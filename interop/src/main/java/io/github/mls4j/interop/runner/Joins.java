package io.github.mls4j.interop.runner;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.CreateGroupRequest;
import io.github.mls4j.interop.proto.CreateKeyPackageRequest;
import io.github.mls4j.interop.proto.CreateKeyPackageResponse;
import io.github.mls4j.interop.proto.ExternalJoinRequest;
import io.github.mls4j.interop.proto.ExternalJoinResponse;
import io.github.mls4j.interop.proto.GroupInfoRequest;
import io.github.mls4j.interop.proto.GroupInfoResponse;
import io.github.mls4j.interop.proto.JoinGroupRequest;
import io.github.mls4j.interop.proto.JoinGroupResponse;
import io.github.mls4j.interop.proto.MLSClientGrpc;
import io.github.mls4j.interop.proto.PreSharedKey;
import java.util.ArrayList;
import java.util.List;

/** Ways to become a member. */
final class Joins {

  private final Conversation conversation;

  Joins(Conversation conversation) {
    this.conversation = conversation;
  }

  void createGroup(String actor) throws StepFailure {
    CreateGroupRequest request =
        CreateGroupRequest.newBuilder()
            .setGroupId(conversation.newGroup())
            .setCipherSuite(conversation.suite())
            .setEncryptHandshake(conversation.encryptHandshake())
            .setIdentity(ByteString.copyFromUtf8(actor))
            .build();
    conversation.enter(
        actor,
        conversation.call(actor, MLSClientGrpc.getCreateGroupMethod(), request).getStateId());
  }

  void createKeyPackage(Step.CreateKeyPackage step) throws StepFailure {
    CreateKeyPackageResponse made = createKeyPackage(step.actor());
    conversation.transaction(step.actor(), made.getTransactionId());
    conversation.make(Output.KEY_PACKAGE, made.getKeyPackage());
  }

  CreateKeyPackageResponse createKeyPackage(String actor) throws StepFailure {
    return conversation.call(
        actor,
        MLSClientGrpc.getCreateKeyPackageMethod(),
        CreateKeyPackageRequest.newBuilder()
            .setCipherSuite(conversation.suite())
            .setIdentity(ByteString.copyFromUtf8(actor))
            .build());
  }

  /** The actor joins by the Welcome of the commit that was made in {@code step}. */
  void joinGroup(String actor, int step) throws StepFailure {
    JoinGroupRequest request =
        JoinGroupRequest.newBuilder()
            .setTransactionId(conversation.transaction(actor))
            .setWelcome(conversation.made(actor, step, Output.WELCOME))
            .setEncryptHandshake(conversation.encryptHandshake())
            .setIdentity(ByteString.copyFromUtf8(actor))
            .setRatchetTree(conversation.madeOrEmpty(step, Output.RATCHET_TREE))
            .build();
    JoinGroupResponse joined =
        conversation.call(actor, MLSClientGrpc.getJoinGroupMethod(), request);
    conversation.enter(actor, joined.getStateId());
    conversation
        .agreement(step)
        .require(actor, MLSClientGrpc.getJoinGroupMethod(), joined.getEpochAuthenticator());
  }

  GroupInfoResponse groupInfo(String actor, boolean externalTree) throws StepFailure {
    GroupInfoResponse info =
        conversation.call(
            actor,
            MLSClientGrpc.getGroupInfoMethod(),
            GroupInfoRequest.newBuilder()
                .setStateId(conversation.state(actor))
                .setExternalTree(externalTree)
                .build());
    conversation.make(Output.GROUP_INFO, info.getGroupInfo());
    conversation.make(Output.RATCHET_TREE, info.getRatchetTree());
    return info;
  }

  void externalJoin(Step.ExternalJoin step) throws StepFailure {
    GroupInfoResponse info = groupInfo(step.actor(), step.externalTree());
    String joiner = step.joiner();
    ExternalJoinRequest request =
        ExternalJoinRequest.newBuilder()
            .setGroupInfo(info.getGroupInfo())
            .setRatchetTree(info.getRatchetTree())
            .setEncryptHandshake(conversation.encryptHandshake())
            .setIdentity(ByteString.copyFromUtf8(joiner))
            .setRemovePrior(step.removePrior())
            .addAllPsks(psks(joiner, step.psks()))
            .build();
    ExternalJoinResponse joined =
        conversation.call(joiner, MLSClientGrpc.getExternalJoinMethod(), request);
    conversation.enter(joiner, joined.getStateId());
    conversation.make(Output.COMMIT, joined.getCommit());
    conversation
        .agreement(conversation.currentStep())
        .require(joiner, MLSClientGrpc.getExternalJoinMethod(), joined.getEpochAuthenticator());
  }

  private List<PreSharedKey> psks(String joiner, List<Integer> steps) throws StepFailure {
    List<PreSharedKey> psks = new ArrayList<>();
    for (int step : steps) {
      psks.add(
          PreSharedKey.newBuilder()
              .setPskId(conversation.made(joiner, step, Output.PSK_ID))
              .setPskSecret(conversation.made(joiner, step, Output.PSK_SECRET))
              .build());
    }
    return psks;
  }
}
