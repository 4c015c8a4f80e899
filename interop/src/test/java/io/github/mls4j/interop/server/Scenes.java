package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.github.mls4j.interop.proto.AddExternalSignerRequest;
import io.github.mls4j.interop.proto.AddProposalRequest;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CreateBranchRequest;
import io.github.mls4j.interop.proto.CreateExternalSignerRequest;
import io.github.mls4j.interop.proto.CreateExternalSignerResponse;
import io.github.mls4j.interop.proto.CreateGroupRequest;
import io.github.mls4j.interop.proto.CreateKeyPackageRequest;
import io.github.mls4j.interop.proto.CreateSubgroupResponse;
import io.github.mls4j.interop.proto.ExportRequest;
import io.github.mls4j.interop.proto.ExternalJoinRequest;
import io.github.mls4j.interop.proto.ExternalPSKProposalRequest;
import io.github.mls4j.interop.proto.ExternalSignerProposalRequest;
import io.github.mls4j.interop.proto.FreeRequest;
import io.github.mls4j.interop.proto.GroupContextExtensionsProposalRequest;
import io.github.mls4j.interop.proto.GroupInfoRequest;
import io.github.mls4j.interop.proto.GroupInfoResponse;
import io.github.mls4j.interop.proto.HandleBranchRequest;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.HandlePendingCommitRequest;
import io.github.mls4j.interop.proto.HandleReInitCommitResponse;
import io.github.mls4j.interop.proto.HandleReInitWelcomeRequest;
import io.github.mls4j.interop.proto.JoinGroupRequest;
import io.github.mls4j.interop.proto.NameRequest;
import io.github.mls4j.interop.proto.NewMemberAddProposalRequest;
import io.github.mls4j.interop.proto.PreSharedKey;
import io.github.mls4j.interop.proto.ProtectRequest;
import io.github.mls4j.interop.proto.ReInitProposalRequest;
import io.github.mls4j.interop.proto.ReInitWelcomeRequest;
import io.github.mls4j.interop.proto.RemoveProposalRequest;
import io.github.mls4j.interop.proto.ResumptionPSKProposalRequest;
import io.github.mls4j.interop.proto.StateAuthRequest;
import io.github.mls4j.interop.proto.StorePSKRequest;
import io.github.mls4j.interop.proto.SupportedCiphersuitesRequest;
import io.github.mls4j.interop.proto.UnprotectRequest;
import io.github.mls4j.interop.proto.UpdateProposalRequest;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * For each call of the protocol, what has to happen before in a group of alice and bob, and a
 * request that is good then.
 */
final class Scenes {

  /** By the name of the call. */
  static final Map<String, Function<Talk, Message>> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("Name", talk -> NameRequest.getDefaultInstance()),
              Map.entry(
                  "SupportedCiphersuites",
                  talk -> SupportedCiphersuitesRequest.getDefaultInstance()),
              Map.entry("CreateGroup", Scenes::createGroup),
              Map.entry("CreateKeyPackage", Scenes::createKeyPackage),
              Map.entry("JoinGroup", Scenes::joinGroup),
              Map.entry("ExternalJoin", Scenes::externalJoin),
              Map.entry(
                  "GroupInfo",
                  talk ->
                      GroupInfoRequest.newBuilder()
                          .setStateId(talk.state("bob"))
                          .setExternalTree(true)
                          .build()),
              Map.entry(
                  "StateAuth",
                  talk -> StateAuthRequest.newBuilder().setStateId(talk.state("bob")).build()),
              Map.entry("Export", Scenes::export),
              Map.entry("Protect", Scenes::protect),
              Map.entry("Unprotect", Scenes::unprotect),
              Map.entry("StorePSK", Scenes::storePsk),
              Map.entry("AddProposal", Scenes::addProposal),
              Map.entry(
                  "UpdateProposal",
                  talk -> UpdateProposalRequest.newBuilder().setStateId(talk.state("bob")).build()),
              Map.entry("RemoveProposal", Scenes::removeProposal),
              Map.entry("ExternalPSKProposal", Scenes::externalPskProposal),
              Map.entry("ResumptionPSKProposal", Scenes::resumptionPskProposal),
              Map.entry("GroupContextExtensionsProposal", Scenes::extensionsProposal),
              Map.entry("Commit", Scenes::commit),
              Map.entry("HandleCommit", Scenes::handleCommit),
              Map.entry("HandlePendingCommit", Scenes::handlePendingCommit),
              Map.entry("ReInitProposal", Scenes::reInitProposal),
              Map.entry("ReInitCommit", Scenes::reInitCommit),
              Map.entry("HandlePendingReInitCommit", Scenes::handlePendingReInitCommit),
              Map.entry("HandleReInitCommit", Scenes::handleReInitCommit),
              Map.entry("ReInitWelcome", Scenes::reInitWelcome),
              Map.entry("HandleReInitWelcome", Scenes::handleReInitWelcome),
              Map.entry("CreateBranch", Scenes::createBranch),
              Map.entry("HandleBranch", Scenes::handleBranch),
              Map.entry("NewMemberAddProposal", Scenes::newMemberAddProposal),
              Map.entry("CreateExternalSigner", Scenes::createExternalSigner),
              Map.entry("AddExternalSigner", Scenes::addExternalSigner),
              Map.entry("ExternalSignerProposal", Scenes::externalSignerProposal),
              Map.entry(
                  "Free", talk -> FreeRequest.newBuilder().setStateId(talk.state("bob")).build())));

  private Scenes() {}

  private static Message createGroup(Talk talk) {
    return CreateGroupRequest.newBuilder()
        .setGroupId(Talk.utf8("another"))
        .setCipherSuite(talk.suite)
        .setIdentity(Talk.utf8("carol"))
        .build();
  }

  private static Message createKeyPackage(Talk talk) {
    return CreateKeyPackageRequest.newBuilder()
        .setCipherSuite(talk.suite)
        .setIdentity(Talk.utf8("carol"))
        .build();
  }

  private static Message joinGroup(Talk talk) {
    ByteString carol = talk.keyPackage("carol");
    var commit =
        talk.commit("alice", plan -> plan.addByValue(Talk.add(carol)).setExternalTree(true));
    return JoinGroupRequest.newBuilder()
        .setTransactionId(talk.joiners.get("carol").getTransactionId())
        .setWelcome(commit.getWelcome())
        .setRatchetTree(commit.getRatchetTree())
        .setEncryptHandshake(true)
        .setIdentity(Talk.utf8("carol"))
        .build();
  }

  private static Message externalJoin(Talk talk) {
    GroupInfoResponse groupInfo = talk.groupInfo("alice", true);
    return ExternalJoinRequest.newBuilder()
        .setGroupInfo(groupInfo.getGroupInfo())
        .setRatchetTree(groupInfo.getRatchetTree())
        .setIdentity(Talk.utf8("bob"))
        .setRemovePrior(true)
        .addPsks(
            PreSharedKey.newBuilder().setPskId(Talk.utf8("psk")).setPskSecret(Talk.utf8("secret")))
        .build();
  }

  private static Message export(Talk talk) {
    return ExportRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .setLabel("label")
        .setContext(Talk.utf8("context"))
        .setKeyLength(32)
        .build();
  }

  private static Message protect(Talk talk) {
    return ProtectRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .setAuthenticatedData(Talk.utf8("beside"))
        .setPlaintext(Talk.utf8("hello"))
        .build();
  }

  private static Message unprotect(Talk talk) {
    ByteString message = talk.protect("alice", "hello");
    talk.commit("alice", commit -> commit);
    return UnprotectRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .setCiphertext(message)
        .build();
  }

  private static Message storePsk(Talk talk) {
    return StorePSKRequest.newBuilder()
        .setStateOrTransactionId(talk.state("bob"))
        .setPskId(Talk.utf8("psk"))
        .setPskSecret(Talk.utf8("secret"))
        .build();
  }

  private static Message addProposal(Talk talk) {
    return AddProposalRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .setKeyPackage(talk.keyPackage("carol"))
        .build();
  }

  private static Message removeProposal(Talk talk) {
    return RemoveProposalRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .setRemovedId(Talk.utf8("alice"))
        .build();
  }

  private static Message externalPskProposal(Talk talk) {
    return ExternalPSKProposalRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .setPskId(Talk.utf8("psk"))
        .build();
  }

  private static Message resumptionPskProposal(Talk talk) {
    return ResumptionPSKProposalRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .setEpochId(1)
        .build();
  }

  private static Message extensionsProposal(Talk talk) {
    return GroupContextExtensionsProposalRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .addAllExtensions(Asks.emptyExtensions())
        .build();
  }

  private static Message commit(Talk talk) {
    ByteString carol = talk.keyPackage("carol");
    talk.storePskAtAll("psk");
    return CommitRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .addByReference(Asks.update(talk, "alice"))
        .addByReference(Asks.externalPsk(talk, "bob", "psk"))
        .addByValue(Talk.add(carol))
        .addByValue(Talk.described("resumptionPSK").setEpochId(1))
        .addByValue(
            Talk.described("groupContextExtensions").addAllExtensions(Asks.emptyExtensions()))
        .setForcePath(true)
        .setExternalTree(true)
        .build();
  }

  private static Message handleCommit(Talk talk) {
    ByteString update = Asks.update(talk, "bob");
    ByteString resumption = Asks.resumptionPsk(talk, "alice", 1);
    ByteString commit =
        talk.stub
            .commit(
                CommitRequest.newBuilder()
                    .setStateId(talk.state("alice"))
                    .addByReference(update)
                    .addByReference(resumption)
                    .build())
            .getCommit();
    return HandleCommitRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .addProposal(update)
        .addProposal(resumption)
        .setCommit(commit)
        .build();
  }

  private static Message handlePendingCommit(Talk talk) {
    talk.stub.commit(CommitRequest.newBuilder().setStateId(talk.state("bob")).build());
    return HandlePendingCommitRequest.newBuilder().setStateId(talk.state("bob")).build();
  }

  private static Message reInitProposal(Talk talk) {
    return ReInitProposalRequest.newBuilder()
        .setStateId(talk.state("alice"))
        .setCipherSuite(talk.suite % 7 + 1)
        .setGroupId(Talk.utf8("next"))
        .addAllExtensions(Asks.emptyExtensions())
        .build();
  }

  private static ByteString proposed(Talk talk) {
    return talk.stub.reInitProposal((ReInitProposalRequest) reInitProposal(talk)).getProposal();
  }

  private static Message reInitCommit(Talk talk) {
    return CommitRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .addByReference(proposed(talk))
        .build();
  }

  private static Message handlePendingReInitCommit(Talk talk) {
    talk.stub.reInitCommit((CommitRequest) reInitCommit(talk));
    return HandlePendingCommitRequest.newBuilder().setStateId(talk.state("bob")).build();
  }

  private static Message handleReInitCommit(Talk talk) {
    ByteString proposal = proposed(talk);
    ByteString commit =
        talk.stub
            .reInitCommit(
                CommitRequest.newBuilder()
                    .setStateId(talk.state("alice"))
                    .addByReference(proposal)
                    .build())
            .getCommit();
    return HandleCommitRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .addProposal(proposal)
        .setCommit(commit)
        .build();
  }

  private static ReInitWelcomeRequest welcome(
      Map<String, HandleReInitCommitResponse> reInits, String welcomer, String joiner) {
    return ReInitWelcomeRequest.newBuilder()
        .setReinitId(reInits.get(welcomer).getReinitId())
        .addKeyPackage(reInits.get(joiner).getKeyPackage())
        .setForcePath(true)
        .setExternalTree(true)
        .build();
  }

  private static Message reInitWelcome(Talk talk) {
    return welcome(Asks.end(talk, "alice", proposed(talk)), "bob", "alice");
  }

  private static Message handleReInitWelcome(Talk talk) {
    Map<String, HandleReInitCommitResponse> reInits = Asks.end(talk, "alice", proposed(talk));
    CreateSubgroupResponse founded = talk.stub.reInitWelcome(welcome(reInits, "alice", "bob"));
    return HandleReInitWelcomeRequest.newBuilder()
        .setReinitId(reInits.get("bob").getReinitId())
        .setWelcome(founded.getWelcome())
        .setRatchetTree(founded.getRatchetTree())
        .build();
  }

  private static CreateBranchRequest branch(Talk talk, String creator, String joiner) {
    return CreateBranchRequest.newBuilder()
        .setStateId(talk.state(creator))
        .setGroupId(Talk.utf8("branch"))
        .addAllExtensions(Asks.emptyExtensions())
        .addKeyPackages(talk.keyPackage(joiner))
        .setForcePath(true)
        .setExternalTree(true)
        .build();
  }

  private static Message createBranch(Talk talk) {
    return branch(talk, "bob", "alice");
  }

  private static Message handleBranch(Talk talk) {
    CreateSubgroupResponse founded = talk.stub.createBranch(branch(talk, "alice", "bob"));
    return HandleBranchRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .setTransactionId(talk.joiners.get("bob").getTransactionId())
        .setWelcome(founded.getWelcome())
        .setRatchetTree(founded.getRatchetTree())
        .build();
  }

  private static Message newMemberAddProposal(Talk talk) {
    return NewMemberAddProposalRequest.newBuilder()
        .setGroupInfo(talk.groupInfo("alice", false).getGroupInfo())
        .setIdentity(Talk.utf8("carol"))
        .build();
  }

  private static Message createExternalSigner(Talk talk) {
    return CreateExternalSignerRequest.newBuilder()
        .setCipherSuite(talk.suite)
        .setIdentity(Talk.utf8("signer"))
        .build();
  }

  private static Message addExternalSigner(Talk talk) {
    return AddExternalSignerRequest.newBuilder()
        .setStateId(talk.state("bob"))
        .setExternalSender(Asks.signer(talk, "signer").getExternalSender())
        .build();
  }

  private static Message externalSignerProposal(Talk talk) {
    CreateExternalSignerResponse signer = Asks.signer(talk, "signer");
    ByteString added = Asks.addSigner(talk, "alice", signer);
    talk.commit("alice", commit -> commit.addByReference(added));
    GroupInfoResponse groupInfo = talk.groupInfo("alice", true);
    assertThat(groupInfo.getRatchetTree()).isNotEmpty();
    return ExternalSignerProposalRequest.newBuilder()
        .setSignerId(signer.getSignerId())
        .setGroupInfo(groupInfo.getGroupInfo())
        .setRatchetTree(groupInfo.getRatchetTree())
        .setDescription(Talk.remove("bob"))
        .build();
  }
}
