package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.FreeRequest;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.HandleCommitResponse;
import io.github.mls4j.interop.proto.HandlePendingCommitRequest;
import io.github.mls4j.interop.proto.StateAuthRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a state moves from one epoch to the next, and how it does not. */
class StateTest {

  private static LiveServer live;

  @BeforeAll
  static void start() throws IOException {
    live = new LiveServer();
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private static Talk talk(boolean encrypt, String... names) {
    return new Talk(live.stub, 1, encrypt)
        .create(names[0], List.of(names).subList(1, names.length).toArray(String[]::new));
  }

  private static ByteString authenticator(Talk talk, String member) {
    return live.stub
        .stateAuth(StateAuthRequest.newBuilder().setStateId(talk.state(member)).build())
        .getStateAuthSecret();
  }

  private static CommitRequest.Builder commit(Talk talk, String committer) {
    return CommitRequest.newBuilder().setStateId(talk.state(committer));
  }

  private static HandleCommitRequest.Builder handle(Talk talk, String member, ByteString commit) {
    return HandleCommitRequest.newBuilder().setStateId(talk.state(member)).setCommit(commit);
  }

  private static HandlePendingCommitRequest pending(Talk talk, String member) {
    return HandlePendingCommitRequest.newBuilder().setStateId(talk.state(member)).build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCommitMovesNobodyUntilItIsHandled(boolean encrypt) {
    Talk talk = talk(encrypt, "alice", "bob");
    ByteString before = authenticator(talk, "alice");
    CommitResponse discarded = live.stub.commit(commit(talk, "alice").build());
    CommitResponse made = live.stub.commit(commit(talk, "alice").setForcePath(true).build());
    assertThat(authenticator(talk, "alice")).isEqualTo(before);
    talk.opens("bob", talk.protect("alice", "still here"), "still here");
    Refused.with(
        Status.Code.FAILED_PRECONDITION,
        () -> live.stub.handleCommit(handle(talk, "alice", discarded.getCommit()).build()),
        "pending");
    HandleCommitResponse own =
        live.stub.handleCommit(handle(talk, "alice", made.getCommit()).build());
    HandleCommitResponse bobs =
        live.stub.handleCommit(handle(talk, "bob", made.getCommit()).build());
    assertThat(own.getEpochAuthenticator())
        .isEqualTo(bobs.getEpochAuthenticator())
        .isNotEqualTo(before);
    Refused.with(
        Status.Code.FAILED_PRECONDITION,
        () -> live.stub.handlePendingCommit(pending(talk, "alice")),
        "pending");
    talk.allTalk();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCommitCoversWhatIsListedAndNothingElse(boolean encrypt) {
    Talk talk = talk(encrypt, "alice", "bob", "carol", "dave");
    ByteString update = Asks.update(talk, "bob");
    ByteString unlisted = Asks.remove(talk, "bob", "carol");
    ByteString ownUnlisted = Asks.remove(talk, "alice", "dave");
    ByteString own = Asks.resumptionPsk(talk, "alice", 1);
    live.stub.commit(commit(talk, "alice").addByReference(unlisted).build());
    talk.commit("alice", plan -> plan.addByReference(own).addByReference(update));
    assertThat(talk.members).hasSize(4);
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () -> live.stub.commit(commit(talk, "alice").addByReference(ownUnlisted).build()),
        "PROPOSAL_EPOCH_CURRENT");
    talk.allTalk();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatDoesNotGoTogetherIsRefusedNotLeftOut(boolean encrypt) {
    Talk talk = talk(encrypt, "alice", "bob");
    ByteString update = Asks.update(talk, "bob");
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () ->
            live.stub.commit(
                commit(talk, "alice")
                    .addByReference(update)
                    .addByValue(Talk.remove("bob"))
                    .build()),
        "ONE_UPDATE_OR_REMOVE_A_LEAF");
    Refused.with(
        Status.Code.FAILED_PRECONDITION,
        () -> live.stub.handlePendingCommit(pending(talk, "alice")),
        "pending");
    talk.commit("alice", plan -> plan.addByReference(update));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void proposalsMayComeAgain(boolean encrypt) {
    Talk talk = talk(encrypt, "alice", "bob", "carol");
    ByteString remove = Asks.remove(talk, "carol", "alice");
    ByteString again = Asks.remove(talk, "carol", "alice");
    ByteString update = Asks.update(talk, "bob");
    live.stub.commit(commit(talk, "bob").addByReference(remove).build());
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () ->
            live.stub.handleCommit(
                handle(talk, "bob", update).addProposal(remove).addProposal(update).build()),
        "MESSAGE_KIND_FITS");
    ByteString made =
        live.stub
            .commit(
                commit(talk, "carol")
                    .addByReference(again)
                    .addByReference(update)
                    .addByReference(update)
                    .build())
            .getCommit();
    HandleCommitRequest request =
        handle(talk, "bob", made)
            .addProposal(update)
            .addProposal(remove)
            .addProposal(again)
            .build();
    ByteString followed = live.stub.handleCommit(request).getEpochAuthenticator();
    assertThat(live.stub.handlePendingCommit(pending(talk, "carol")).getEpochAuthenticator())
        .isEqualTo(followed);
  }

  /** Which proposal of ours a message is, its bytes do not tell when it is encrypted. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ownProposalsOfTheSameKindAreToldApart(boolean encrypt) {
    Talk talk = talk(encrypt, "alice", "bob", "carol", "dave");
    ByteString bob = Asks.remove(talk, "alice", "bob");
    ByteString carol = Asks.remove(talk, "alice", "carol");
    ByteString bobAgain = Asks.remove(talk, "alice", "bob");
    talk.commit("alice", plan -> plan.addByReference(carol));
    assertThat(talk.members).containsOnlyKeys("alice", "bob", "dave");
    assertThat(bob).isNotEqualTo(carol);
    assertThat(bobAgain.equals(bob)).isEqualTo(!encrypt);
    ByteString last = Asks.remove(talk, "alice", "bob");
    talk.commit("alice", plan -> plan.addByReference(last));
    assertThat(talk.members).containsOnlyKeys("alice", "dave");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsRemovedIsToldAndCanBeFreed(boolean encrypt) {
    Talk talk = talk(encrypt, "alice", "bob", "carol");
    ByteString remove = Asks.remove(talk, "carol", "bob");
    CommitResponse made = live.stub.commit(commit(talk, "alice").addByReference(remove).build());
    HandleCommitResponse told =
        live.stub.handleCommit(handle(talk, "bob", made.getCommit()).addProposal(remove).build());
    assertThat(told.getStateId()).isEqualTo(talk.state("bob"));
    assertThat(told.getEpochAuthenticator()).isEmpty();
    Refused.with(
        Status.Code.FAILED_PRECONDITION, () -> talk.protect("bob", "still here"), "REMOVED");
    FreeRequest free = FreeRequest.newBuilder().setStateId(talk.state("bob")).build();
    assertThatNoException().isThrownBy(() -> live.stub.free(free));
    Refused.with(Status.Code.NOT_FOUND, () -> live.stub.free(free), "id");
  }

  @Test
  void anEpochIsForgottenAfterAWhile() {
    Talk talk = talk(true, "alice", "bob");
    ByteString kept = talk.protect("alice", "kept");
    ByteString forgotten = talk.protect("alice", "forgotten");
    for (int i = 0; i < ServerLimits.DEFAULT.pastEpochs(); i++) {
      talk.commit("alice", plan -> plan);
    }
    talk.opens("bob", kept, "kept");
    talk.commit("alice", plan -> plan);
    Refused.with(
        Status.Code.FAILED_PRECONDITION,
        () -> talk.opens("bob", forgotten, "forgotten"),
        "PAST_EPOCH");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReInitIsOnlyForItsOwnCalls(boolean encrypt) {
    Talk talk = talk(encrypt, "alice", "bob");
    Refused.with(
        Status.Code.INVALID_ARGUMENT,
        () -> live.stub.reInitCommit(commit(talk, "alice").build()),
        "ReInit");
    ByteString reInit =
        live.stub
            .reInitCommit(
                commit(talk, "alice")
                    .addByValue(
                        Talk.described("reinit").setGroupId(Talk.utf8("next")).setCipherSuite(2))
                    .build())
            .getCommit();
    Refused.with(
        Status.Code.FAILED_PRECONDITION,
        () -> live.stub.handleCommit(handle(talk, "bob", reInit).build()),
        "HandleReInitCommit");
    Refused.with(
        Status.Code.FAILED_PRECONDITION,
        () -> live.stub.handlePendingCommit(pending(talk, "alice")),
        "HandlePendingReInitCommit");
    assertThat(live.stub.handlePendingReInitCommit(pending(talk, "alice")).getEpochAuthenticator())
        .isEqualTo(
            live.stub
                .handleReInitCommit(handle(talk, "bob", reInit).build())
                .getEpochAuthenticator());
  }

  @Test
  void whoStopsWaitingHarmsNobody() {
    Talk talk = talk(true, "alice", "bob");
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () ->
                  live.stub
                      .withDeadlineAfter(50, TimeUnit.MICROSECONDS)
                      .commit(commit(talk, "alice").setForcePath(true).build()))
          .isInstanceOf(StatusRuntimeException.class);
    }
    talk.commit("alice", plan -> plan);
    talk.allTalk();
  }
}
