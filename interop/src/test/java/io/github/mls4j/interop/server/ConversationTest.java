package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.AddExternalSignerRequest;
import io.github.mls4j.interop.proto.AddProposalRequest;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.CreateBranchRequest;
import io.github.mls4j.interop.proto.CreateExternalSignerRequest;
import io.github.mls4j.interop.proto.CreateExternalSignerResponse;
import io.github.mls4j.interop.proto.CreateKeyPackageResponse;
import io.github.mls4j.interop.proto.CreateSubgroupResponse;
import io.github.mls4j.interop.proto.ExportRequest;
import io.github.mls4j.interop.proto.Extension;
import io.github.mls4j.interop.proto.ExternalPSKProposalRequest;
import io.github.mls4j.interop.proto.ExternalSignerProposalRequest;
import io.github.mls4j.interop.proto.FreeRequest;
import io.github.mls4j.interop.proto.GroupContextExtensionsProposalRequest;
import io.github.mls4j.interop.proto.GroupInfoResponse;
import io.github.mls4j.interop.proto.HandleBranchRequest;
import io.github.mls4j.interop.proto.HandleBranchResponse;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.HandlePendingCommitRequest;
import io.github.mls4j.interop.proto.HandleReInitCommitResponse;
import io.github.mls4j.interop.proto.HandleReInitWelcomeRequest;
import io.github.mls4j.interop.proto.NewMemberAddProposalRequest;
import io.github.mls4j.interop.proto.NewMemberAddProposalResponse;
import io.github.mls4j.interop.proto.ProposalDescription;
import io.github.mls4j.interop.proto.ReInitProposalRequest;
import io.github.mls4j.interop.proto.ReInitWelcomeRequest;
import io.github.mls4j.interop.proto.RemoveProposalRequest;
import io.github.mls4j.interop.proto.ResumptionPSKProposalRequest;
import io.github.mls4j.interop.proto.StateAuthRequest;
import io.github.mls4j.interop.proto.UpdateProposalRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients of one server live through what a runner has them do, on each suite and in both forms.
 */
class ConversationTest {

  private static LiveServer live;

  @BeforeAll
  static void start() throws IOException {
    live = new LiveServer();
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  static Stream<Arguments> groups() {
    return IntStream.rangeClosed(1, 7)
        .boxed()
        .flatMap(suite -> Stream.of(Arguments.of(suite, true), Arguments.of(suite, false)));
  }

  private static Talk talk(int suite, boolean encrypt) {
    return new Talk(live.stub, suite, encrypt);
  }

  @ParameterizedTest(name = "suite {0}, encrypted {1}")
  @MethodSource("groups")
  void messagesOpenInAnyOrderAcrossEpochs(int suite, boolean encrypt) {
    Talk talk = talk(suite, encrypt).create("alice", "bob");
    ByteString first = talk.protect("alice", "one");
    ByteString second = talk.protect("alice", "two");
    for (int i = 0; i < 3; i++) {
      talk.commit("alice", commit -> commit.setForcePath(true));
      talk.commit("bob", commit -> commit);
    }
    ByteString third = talk.protect("alice", "three");
    talk.opens("bob", third, "three");
    talk.opens("bob", second, "two");
    talk.opens("bob", first, "one");
    assertThat(exported(talk, "alice")).hasSize(1000).isEqualTo(exported(talk, "bob"));
    assertThat(authenticator(talk, "alice")).isEqualTo(authenticator(talk, "bob"));
  }

  private static List<Byte> exported(Talk talk, String member) {
    ByteString secret =
        talk.stub
            .export(
                ExportRequest.newBuilder()
                    .setStateId(talk.state(member))
                    .setLabel("label")
                    .setContext(Talk.utf8("context"))
                    .setKeyLength(1000)
                    .build())
            .getExportedSecret();
    List<Byte> bytes = new ArrayList<>();
    secret.forEach(bytes::add);
    return bytes;
  }

  private static ByteString authenticator(Talk talk, String member) {
    return talk.stub
        .stateAuth(StateAuthRequest.newBuilder().setStateId(talk.state(member)).build())
        .getStateAuthSecret();
  }

  @ParameterizedTest(name = "suite {0}, encrypted {1}")
  @MethodSource("groups")
  void proposalsOfAllKindsAreCommitted(int suite, boolean encrypt) {
    Talk talk = talk(suite, encrypt).create("alice", "bob", "carol", "dave");
    talk.keyPackage("erin");
    talk.keyPackage("frank");
    talk.storePskAtAll("first");
    talk.storePskAtAll("second");
    Talk.Plan all =
        commit ->
            commit
                .addByReference(add(talk, "alice", "erin"))
                .addByReference(update(talk, "bob"))
                .addByReference(remove(talk, "bob", "carol"))
                .addByReference(externalPsk(talk, "alice", "first"))
                .addByReference(extensions(talk, "bob"))
                .addByValue(Talk.add(talk.joiners.get("frank").getKeyPackage()))
                .addByValue(Talk.remove("dave"))
                .addByValue(Talk.described("externalPSK").setPskId(Talk.utf8("second")))
                .setExternalTree(true);
    CommitResponse commit = talk.commit("alice", all, "erin", "frank");
    assertThat(commit.getRatchetTree()).isNotEmpty();
    assertThat(talk.members).containsOnlyKeys("alice", "bob", "erin", "frank");
    talk.allTalk();
    talk.members.remove("erin");
    talk.members.remove("frank");
    talk.commit(
        "bob",
        next ->
            next.addByReference(resumptionPsk(talk, "alice", 1))
                .addByReference(remove(talk, "bob", "erin"))
                .addByValue(Talk.described("resumptionPSK").setEpochId(2))
                .addByValue(Talk.remove("frank"))
                .addByValue(Talk.described("groupContextExtensions")));
    talk.allTalk();
  }

  private static ByteString add(Talk talk, String sender, String joiner) {
    return talk.stub
        .addProposal(
            AddProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .setKeyPackage(talk.joiners.get(joiner).getKeyPackage())
                .build())
        .getProposal();
  }

  private static ByteString update(Talk talk, String sender) {
    return talk.stub
        .updateProposal(UpdateProposalRequest.newBuilder().setStateId(talk.state(sender)).build())
        .getProposal();
  }

  private static ByteString remove(Talk talk, String sender, String removed) {
    return talk.stub
        .removeProposal(
            RemoveProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .setRemovedId(Talk.utf8(removed))
                .build())
        .getProposal();
  }

  private static ByteString externalPsk(Talk talk, String sender, String id) {
    return talk.stub
        .externalPSKProposal(
            ExternalPSKProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .setPskId(Talk.utf8(id))
                .build())
        .getProposal();
  }

  private static ByteString resumptionPsk(Talk talk, String sender, long epoch) {
    return talk.stub
        .resumptionPSKProposal(
            ResumptionPSKProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .setEpochId(epoch)
                .build())
        .getProposal();
  }

  /** As in the working group's scripts: nothing required, nobody outside. */
  private static List<Extension> emptyExtensions() {
    return List.of(
        Extension.newBuilder().setExtensionType(3).setExtensionData(bytes(0, 0, 0)).build(),
        Extension.newBuilder().setExtensionType(5).setExtensionData(bytes(0)).build());
  }

  private static ByteString bytes(int... values) {
    ByteString.Output out = ByteString.newOutput();
    for (int value : values) {
      out.write(value);
    }
    return out.toByteString();
  }

  private static ByteString extensions(Talk talk, String sender) {
    return talk.stub
        .groupContextExtensionsProposal(
            GroupContextExtensionsProposalRequest.newBuilder()
                .setStateId(talk.state(sender))
                .addAllExtensions(emptyExtensions())
                .build())
        .getProposal();
  }

  @ParameterizedTest(name = "suite {0}, encrypted {1}")
  @MethodSource("groups")
  void clientsJoinFromOutside(int suite, boolean encrypt) {
    Talk talk = talk(suite, encrypt).create("alice");
    talk.joinExternally("bob", "alice", false, false);
    talk.joinExternally("carol", "bob", true, false);
    int older = talk.state("bob");
    talk.members.remove("bob");
    talk.joinExternally("bob", "alice", true, true);
    assertThat(talk.state("bob")).isNotEqualTo(older);
    talk.allTalk();
    talk.commit("bob", commit -> commit.addByReference(update(talk, "alice")));
    talk.allTalk();
  }

  @ParameterizedTest(name = "suite {0}, encrypted {1}")
  @MethodSource("groups")
  void outsidersPropose(int suite, boolean encrypt) {
    Talk talk = talk(suite, encrypt).create("alice", "bob", "carol");
    CreateExternalSignerResponse other = signer(talk, "other");
    CreateExternalSignerResponse signer = signer(talk, "signer");
    for (CreateExternalSignerResponse added : List.of(other, signer)) {
      ByteString proposal =
          talk.stub
              .addExternalSigner(
                  AddExternalSignerRequest.newBuilder()
                      .setStateId(talk.state("alice"))
                      .setExternalSender(added.getExternalSender())
                      .build())
              .getProposal();
      talk.commit("alice", commit -> commit.addByReference(proposal));
    }
    ByteString dave = newMember(talk, "dave");
    talk.commit("bob", commit -> commit.addByReference(dave), "dave");
    ByteString erin = talk.keyPackage("erin");
    talk.storePskAtAll("psk");
    talk.commit(
        "alice",
        commit ->
            commit
                .addByReference(propose(talk, signer, Talk.add(erin)))
                .addByReference(propose(talk, signer, Talk.remove("bob")))
                .addByReference(
                    propose(
                        talk,
                        other,
                        Talk.described("externalPSK").setPskId(Talk.utf8("psk")).build())),
        "erin");
    assertThat(talk.members).containsOnlyKeys("alice", "carol", "dave", "erin");
    talk.members.remove("dave");
    talk.members.remove("erin");
    talk.commit(
        "carol",
        commit ->
            commit
                .addByReference(
                    propose(talk, signer, Talk.described("resumptionPSK").setEpochId(1).build()))
                .addByReference(
                    propose(
                        talk,
                        other,
                        Talk.described("groupContextExtensions")
                            .addAllExtensions(emptyExtensions())
                            .build())));
    talk.allTalk();
  }

  private static CreateExternalSignerResponse signer(Talk talk, String name) {
    return talk.stub.createExternalSigner(
        CreateExternalSignerRequest.newBuilder()
            .setCipherSuite(talk.suite)
            .setIdentity(Talk.utf8(name))
            .build());
  }

  private static ByteString newMember(Talk talk, String joiner) {
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

  private static ByteString propose(
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

  @ParameterizedTest(name = "suite {0}, encrypted {1}")
  @MethodSource("groups")
  void branchesLiveBesideTheirGroup(int suite, boolean encrypt) {
    Talk talk = talk(suite, encrypt).create("alice", "bob", "carol");
    for (boolean external : new boolean[] {true, false}) {
      ByteString bob = talk.keyPackage("bob");
      CreateSubgroupResponse created =
          talk.stub.createBranch(
              CreateBranchRequest.newBuilder()
                  .setStateId(talk.state("alice"))
                  .setGroupId(Talk.utf8("branch"))
                  .addAllExtensions(emptyExtensions())
                  .addKeyPackages(bob)
                  .setForcePath(external)
                  .setExternalTree(external)
                  .build());
      assertThat(created.getRatchetTree().isEmpty()).isEqualTo(!external);
      HandleBranchResponse joined =
          talk.stub.handleBranch(
              HandleBranchRequest.newBuilder()
                  .setStateId(talk.state("bob"))
                  .setTransactionId(talk.joiners.get("bob").getTransactionId())
                  .setWelcome(created.getWelcome())
                  .setRatchetTree(created.getRatchetTree())
                  .build());
      assertThat(joined.getEpochAuthenticator()).isEqualTo(created.getEpochAuthenticator());
      Talk branch = talk(suite, encrypt);
      branch.members.put("alice", created.getStateId());
      branch.members.put("bob", joined.getStateId());
      branch.commit("bob", commit -> commit.addByReference(update(branch, "alice")));
      branch.allTalk();
      talk.allTalk();
      free(created.getStateId());
      talk.commit("alice", commit -> commit);
      talk.allTalk();
    }
  }

  private static void free(int id) {
    live.stub.free(FreeRequest.newBuilder().setStateId(id).build());
  }

  @ParameterizedTest(name = "suite {0}, encrypted {1}")
  @MethodSource("groups")
  void aReInitIsFollowedByAnotherGroup(int suite, boolean encrypt) {
    Talk talk = talk(suite, encrypt).create("alice", "bob", "carol");
    talk.storePskAtAll("psk");
    int before = live.server.liveIds();
    for (boolean external : new boolean[] {true, false}) {
      int next = external ? suite % 7 + 1 : suite;
      ByteString proposal =
          talk.stub
              .reInitProposal(
                  ReInitProposalRequest.newBuilder()
                      .setStateId(talk.state("carol"))
                      .setCipherSuite(next)
                      .setGroupId(Talk.utf8("next " + next))
                      .addAllExtensions(emptyExtensions())
                      .build())
              .getProposal();
      Map<String, HandleReInitCommitResponse> reInits = end(talk, "alice", proposal);
      succeed(talk, "bob", reInits, external);
      assertThat(live.server.liveIds()).isEqualTo(before);
      talk.commit(
          "carol",
          commit -> commit.addByValue(Talk.described("externalPSK").setPskId(Talk.utf8("psk"))));
      talk.allTalk();
    }
  }

  /** All handle the commit of a ReInit. */
  private static Map<String, HandleReInitCommitResponse> end(
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
  private static void succeed(
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
