package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.AddExternalSignerRequest;
import io.github.mls4j.interop.proto.AddProposalRequest;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.CreateExternalSignerRequest;
import io.github.mls4j.interop.proto.CreateExternalSignerResponse;
import io.github.mls4j.interop.proto.CreateKeyPackageResponse;
import io.github.mls4j.interop.proto.CreateSubgroupResponse;
import io.github.mls4j.interop.proto.Extension;
import io.github.mls4j.interop.proto.ExternalPSKProposalRequest;
import io.github.mls4j.interop.proto.ExternalSignerProposalRequest;
import io.github.mls4j.interop.proto.GroupContextExtensionsProposalRequest;
import io.github.mls4j.interop.proto.GroupInfoResponse;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.HandlePendingCommitRequest;
import io.github.mls4j.interop.proto.HandleReInitCommitResponse;
import io.github.mls4j.interop.proto.HandleReInitWelcomeRequest;
import io.github.mls4j.interop.proto.NewMemberAddProposalRequest;
import io.github.mls4j.interop.proto.NewMemberAddProposalResponse;
import io.github.mls4j.interop.proto.ProposalDescription;
import io.github.mls4j.interop.proto.ReInitWelcomeRequest;
import io.github.mls4j.interop.proto.RemoveProposalRequest;
import io.github.mls4j.interop.proto.ResumptionPSKProposalRequest;
import io.github.mls4j.interop.proto.UpdateProposalRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a runner asks members and outsiders for, beside commits. */
final class Asks {

  private Asks() {}

  static ByteString add(Talk talk, String sender, String joiner) {
    return talk.stub
        .addProposal(
            AddProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .setKeyPackage(talk.joiners.get(joiner).getKeyPackage())
                .build())
        .getProposal();
  }

  static ByteString update(Talk talk, String sender) {
    return talk.stub
        .updateProposal(UpdateProposalRequest.newBuilder().setStateId(talk.state(sender)).build())
        .getProposal();
  }

  static ByteString remove(Talk talk, String sender, String removed) {
    return talk.stub
        .removeProposal(
            RemoveProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .setRemovedId(Talk.utf8(removed))
                .build())
        .getProposal();
  }

  static ByteString externalPsk(Talk talk, String sender, String id) {
    return talk.stub
        .externalPSKProposal(
            ExternalPSKProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .setPskId(Talk.utf8(id))
                .build())
        .getProposal();
  }

  static ByteString resumptionPsk(Talk talk, String sender, long epoch) {
    return talk.stub
        .resumptionPSKProposal(
            ResumptionPSKProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .setEpochId(epoch)
                .build())
        .getProposal();
  }

  /** As in the working group's scripts: nothing required, nobody outside. */
  static List<Extension> emptyExtensions() {
    return List.of(
        Extension.newBuilder().setExtensionType(3).setExtensionData(bytes(0, 0, 0)).build(),
        Extension.newBuilder().setExtensionType(5).setExtensionData(bytes(0)).build());
  }

  static ByteString bytes(int... values) {
    ByteString.Output out = ByteString.newOutput();
    for (int value : values) {
      out.write(value);
    }
    return out.toByteString();
  }

  static ByteString extensions(Talk talk, String sender) {
    return talk.stub
        .groupContextExtensionsProposal(
            GroupContextExtensionsProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .addAllExtensions(emptyExtensions())
                .build())
        .getProposal();
  }

  static CreateExternalSignerResponse signer(Talk talk, String name) {
    return talk.stub.createExternalSigner(
        CreateExternalSignerRequest.newBuilder()
            .setCipherSuite(talk.suite)
            .setIdentity(Talk.utf8(name))
            .build());
  }

  static ByteString addSigner(Talk talk, String sender, CreateExternalSignerResponse signer) {
    return talk.stub
        .addExternalSigner(
            AddExternalSignerRequest.newBuilder()
                .setStateId(talk.state(sender))
                .setExternalSender(signer.getExternalSender())
                .build())
        .getProposal();
  }

  static ByteString newMember(Talk talk, String joiner) {
    NewMemberAddProposalResponse proposed =
        talk.stub.newMemberAddProposal(
            NewMemberAddProposalRequest.newBuilder()
                .setGroupInfo(talk.groupInfo("alice", false).getGroupInfo())
                .setIdentity(Talk.utf8(joiner))
                .build());
    talk.joiners.put(
        joiner,
        CreateKeyPackageResponse.newBuilder()
            .setTransactionId(proposed.getTransactionId())
            .build());
    return proposed.getProposal();
  }

  static ByteString propose(
      Talk talk, CreateExternalSignerResponse signer, ProposalDescription what) {
    GroupInfoResponse groupInfo = talk.groupInfo("alice", true);
    return talk.stub
        .externalSignerProposal(
            ExternalSignerProposalRequest.newBuilder()
                .setSignerId(signer.getSignerId())
                .setGroupInfo(groupInfo.getGroupInfo())
                .setRatchetTree(groupInfo.getRatchetTree())
                .setDescription(what)
                .build())
        .getProposal();
  }

  /** All handle the commit of a ReInit. */
  static Map<String, HandleReInitCommitResponse> end(
      Talk talk, String committer, ByteString proposal) {
    CommitResponse commit =
        talk.stub.reInitCommit(
            CommitRequest.newBuilder()
                .setStateId(talk.state(committer))
                .addByReference(proposal)
                .build());
    Map<String, HandleReInitCommitResponse> reInits = new TreeMap<>();
    for (String member : talk.members.keySet()) {
      reInits.put(
          member,
          member.equals(committer)
              ? talk.stub.handlePendingReInitCommit(
                  HandlePendingCommitRequest.newBuilder().setStateId(talk.state(member)).build())
              : talk.stub.handleReInitCommit(
                  HandleCommitRequest.newBuilder()
                      .setStateId(talk.state(member))
                      .addProposal(proposal)
                      .setCommit(commit.getCommit())
                      .build()));
    }
    assertThat(reInits.values())
        .extracting(HandleReInitCommitResponse::getEpochAuthenticator)
        .containsOnly(reInits.get(committer).getEpochAuthenticator());
    return reInits;
  }

  /** One founds the next group, and all others join it. */
  static void succeed(
      Talk talk,
      String welcomer,
      Map<String, HandleReInitCommitResponse> reInits,
      boolean external) {
    ReInitWelcomeRequest.Builder request =
        ReInitWelcomeRequest.newBuilder()
            .setReinitId(reInits.get(welcomer).getReinitId())
            .setForcePath(external)
            .setExternalTree(external);
    reInits.forEach(
        (member, reInit) -> {
          if (!member.equals(welcomer)) {
            request.addKeyPackage(reInit.getKeyPackage());
          }
        });
    CreateSubgroupResponse founded = talk.stub.reInitWelcome(request.build());
    talk.members.put(welcomer, founded.getStateId());
    reInits.forEach(
        (member, reInit) -> {
          if (!member.equals(welcomer)) {
            var joined =
                talk.stub.handleReInitWelcome(
                    HandleReInitWelcomeRequest.newBuilder()
                        .setReinitId(reInit.getReinitId())
                        .setWelcome(founded.getWelcome())
                        .setRatchetTree(founded.getRatchetTree())
                        .build());
            assertThat(joined.getEpochAuthenticator()).isEqualTo(founded.getEpochAuthenticator());
            talk.members.put(member, joined.getStateId());
          }
        });
  }
}
