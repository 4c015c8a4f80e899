package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.CreateBranchRequest;
import io.github.mls4j.interop.proto.CreateExternalSignerResponse;
import io.github.mls4j.interop.proto.CreateSubgroupResponse;
import io.github.mls4j.interop.proto.ExportRequest;
import io.github.mls4j.interop.proto.FreeRequest;
import io.github.mls4j.interop.proto.HandleBranchRequest;
import io.github.mls4j.interop.proto.HandleBranchResponse;
import io.github.mls4j.interop.proto.HandleReInitCommitResponse;
import io.github.mls4j.interop.proto.ReInitProposalRequest;
import io.github.mls4j.interop.proto.StateAuthRequest;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                .addByReference(Asks.add(talk, "alice", "erin"))
                .addByReference(Asks.update(talk, "bob"))
                .addByReference(Asks.remove(talk, "bob", "carol"))
                .addByReference(Asks.externalPsk(talk, "alice", "first"))
                .addByReference(Asks.extensions(talk, "bob"))
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
            next.addByReference(Asks.resumptionPsk(talk, "alice", 1))
                .addByReference(Asks.remove(talk, "bob", "erin"))
                .addByValue(Talk.described("resumptionPSK").setEpochId(2))
                .addByValue(Talk.remove("frank"))
                .addByValue(Talk.described("groupContextExtensions")));
    talk.allTalk();
  }

  @ParameterizedTest(name = "suite {0}, encrypted {1}")
  @MethodSource("groups")
  void clientsJoinFromOutside(int suite, boolean encrypt) {
    Talk talk = talk(suite, encrypt).create("alice");
    talk.joinExternally("bob", "alice", false, false);
    talk.storePskAtAll("psk");
    talk.storePskAtAll("other");
    talk.joinExternally("carol", "bob", true, false, "psk", "other");
    int older = talk.state("bob");
    talk.members.remove("bob");
    talk.joinExternally("bob", "alice", true, true);
    assertThat(talk.state("bob")).isNotEqualTo(older);
    talk.allTalk();
    talk.commit("bob", commit -> commit.addByReference(Asks.update(talk, "alice")));
    talk.allTalk();
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () -> talk.joinExternally("dave", "alice", true, true),
        "identity");
  }

  @ParameterizedTest(name = "suite {0}, encrypted {1}")
  @MethodSource("groups")
  void outsidersPropose(int suite, boolean encrypt) {
    Talk talk = talk(suite, encrypt).create("alice", "bob", "carol");
    CreateExternalSignerResponse other = Asks.signer(talk, "other");
    CreateExternalSignerResponse signer = Asks.signer(talk, "signer");
    for (CreateExternalSignerResponse added : List.of(other, signer)) {
      ByteString proposal = Asks.addSigner(talk, "alice", added);
      talk.commit("alice", commit -> commit.addByReference(proposal));
    }
    ByteString dave = Asks.newMember(talk, "dave");
    talk.commit("bob", commit -> commit.addByReference(dave), "dave");
    ByteString erin = talk.keyPackage("erin");
    talk.storePskAtAll("psk");
    talk.commit(
        "alice",
        commit ->
            commit
                .addByReference(Asks.propose(talk, signer, Talk.add(erin)))
                .addByReference(Asks.propose(talk, signer, Talk.remove("bob")))
                .addByReference(
                    Asks.propose(
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
                    Asks.propose(
                        talk, signer, Talk.described("resumptionPSK").setEpochId(1).build()))
                .addByReference(
                    Asks.propose(
                        talk,
                        other,
                        Talk.described("groupContextExtensions")
                            .addAllExtensions(Asks.emptyExtensions())
                            .build())));
    talk.allTalk();
  }

  @ParameterizedTest(name = "suite {0}, encrypted {1}")
  @MethodSource("groups")
  void anOutsiderEndsTheGroup(int suite, boolean encrypt) {
    Talk talk = talk(suite, encrypt).create("alice", "bob", "carol");
    CreateExternalSignerResponse signer = Asks.signer(talk, "signer");
    ByteString added = Asks.addSigner(talk, "bob", signer);
    talk.commit("alice", commit -> commit.addByReference(added));
    ByteString proposal =
        Asks.propose(
            talk,
            signer,
            Talk.described("reinit")
                .setGroupId(Talk.utf8("next"))
                .setCipherSuite(suite % 7 + 1)
                .addAllExtensions(Asks.emptyExtensions())
                .build());
    Asks.succeed(talk, "carol", Asks.end(talk, "alice", proposal), false);
    talk.commit("bob", commit -> commit);
    talk.allTalk();
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
                  .addAllExtensions(Asks.emptyExtensions())
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
      branch.commit("bob", commit -> commit.addByReference(Asks.update(branch, "alice")));
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
                      .addAllExtensions(Asks.emptyExtensions())
                      .build())
              .getProposal();
      Map<String, HandleReInitCommitResponse> reInits = Asks.end(talk, "alice", proposal);
      Asks.succeed(talk, "bob", reInits, external);
      assertThat(live.server.liveIds()).isEqualTo(before);
      talk.commit(
          "carol",
          commit -> commit.addByValue(Talk.described("externalPSK").setPskId(Talk.utf8("psk"))));
      talk.allTalk();
    }
  }
}
