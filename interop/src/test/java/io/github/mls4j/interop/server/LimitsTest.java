package io.github.mls4j.interop.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.mls4j.interop.proto.CommitRequest;
import io.github.mls4j.interop.proto.CommitResponse;
import io.github.mls4j.interop.proto.FreeRequest;
import io.github.mls4j.interop.proto.HandleCommitRequest;
import io.github.mls4j.interop.proto.JoinGroupRequest;
import io.github.mls4j.interop.proto.StateAuthRequest;
import io.github.mls4j.interop.proto.StorePSKRequest;
import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A server holds no more than it was told to. */
class LimitsTest {

  private static ServerLimits ids(int max) {
    return ServerLimits.DEFAULT.withMaxIds(max);
  }

  private static void free(LiveServer live, int id) {
    live.stub.free(FreeRequest.newBuilder().setStateId(id).build());
  }

  @Test
  void thereIsRoomAgainForWhatIsFreed() throws IOException {
    try (LiveServer live = new LiveServer(ids(3))) {
      Talk talk = new Talk(live.stub, 1, true).create("alice");
      talk.keyPackage("bob");
      int signer = Asks.signer(talk, "signer").getSignerId();
      assertThat(live.server.liveIds()).isEqualTo(3);
      Refused.with(Status.Code.RESOURCE_EXHAUSTED, () -> talk.keyPackage("carol"), "3 states");
      Refused.with(Status.Code.RESOURCE_EXHAUSTED, () -> talk.create("carol"), "3 states");
      Refused.with(
          Status.Code.RESOURCE_EXHAUSTED,
          () -> talk.joinExternally("carol", "alice", false, false),
          "3 states");
      ByteString bob = talk.joiners.get("bob").getKeyPackage();
      talk.commit("alice", commit -> commit.addByValue(Talk.add(bob)), "bob");
      assertThat(live.server.liveIds()).isEqualTo(3);
      free(live, signer);
      assertThat(talk.keyPackage("carol")).isNotEmpty();
    }
  }

  @Test
  void aFailedCallTakesNoRoom() throws IOException {
    try (LiveServer live = new LiveServer(ids(2))) {
      Talk talk = new Talk(live.stub, 1, true).create("alice");
      for (int i = 0; i < 3; i++) {
        Refused.with(
            Status.Code.INVALID_ARGUMENT,
            () -> new Talk(live.stub, 99, true).keyPackage("bob"),
            "suite");
      }
      assertThat(live.server.liveIds()).isEqualTo(1);
      assertThat(talk.keyPackage("bob")).isNotEmpty();
    }
  }

  @Test
  void whatCannotBeUndoneIsNotBegunWithoutRoom() throws IOException {
    try (LiveServer live = new LiveServer(ids(3))) {
      Talk talk = new Talk(live.stub, 1, false).create("alice", "bob");
      int signer = Asks.signer(talk, "signer").getSignerId();
      ByteString reInit =
          live.stub
              .commit(
                  CommitRequest.newBuilder()
                      .setStateId(talk.state("alice"))
                      .addByValue(Talk.described("reinit").setCipherSuite(1))
                      .build())
              .getCommit();
      HandleCommitRequest handle =
          HandleCommitRequest.newBuilder().setStateId(talk.state("bob")).setCommit(reInit).build();
      Refused.with(
          Status.Code.RESOURCE_EXHAUSTED, () -> live.stub.handleReInitCommit(handle), "3 states");
      talk.allTalk();
      free(live, signer);
      assertThat(live.stub.handleReInitCommit(handle).getReinitId()).isNotZero();
    }
  }

  @Test
  void whatIsUsedUpIsGone() throws IOException {
    try (LiveServer live = new LiveServer()) {
      Talk talk = new Talk(live.stub, 1, true).create("alice");
      ByteString bob = talk.keyPackage("bob");
      int transaction = talk.joiners.get("bob").getTransactionId();
      CommitResponse commit = talk.commit("alice", plan -> plan.addByValue(Talk.add(bob)), "bob");
      Refused.with(
          Status.Code.NOT_FOUND,
          () ->
              live.stub.joinGroup(
                  JoinGroupRequest.newBuilder()
                      .setTransactionId(transaction)
                      .setWelcome(commit.getWelcome())
                      .build()),
          "no id " + transaction);
      Refused.with(Status.Code.NOT_FOUND, () -> free(live, transaction), "no id");
      int state = talk.state("bob");
      free(live, state);
      Refused.with(
          Status.Code.NOT_FOUND,
          () -> live.stub.stateAuth(StateAuthRequest.newBuilder().setStateId(state).build()),
          "no id " + state);
      assertThat(live.server.liveIds()).isEqualTo(1);
    }
  }

  @Test
  void requestsAndPsksAreBounded() throws IOException {
    try (LiveServer live = new LiveServer(new ServerLimits(10, 100_000, 3))) {
      Talk talk = new Talk(live.stub, 1, true).create("alice");
      Refused.with(
          Status.Code.RESOURCE_EXHAUSTED,
          () -> talk.protect("alice", "x".repeat(100_000)),
          "maximum size");
      Refused.with(
          Status.Code.INVALID_ARGUMENT,
          () -> talk.storePsk(talk.state("alice"), "x".repeat(ExternalPsks.MAX_BYTES + 1)),
          "longer");
      for (int i = 0; i < ExternalPsks.MAX_PSKS; i++) {
        talk.storePsk(talk.state("alice"), "psk " + i);
      }
      Refused.with(
          Status.Code.RESOURCE_EXHAUSTED,
          () -> talk.storePsk(talk.state("alice"), "one more"),
          "PSKs");
      talk.storePsk(talk.state("alice"), "psk 0");
      Refused.with(
          Status.Code.NOT_FOUND,
          () ->
              live.stub.storePSK(
                  StorePSKRequest.newBuilder()
                      .setStateOrTransactionId(Asks.signer(talk, "signer").getSignerId())
                      .build()),
          "neither a state nor a transaction");
      assertThat(talk.protect("alice", "x".repeat(10_000))).isNotEmpty();
    }
  }

  @Test
  void limitsArePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> ids(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new ServerLimits(1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ServerLimits(1, 1, 0));
  }

  @Test
  void aPortIsServedByOneServer() throws IOException {
    int port;
    try (InteropServer first = InteropServer.start("127.0.0.1", 0)) {
      port = first.port();
      assertThatThrownBy(() -> InteropServer.start("127.0.0.1", port))
          .isInstanceOf(IOException.class);
    }
    try (InteropServer second = InteropServer.start("127.0.0.1", port)) {
      assertThat(second.port()).isEqualTo(port);
    }
  }
}
